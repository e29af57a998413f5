import type { Marketing } from '../domain/consent.ts';
import { checkContact } from '../domain/contact-change.ts';
import { problem } from '../domain/problem.ts';
import type { ContactChange, Erased, KnownContact, Recipient } from '../ports/store.ts';
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
 * Writes down what the team says of a person; one who is named by a new phone is made.
 *
 * @returns the person as they are known from now on
 * @throws TeamError `invalidInput`, naming the field; `notFound`
 */
export async function upsertContact(
	office: Office,
	workspaceId: string,
	said: { readonly who: Recipient; readonly change: ContactChange },
): Promise<{ readonly contact: KnownContact; readonly isNew: boolean }> {
	checkContact(said.change);
	const { store, clock } = office;
	const done = await store.upsertContact({ workspaceId, ...said, now: clock.now() });
	if (done === null) throw unknownContact(said.who);
	const who = { kind: 'contact', contactId: done.contactId } as const;
	return { contact: await findContact(office, workspaceId, who), isNew: done.isNew };
}

/**
 * Makes two people of a workspace one.
 *
 * @param both `into` stays, and takes in `from`
 * @returns the person as they are known from now on, and whether anything has changed
 * @throws TeamError `notFound`
 */
export async function mergePeople(
	office: Office,
	workspaceId: string,
	both: { readonly into: Recipient; readonly from: Recipient },
): Promise<{ readonly contact: KnownContact; readonly hasChanged: boolean }> {
	const { store, clock } = office;
	const merged = await store.mergePeople({ workspaceId, ...both, now: clock.now() });
	if (merged.kind === 'unknown') {
		throw unknownContact(
			both[merged.which],
			merged.which === 'from' ? 'Merge From' : 'Contact',
		);
	}
	const who = { kind: 'contact', contactId: merged.contactId } as const;
	return { contact: await findContact(office, workspaceId, who), hasChanged: merged.hasChanged };
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

function unknownContact({ kind }: Recipient, field = 'Contact') {
	const what = { phone: 'phone number', contact: 'contact ID', conversation: 'conversation ID' };
	return problem(
		'notFound',
		`The field '${field}' names nobody: the workspace of the credential knows no such ${what[kind]}`,
		kind === 'phone'
			? 'Somebody with a username may have no phone number: use the contact ID or the conversation ID of an item.'
			: "Use the ID of an item of a WhatsApp Team Trigger, and the credential of the same workspace. Whoever was erased isn't found any more.",
	);
}
