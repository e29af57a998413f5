import type { Selectable } from 'kysely';
import type { ContactKeyType } from '../../domain/address.ts';
import type { ContactPart, ConversationPart, NumberPart } from '../../domain/item.ts';
import type { NumberMode } from '../../domain/number/number.ts';
import type { ConversationTable } from '../schema/people.ts';
import type { Tx } from '../schema.ts';

/** A time as items show it: ISO 8601, UTC. */
export function iso(ms: number): string {
	return new Date(ms).toISOString();
}

/** The parts of items that several rows share, read with one query each. */
export interface Parts {
	readonly numbers: ReadonlyMap<string, NumberPart>;
	readonly contacts: ReadonlyMap<string, ContactPart>;
	/** `isNew` is `false` here; the event knows better. */
	readonly conversations: ReadonlyMap<string, ConversationPart>;
}

/** What identifies the parts that a row needs. */
export interface PartIds {
	readonly number_id: string;
	readonly contact_id: string;
	readonly conversation_id: string;
}

/** Reads number, contact and conversation of many rows. */
export async function readParts(tx: Tx, rows: readonly PartIds[]): Promise<Parts> {
	if (rows.length === 0) {
		return { numbers: new Map(), contacts: new Map(), conversations: new Map() };
	}
	const ids = (column: keyof PartIds): string[] => [...new Set(rows.map((row) => row[column]))];
	const [numbers, contacts, conversations] = [
		await readNumbers(tx, ids('number_id')),
		await readContacts(tx, ids('contact_id')),
		await readConversations(tx, ids('conversation_id')),
	];
	return { numbers, contacts, conversations };
}

/** Takes a part out of a map that must hold it. */
export function part<T>(map: ReadonlyMap<string, T>, id: string): T {
	const found = map.get(id);
	if (found === undefined)
		throw new Error(`The store misses the row ${id} that another row refers to`);
	return found;
}

/** Numbers by their ids. */
export async function readNumbers({ db }: Tx, ids: string[]): Promise<Map<string, NumberPart>> {
	const rows = await db
		.selectFrom('number')
		.select(['id', 'label', 'phone', 'mode', 'number_group'])
		.where('id', 'in', ids)
		.execute();
	return new Map(
		rows.map((row) => [
			row.id,
			{
				id: row.id,
				label: row.label,
				phone: row.phone,
				mode: row.mode as NumberMode,
				group: row.number_group,
			},
		]),
	);
}

/** Contacts by their ids. One that was merged is the one that took it in. */
export async function readContacts({ db }: Tx, ids: string[]): Promise<Map<string, ContactPart>> {
	const rows = await db
		.selectFrom('contact as asked')
		.innerJoin('contact', (join) =>
			join.on((eb) => eb('contact.id', '=', eb.fn.coalesce('asked.merged_into', 'asked.id'))),
		)
		.select(['asked.id as asked_id', 'contact.id'])
		.select((eb) => eb.fn.coalesce('contact.given_name', 'contact.name').as('name'))
		.where('asked.id', 'in', ids)
		.execute();
	if (rows.length === 0) return new Map();
	const keys = await db
		.selectFrom('contact_key')
		.select(['contact_id', 'type', 'value'])
		.where('contact_id', 'in', [...new Set(rows.map(({ id }) => id))])
		.orderBy('created_at', 'desc')
		.orderBy('value')
		.execute();
	const newest = (contactId: string, type: ContactKeyType): string | null =>
		keys.find((key) => key.contact_id === contactId && key.type === type)?.value ?? null;
	return new Map(
		rows.map(({ asked_id: askedId, id, name }) => [
			askedId,
			{
				id,
				name,
				phone: newest(id, 'phone'),
				lid: newest(id, 'lid'),
				bsuid: newest(id, 'bsuid'),
				username: newest(id, 'username'),
			},
		]),
	);
}

/** Conversations by their ids. One that was merged is the one that took it in. */
export async function readConversations(
	{ db }: Tx,
	ids: string[],
): Promise<Map<string, ConversationPart>> {
	const rows = await db
		.selectFrom('conversation as asked')
		.innerJoin('conversation', (join) =>
			join.on((eb) =>
				eb('conversation.id', '=', eb.fn.coalesce('asked.merged_into', 'asked.id')),
			),
		)
		.select(['asked.id as asked_id', ...CONVERSATION_PART])
		.where('asked.id', 'in', ids)
		.execute();
	return new Map(rows.map((row) => [row.asked_id, toConversationPart(row)]));
}

/** The columns of {@link toConversationPart}. */
export const CONVERSATION_PART = [
	'conversation.id',
	'conversation.status',
	'conversation.owner',
	'conversation.labels_json',
	'conversation.priority',
	'conversation.window_expires_at',
] as const;

/** A conversation as items show it. */
export function toConversationPart(
	row: Pick<
		Selectable<ConversationTable>,
		'id' | 'status' | 'owner' | 'labels_json' | 'priority' | 'window_expires_at'
	>,
): ConversationPart {
	return {
		id: row.id,
		status: row.status,
		owner: row.owner,
		labels: JSON.parse(row.labels_json) as string[],
		priority: row.priority,
		windowExpiresAt: row.window_expires_at === null ? null : iso(row.window_expires_at),
		isNew: false,
	};
}
