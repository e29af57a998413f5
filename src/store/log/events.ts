import type { EventType } from '../../domain/event.ts';
import type { Origin } from '../../domain/message.ts';
import type { Tx } from '../schema.ts';

/** A fact that is about to enter the log. Holds ids and flags, never text or addresses. */
export interface NewEvent {
	/** Where something refers to it before it is in the log. Absent: a new one. */
	readonly id?: string;
	readonly type: EventType;
	readonly actor: Origin;
	readonly numberId: string;
	/** Empty, as the contact, of events of a number. */
	readonly conversationId: string;
	readonly contactId: string;
	/** Empty if no message caused it. */
	readonly messageId: string;
	readonly data?: Readonly<Record<string, string | number | boolean | null>>;
	readonly cause?: string | null;
}

/** How many events one statement writes. */
const AT_ONCE = 20;

/**
 * Appends events to the log of a workspace. Called last in a transaction: taking the sequence
 * numbers locks the workspace's row, so that the order of the log is the order of commits.
 */
export async function appendEvents(
	{ db, newId, told }: Tx,
	workspaceId: string,
	events: readonly NewEvent[],
	now: number,
): Promise<void> {
	if (events.length === 0) return;
	for (const { type } of events) told?.add(type);
	const { last_seq: last } = await db
		.updateTable('workspace')
		.set((eb) => ({ last_seq: eb('last_seq', '+', events.length) }))
		.where('id', '=', workspaceId)
		.returning('last_seq')
		.executeTakeFirstOrThrow();
	const first = last - events.length + 1;
	const rows = events.map((event, index) => ({
		id: event.id ?? newId(),
		workspace_id: workspaceId,
		seq: first + index,
		type: event.type,
		at: now,
		actor: event.actor,
		number_id: event.numberId,
		conversation_id: event.conversationId,
		contact_id: event.contactId,
		message_id: event.messageId,
		data_json: JSON.stringify(event.data ?? {}),
		cause: event.cause ?? null,
	}));
	// One statement for those of a message, and no more parameters than a database takes.
	for (let at = 0; at < rows.length; at += AT_ONCE) {
		await db
			.insertInto('event')
			.values(rows.slice(at, at + AT_ONCE))
			.execute();
	}
}

/** A fact about a number, which belongs to nobody's conversation. */
export function numberEvent(type: EventType, numberId: string): NewEvent {
	return {
		type,
		actor: 'automation',
		numberId,
		conversationId: '',
		contactId: '',
		messageId: '',
	};
}
