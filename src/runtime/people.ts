import type { Marketing } from '../domain/consent.ts';
import { problem } from '../domain/problem.ts';
import type { Erased, KnownContact, Recipient } from '../ports/store.ts';
import type { Office } from './office.ts';

/**
 * Finds a person of a workspace.
 *
 * @throws TeamError `notFound`
 */
export async function findContact(
	{ store }: Office,
	workspaceId: string,
	who: Recipient,
): Promise<KnownContact> {
	const found = await store.findContact({ workspaceId, who });
	if (found === null) throw unknownContact(who);
	return found;
}

/**
 * Writes down whether a person wants marketing from any number of a workspace.
 *
 * @param said `null` for nobody knows
 * @returns the person as they are known from now on
 * @throws TeamError `notFound`
 */
export async function setConsent(
	office: Office,
	workspaceId: string,
	said: { readonly who: Recipient; readonly marketing: Marketing | null },
): Promise<KnownContact> {
	const { store, clock, watch } = office;
	const changed = await store.setConsent({ workspaceId, ...said, now: clock.now() });
	if (changed === null) throw unknownContact(said.who);
	watch.notify(changed.ended);
	return await findContact(office, workspaceId, said.who);
}

/**
 * Deletes all that is known of a person of a workspace.
 *
 * @throws TeamError `notFound`
 */
export async function eraseContact(
	{ store, clock, logger }: Office,
	workspaceId: string,
	who: Recipient,
): Promise<Erased> {
	const erased = await store.eraseContact({ workspaceId, who, now: clock.now() });
	if (erased === null) throw unknownContact(who);
	logger.info({ workspaceId, ...erased }, 'contact was erased');
	return erased;
}

function unknownContact({ kind }: Recipient) {
	const what = { phone: 'phone number', contact: 'contact ID', conversation: 'conversation ID' };
	return problem(
		'notFound',
		`The field 'Contact' names nobody: the workspace of the credential knows no such ${what[kind]}`,
		kind === 'phone'
			? 'Somebody with a username may have no phone number: use the contact ID or the conversation ID of an item.'
			: "Use the ID of an item of a WhatsApp Team Trigger, and the credential of the same workspace. Whoever was erased isn't found any more.",
	);
}
