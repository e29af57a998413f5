import type { FunctionsBase, WorkflowExecuteMode } from 'n8n-workflow';
import { Desk, readCredential, theOffice, type CredentialSource } from '../../../src/index.ts';

/** The name of our credential type. */
export const CREDENTIAL = 'whatsAppTeamApi';

/** Reads the node's credential anew at every call: editing it in n8n restarts no trigger. */
export function credentialOf(
	context: Pick<FunctionsBase, 'getCredentials' | 'getNode'>,
): CredentialSource {
	return async () => readCredential(await context.getCredentials(CREDENTIAL), idOf(context));
}

function idOf(context: Pick<FunctionsBase, 'getNode'>): string | null {
	return context.getNode().credentials?.[CREDENTIAL]?.id ?? null;
}

/**
 * Opens the desk of the node's credential. In production one that was read a moment ago will do; a
 * person who tries something wants to see what was just changed.
 *
 * @throws TeamError
 */
export async function openDeskOf(
	context: Pick<FunctionsBase, 'getCredentials' | 'getNode'> & { getMode(): WorkflowExecuteMode },
): Promise<Desk> {
	const id = idOf(context);
	const isWatched = context.getMode() === 'manual';
	return await Desk.open(await theOffice(), credentialOf(context), isWatched ? null : id);
}
