import type { ContactOperations } from '../ports/store.ts';
import { writeLinks } from './contact-links.ts';
import { appendEvents } from './events.ts';
import { introduce } from './introduce.ts';
import { lockNumbers } from './lock-numbers.ts';
import { mergeContacts } from './merge.ts';
import { findPerson } from './person.ts';
import type { Tx } from './schema.ts';

type Upsert = ContactOperations['upsertContact'];
type MergePeople = ContactOperations['mergePeople'];

/** See `ContactOperations.upsertContact`. */
export async function upsertContact(tx: Tx, input: Parameters<Upsert>[0]): ReturnType<Upsert> {
	const { workspaceId, who, change, now } = input;
	const known = await findLiving(tx, workspaceId, who);
	if (known === null && who.kind !== 'phone') return null;
	const contactId = known ?? (await make(tx, input));
	const { name, language, timeZone, crmLinks = [] } = change;
	await tx.db
		.updateTable('contact')
		.set({
			...(name === undefined ? {} : { given_name: name }),
			...(language === undefined ? {} : { language }),
			...(timeZone === undefined ? {} : { time_zone: timeZone }),
			updated_at: now,
		})
		.where('id', '=', contactId)
		.execute();
	await writeLinks(tx, { workspaceId, contactId, now }, crmLinks);
	return { contactId, isNew: known === null };
}

async function make(
	tx: Tx,
	{ workspaceId, who, now }: Pick<Parameters<Upsert>[0], 'workspaceId' | 'who' | 'now'>,
): Promise<string> {
	const value = who.kind === 'phone' ? who.phone : '';
	const keys = [{ type: 'phone', value } as const];
	return (await introduce(tx, { workspaceId, keys, name: null, now })).id;
}

/** See `ContactOperations.mergePeople`. */
export async function mergePeople(
	tx: Tx,
	{ workspaceId, into, from, now }: Parameters<MergePeople>[0],
): ReturnType<MergePeople> {
	// Nothing comes in for either of them meanwhile.
	await lockNumbers(tx, workspaceId);
	const [intoId, fromId] = [
		await findLiving(tx, workspaceId, into),
		await findLiving(tx, workspaceId, from),
	];
	if (intoId === null) return { kind: 'unknown', which: 'into' };
	if (fromId === null) return { kind: 'unknown', which: 'from' };
	if (intoId === fromId) return { kind: 'merged', contactId: intoId, hasChanged: false };
	await mergeContacts(tx, { into: intoId, from: fromId, now });
	const conversation = await tx.db
		.selectFrom('conversation')
		.select(['id', 'number_id'])
		.where('contact_id', '=', intoId)
		.where('merged_into', 'is', null)
		.orderBy('id')
		.executeTakeFirst();
	// An event is told by a number, and by who listens to it: without one there is nobody to tell.
	if (conversation !== undefined) {
		const event = {
			type: 'contact.merged',
			actor: 'automation',
			numberId: conversation.number_id,
			conversationId: conversation.id,
			contactId: intoId,
			messageId: '',
			data: { field: 'id', from: fromId, to: intoId },
		} as const;
		await appendEvents(tx, workspaceId, [event], now);
	}
	return { kind: 'merged', contactId: intoId, hasChanged: true };
}

/** Rows of those who were erased stay. */
async function findLiving(
	tx: Tx,
	workspaceId: string,
	who: Parameters<typeof findPerson>[2],
): Promise<string | null> {
	const id = await findPerson(tx, workspaceId, who);
	if (id === null) return null;
	const row = await tx.db
		.selectFrom('contact')
		.select('id')
		.where('id', '=', id)
		.where('erased_at', 'is', null)
		.executeTakeFirst();
	return row?.id ?? null;
}
