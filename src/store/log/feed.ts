import type { ContactKey } from '../../domain/address.ts';
import type { EventType } from '../../domain/event.ts';
import type { ChangePart, MessagePart } from '../../domain/item.ts';
import type { Direction, Failure, MessageStatus, Origin } from '../../domain/message.ts';
import { workflowOf } from '../../domain/wait.ts';
import type { FeedEntry, FeedPage, OpenCursor, ReadFeed } from '../../ports/store.ts';
import { contentOf, partsOf } from '../inbox/content.ts';
import { touchCursors } from './cursors.ts';
import { deskPartsOf, type DeskData } from '../desk/desk-parts.ts';
import { readNoteParts } from '../desk/note-rows.ts';
import { ownerPartsOf } from '../team/owner-events.ts';
import { iso, part, readParts, type Parts } from './parts.ts';
import type { EventTable, MessageTable } from '../schema/log.ts';
import type { Tx } from '../schema.ts';
import {
	asToldBy,
	concernsNumber,
	templatePartOf,
	type TemplateData,
} from '../numbers/template-events.ts';
import type { Selectable } from 'kysely';

/** See `StoreOperations.openCursor`. */
export async function openCursor(
	{ db, locks }: Tx,
	input: OpenCursor,
): Promise<{ readonly position: number }> {
	await locks.workspace(input.workspaceId);
	const known = await db
		.selectFrom('cursor')
		.select('position')
		.where('consumer', '=', input.consumer)
		.executeTakeFirst();
	if (known !== undefined && input.from === 'resume') {
		await touchCursors({ db }, { consumers: [input.consumer], now: input.now });
		return { position: known.position };
	}
	const { last_seq: end } = await db
		.selectFrom('workspace')
		.select('last_seq')
		.where('id', '=', input.workspaceId)
		.executeTakeFirstOrThrow();
	await db
		.insertInto('cursor')
		.values({
			consumer: input.consumer,
			workspace_id: input.workspaceId,
			position: end,
			read_at: input.now,
		})
		.onConflict((conflict) =>
			conflict.column('consumer').doUpdateSet({ position: end, read_at: input.now }),
		)
		.execute();
	return { position: end };
}

/** What our events carry besides ids. */
interface EventData extends TemplateData, DeskData {
	readonly isNew?: boolean;
	/** Of `contact.…`: what has changed. */
	readonly field?: ChangePart['field'];
	/** Of `contact.merged`: ids of contacts; of opting out and in: what was wanted; of `number.…`: its states, or the name of the cap. */
	readonly from?: string | null;
	readonly to?: string | null;
	/** Of `history.synced`: in percent. */
	readonly progress?: number;
	/** Of `number.quality`: why. */
	readonly reason?: string;
	/** Of `conversation.snoozed`: until when. */
	readonly until?: number;
}

/** See `StoreOperations.readFeed`. */
export async function readFeed(tx: Tx, input: ReadFeed): Promise<FeedPage> {
	const { db } = tx;
	let query = db
		.selectFrom('event')
		.leftJoin('delivery', (join) =>
			join
				.onRef('delivery.event_id', '=', 'event.id')
				.on('delivery.consumer', '=', input.consumer),
		)
		.leftJoin('wait', (join) =>
			join
				.onRef('wait.reply_event_id', '=', 'event.id')
				.on('wait.is_test', '=', 0)
				.on((eb) =>
					eb.or([
						eb('wait.workflow_id', '=', workflowOf(input.consumer)),
						eb('wait.parent_workflow_id', '=', workflowOf(input.consumer)),
					]),
				),
		)
		.selectAll('event')
		.select(['delivery.attempt', 'delivery.state', 'delivery.at as delivery_at'])
		.select('wait.outbox_id as answers')
		.where('event.workspace_id', '=', input.workspaceId)
		.where('event.seq', '>', input.after)
		.where('event.type', 'in', [...input.types])
		.orderBy('event.seq')
		.limit(input.limit);
	if (input.numberId !== null) query = query.where(concernsNumber(input.numberId, input.types));
	const events = await query.execute();
	const { last_seq: end } = await db
		.selectFrom('workspace')
		.select('last_seq')
		.where('id', '=', input.workspaceId)
		.executeTakeFirstOrThrow();
	const lastRead = events.at(-1)?.seq ?? end;
	const items = await readItems(tx, asToldBy(events, input.numberId), input.includeRaw);
	const told = events.filter((event) => items.has(event.id));
	const entries = told.map((event): FeedEntry => {
		const item = part(items, event.id);
		return {
			seq: event.seq,
			// Events of conversations that were merged since wait for one another, too.
			conversationId: item.conversation?.id ?? item.number.id,
			item,
			delivery:
				event.attempt === null
					? null
					: {
							attempt: event.attempt,
							state: event.state as 'emitting' | 'started' | 'settled',
							at: event.delivery_at ?? 0,
						},
			...(event.answers === null ? {} : { answers: event.answers }),
		};
	});
	return { entries, readUpTo: events.length < input.limit ? end : lastRead };
}

/**
 * What a Trigger emits for an event.
 *
 * @returns `null` if it is not in the log any more
 */
