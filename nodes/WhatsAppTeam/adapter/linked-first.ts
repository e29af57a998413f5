import type { IHookFunctions } from 'n8n-workflow';
import { linkHint, problem, theOffice, type LinkHint } from '../../../src/index.ts';
import { credentialOf } from './credential.ts';
import { toNodeError } from './errors.ts';

/**
 * Somebody who waits in the editor for a message to a number that is not linked would wait in vain.
 * The link itself is not told here, because errors are kept: it stands in the option "Link Page".
 *
 * @throws NodeOperationError saying how to link it
 */
export async function checkLinked(context: IHookFunctions): Promise<void> {
	const hint = await linkHint(await theOffice(), credentialOf(context));
	if (hint.kind === 'cloud' || isLinked(hint.state)) return;
	const what = hint.failure?.message ?? 'The number of this credential is not linked yet';
	const advice =
		hint.page === null
			? 'Publish the workflow, then open the list of the option "Link Page" of this node.'
			: 'Open the list of the option "Link Page" of this node and follow the link.';
	// The editor shows the message of such an error alone.
	const more = hint.failure?.advice ?? '';
	throw toNodeError(
		context.getNode(),
		problem('numberNotOpen', `${what}. ${advice}`, more === '' ? advice : more),
	);
}

function isLinked(state: Extract<LinkHint, { kind: 'linked' }>['state']): boolean {
	switch (state) {
		case 'ready':
		case 'degraded':
		case 'at_risk':
		case 'restricted':
		case 'paused':
			return true;
		case 'unlinked':
		case 'linking':
		case 'logged_out':
		case 'banned':
		case 'offline':
		case 'pending':
		case 'code_sent':
		case 'verified':
		case 'reverify_needed':
		case 'unknown':
			return false;
	}
}
