import type { Marketing } from '../../domain/consent.ts';
import { checkContact } from '../../domain/contact-change.ts';
import { problem } from '../../domain/problem.ts';
import type { ContactChange, Erased, KnownContact, Recipient } from '../../ports/store.ts';
import { checkMay, knownAgent } from './known-agent.ts';
import type { Office } from '../office.ts';

/** What of the office people need. */
export type PeopleOffice = Pick<Office, 'store' | 'clock' | 'watch' | 'logger' | 'numbers'>;

/** Where, and in whose name. */
export interface Acting {
	readonly workspaceId: string;
	/** An email; `null` for the workflow, which sees and may do all. */
	readonly actingAgent: string | null;
}

/**
 * Finds a person of a workspace.
 *
 * @throws TeamError `notFound`
 */
export async function findContact(
	office: PeopleOffice,
	acting: Acting,
	who: Recipient,
): Promise<KnownContact> {
	await knownAgent(office, acting.workspaceId, acting.actingAgent);
	const found = await office.store.findContact({ ...acting, who });
	if (found === null) throw unknownContact(who);
	return found;
}

/**
 * Writes down whether a person wants marketing from any number of a workspace.
 *
 * @param said `null` for nobody knows
 * @returns the person as they are known from now on
 * @throws TeamError `notFound`, `notAllowed`
 */
export async function setConsent(
	office: PeopleOffice,
	acting: Acting,
	said: { readonly who: Recipient; readonly marketing: Marketing | null },
): Promise<KnownContact> {
	await checkChange(office, acting);
	const { store, clock, watch } = office;
	const changed = await store.setConsent({ ...acting, ...said, now: clock.now() });
	if (changed === null) throw unknownContact(said.who);
	watch.notify(changed.ended);
	return await findContact(office, acting, said.who);
}

/**
 * Writes down what the team says of a person; one who is named by a new phone is made.
 *
 * @returns the person as they are known from now on
 * @throws TeamError `invalidInput`, naming the field; `notFound`, `notAllowed`
 */
export async function upsertContact(
	office: PeopleOffice,
	acting: Acting,
	said: {
		readonly who: Recipient;
		readonly change: ContactChange;
		/** By which number it is told; `null` for none. */
		readonly numberId: string | null;
	},
): Promise<{ readonly contact: KnownContact; readonly isNew: boolean }> {
	checkContact(said.change);
	await checkChange(office, acting);
	const { store, clock } = office;
	const done = await store.upsertContact({ ...acting, ...said, now: clock.now() });
	if (done === null) throw unknownContact(said.who);
	const who = { kind: 'contact', contactId: done.contactId } as const;
	return { contact: await findContact(office, acting, who), isNew: done.isNew };
}

/**
 * Makes two people of a workspace one.
 *
 * @param both `into` stays, and takes in `from`
 * @returns the person as they are known from now on, and whether anything has changed
 * @throws TeamError `notFound`, `notAllowed`
 */
export async function mergePeople(
	office: PeopleOffice,
	acting: Acting,
	both: {
		readonly into: Recipient;
		readonly from: Recipient;
		/** By which number it is told; `null` for none. */
		readonly numberId: string | null;
	},
): Promise<{ readonly contact: KnownContact; readonly hasChanged: boolean }> {
	await checkChange(office, acting);
	const { store, clock } = office;
	const merged = await store.mergePeople({ ...acting, ...both, now: clock.now() });
	if (merged.kind === 'unknown') {
		throw unknownContact(
			both[merged.which],
			merged.which === 'from' ? 'Merge From' : 'Contact',
		);
	}
	const who = { kind: 'contact', contactId: merged.contactId } as const;
	return { contact: await findContact(office, acting, who), hasChanged: merged.hasChanged };
}

/**
 * Deletes all that is known of a person of a workspace.
 *
 * @throws TeamError `notFound`, `notAllowed`
 */
export async function eraseContact(
	office: PeopleOffice,
	{ workspaceId, actingAgent }: Acting,
	who: Recipient,
): Promise<Erased> {
	const agent = await knownAgent(office, workspaceId, actingAgent);
	checkMay(agent, 'delete', 'Owners delete.');
	const { store, clock, logger } = office;
	const erased = await store.eraseContact({ workspaceId, who, now: clock.now() });
	if (erased === null) throw unknownContact(who);
	logger.info({ workspaceId, ...erased }, 'contact was erased');
	return erased;
}

async function checkChange(
	office: PeopleOffice,
	{ workspaceId, actingAgent }: Acting,
): Promise<void> {
	const agent = await knownAgent(office, workspaceId, actingAgent);
	checkMay(agent, 'send', 'Viewers change nothing.');
}

function unknownContact({ kind }: Recipient, field = 'Contact') {
	const what = { phone: 'phone number', contact: 'contact ID', conversation: 'conversation ID' };
	return problem(
		'notFound',
		`The field '${field}' names nobody: the workspace of the credential knows no such ${what[kind]}`,
		kind === 'phone'
			? 'Somebody with a username may have no phone number: use the contact ID or the conversation ID of an item.'
			: "Use the ID of an item of a WhatsApp Team Trigger, and the credential of the same workspace. Whoever was erased isn't found any more, and whoever is outside an agent's numbers and labels is not there for them.",
	);
}