export async function readItem(tx: Tx, eventId: string): Promise<Item | null> {
	const event = await tx.db
		.selectFrom('event')
		.selectAll()
		.where('id', '=', eventId)
		.executeTakeFirst();
	if (event === undefined) return null;
	return (await readItems(tx, [event], false)).get(eventId) ?? null;
}

type Item = FeedEntry['item'];

async function readItems(
	tx: Tx,
	events: readonly Selectable<EventTable>[],
	includeRaw: boolean,
): Promise<ReadonlyMap<string, Item>> {
	const parts = await readParts(tx, events);
	const owners = await ownerPartsOf(tx, events);
	const messages = await readMessages(
		tx,
		events.map((event) => event.message_id),
	);
	const read = new Map(events.map((event) => [event, JSON.parse(event.data_json) as EventData]));
	const noteIds = [...read.values()].flatMap(({ note }) => note ?? []);
	const notes = await readNoteParts(tx, noteIds);
	// Of what was erased, or is older than messages are kept, there is nothing to tell.
	const told = [...read].filter(
		([{ message_id: id }, { note }]) =>
			(id === '' || messages.has(id)) && (note === undefined || notes.has(note)),
	);
	return new Map(
		told.map(([event, data]) => {
			const message = messages.get(event.message_id) ?? null;
			const change = changeOf(data, message);
			const item: Item = {
				event: event.type as EventType,
				eventId: event.id,
				workspace: event.workspace_id,
				number: part(parts.numbers, event.number_id),
				...partiesOf(event, parts, data.isNew === true),
				...(message === null
					? {}
					: writtenPartOf(message, data.status as MessageStatus | undefined)),
				...(data.progress === undefined ? {} : { history: { progress: data.progress } }),
				...(change === null ? {} : { change }),
				...templatePartOf(data),
				...deskPartsOf(data, notes),
				...owners.get(event.id),
				...(includeRaw && message !== null && message.raw_json !== null
					? { raw: JSON.parse(message.raw_json) as unknown }
					: {}),
			};
			return [event.id, item];
		}),
	);
}

/** A call is kept among the messages, and is none. */
function writtenPartOf(
	row: Selectable<MessageTable>,
	status?: MessageStatus,
): Pick<Item, 'message' | 'call'> {
	const content = contentOf(row.content_json);
	if (content.type !== 'call') return { message: toMessagePart(row, status) };
	return {
		call: { id: row.provider_id ?? '', at: iso(row.sent_at), video: content.video },
	};
}

/** To whom an event belongs: those of a number to nobody, those of a contact maybe to no conversation. */
function partiesOf(
	{ contact_id: contactId, conversation_id: conversationId }: Selectable<EventTable>,
	{ contacts, conversations }: Parts,
	isNew: boolean,
): Pick<Item, 'contact' | 'conversation'> {
	if (contactId === '') return {};
	const contact = part(contacts, contactId);
	if (conversationId === '') return { contact };
	return { contact, conversation: { ...part(conversations, conversationId), isNew } };
}

async function readMessages(
	{ db }: Tx,
	ids: readonly string[],
): Promise<Map<string, Selectable<MessageTable>>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.selectFrom('message')
		.selectAll()
		.where('id', 'in', [...new Set(ids)])
		.execute();
	return new Map(rows.map((row) => [row.id, row]));
}

/**
 * The message as it was at the event: a later status is another event's news. Text and content are
 * the present ones.
 */
function toMessagePart(row: Selectable<MessageTable>, status?: MessageStatus): MessagePart {
	const editedAt = row.type === 'edit' ? row.sent_at : row.edited_at;
	const deletedAt = row.type === 'revoke' ? row.sent_at : row.deleted_at;
	const content = contentOf(row.content_json);
	// An edit or a deletion of a message that never arrived stands for that message.
	const isOfMissing = content.type === 'edit' || content.type === 'revoke';
	const base = {
		id: row.id,
		providerId: isOfMissing ? content.target : row.provider_id,
		type: content.type === 'edit' ? content.content.type : row.type,
		text: row.text,
		replyTo: isOfMissing ? null : row.reply_to,
		...partsOf(row.content_json),
		sentAt: iso(row.sent_at),
		...(editedAt === null ? {} : { editedAt: iso(editedAt) }),
		...(deletedAt === null ? {} : { deletedAt: iso(deletedAt) }),
		direction: row.direction as Direction,
		origin: row.origin as Origin,
	};
	if (status === undefined) return base;
	const hasFailed = status === 'failed' || status === 'uncertain';
	return hasFailed && row.failure_json !== null
		? { ...base, status, error: JSON.parse(row.failure_json) as Failure }
		: { ...base, status };
}

/** Addresses are not in the log: they are read from the message that told them. */
function changeOf(data: EventData, message: Selectable<MessageTable> | null): ChangePart | null {
	const { field, from = null, to = null, reason, until } = data;
	if (field === undefined) return null;
	const content = contentOf(message?.content_json ?? null);
	if (content.type !== 'system' || field === 'id') {
		return {
			field,
			from,
			to,
			...(until === undefined ? {} : { until: iso(until) }),
			...(reason === undefined ? {} : { reason }),
		};
	}
	const valueIn = (keys: readonly ContactKey[]): string | null =>
		keys.find(({ type }) => type === field)?.value ?? null;
	return { field, from: valueIn(content.notice.before), to: valueIn(content.notice.after) };
}
