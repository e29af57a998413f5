import type { Failure } from '../../domain/message.ts';
import type { NumberState } from '../../domain/number/number.ts';
import { knownNumber } from '../credential/binding.ts';
import type { CredentialSource } from '../credential/credential.ts';
import { linkAddress, type LinkAddress } from './link-address.ts';
import type { Office } from '../office.ts';
import { enterWorkspace } from '../credential/workspace.ts';

/** What a person needs to know to link the number of a credential. */
export type LinkHint =
	/** It is on the Cloud API. */
	| { readonly kind: 'cloud' }
	/** It has to be linked, or is. */
	| {
			readonly kind: 'linked';
			readonly label: string;
			readonly phone: string;
			readonly state: NumberState;
			/** What is wrong, and what to do; `null` where all is well. */
			readonly failure: Failure | null;
			/** Where it is linked; `null` until a workflow with a Trigger of it is published. */
			readonly page: LinkAddress | null;
	  };

/**
 * Looks how the number of a credential stands, and makes a link to its link page.
 *
 * @throws TeamError `invalidCredential`, `workspaceKey`, `storeUnavailable`
 */
export async function linkHint(office: Office, source: CredentialSource): Promise<LinkHint> {
	const credential = await source();
	await enterWorkspace(office, credential);
	if (credential.mode === 'cloud') return { kind: 'cloud' };
	const number = await knownNumber(office, credential);
	const now = office.clock.now();
	// What this process remembers of the number may be a while ago.
	const standing = await office.store.linkStanding({ numberId: number.id, now });
	return {
		kind: 'linked',
		label: number.label,
		phone: credential.phone,
		state: standing?.state ?? number.state,
		failure: standing?.failure ?? null,
		page: await linkAddress(office, number),
	};
}
