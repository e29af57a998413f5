import type { FunctionsBase } from 'n8n-workflow';
import { readCredential, type CredentialSource } from '../../../src/index.ts';

/** The name of our credential type. */
export const CREDENTIAL = 'whatsAppTeamApi';

/** Reads the node's credential anew at every call: editing it in n8n restarts no trigger. */
export function credentialOf(context: Pick<FunctionsBase, 'getCredentials'>): CredentialSource {
	return async () => readCredential(await context.getCredentials(CREDENTIAL));
}
