import type { WrittenMessage } from '../../domain/inbound.ts';
import type { Direction, MessageStatus, Origin } from '../../domain/message.ts';
import { contentOf, toContentJson, withContent } from './content.ts';
import type { Tx } from '../schema.ts';

/** Where a message belongs. */
export interface Place {
	readonly workspaceId: string;
	readonly numberId: string;
	readonly contactId: string;
	readonly conversationId: string;
	readonly direction: Direction;
	readonly origin: Origin;
	readonly status: MessageStatus | null;
	readonly now: number;
}

/** @returns the id of a message that is new, `null` for one that is stored already. */
export async function insertWritten(
	{ db, newId }: Tx,
	place: Place,
	message: WrittenMessage,
): Promise<string | null> {
	const inserted = await db
		.insertInto('message')
		.values({
			id: newId(),
			workspace_id: place.workspaceId,
			number_id: place.numberId,
			contact_id: place.contactId,
			conversation_id: place.conversationId,
			direction: place.direction,
			origin: place.origin,
			provider_id: message.providerId,
			type: message.content.type,
			text: message.text,
			content_json: toContentJson(message),
			raw_json: JSON.stringify(message.raw ?? null),
			reply_to: targetOf(message) ?? message.replyTo,
			sent_at: message.sentAt,
			status: place.status,
			status_at: place.status === null ? null : message.sentAt,
			created_at: place.now,
		})
		.onConflict((conflict) =>
			conflict.columns(['number_id', 'provider_id', 'direction', 'contact_id']).doNothing(),
		)
		.returning('id')
		.executeTakeFirst();
	return inserted?.id ?? null;
}

/** The message that this one changes, `null` if it changes none. */
export function targetOf({ content }: WrittenMessage): string | null {
	return content.type === 'edit' || content.type === 'revoke' ? content.target : null;
}

/**
 * Changes the message that an edit or a revocation is about. Both arrive in any order, also before
 * that message: then {@link applyEarlierChanges} makes up for it.
 *
 * @returns the id of the message that was changed, `null` if it is not known
 */
export async function applyChange(
	{ db }: Tx,
	place: Place,
	{ content, text, sentAt }: Pick<WrittenMessage, 'content' | 'text' | 'sentAt'>,
): Promise<string | null> {
	if (content.type !== 'edit' && content.type !== 'revoke') return null;
	const row = await db
		.selectFrom('message')
		.select(['id', 'content_json', 'edited_at', 'deleted_at'])
		.where('number_id', '=', place.numberId)
		.where('provider_id', '=', content.target)
		.where('direction', '=', place.direction)
		// It may be one of an earlier conversation.
		.where('conversation_id', 'in', (eb) =>
			eb
				.selectFrom('conversation')
				.select('conversation.id')
				.where('conversation.number_id', '=', place.numberId)
				.where('conversation.contact_id', '=', place.contactId),
		)
		.executeTakeFirst();
	if (row === undefined) return null;
	const change =
		content.type === 'revoke'
			? { deleted_at: Math.min(row.deleted_at ?? sentAt, sentAt) }
			: { ...edited(row.content_json, content.content, text), edited_at: sentAt };
	// Of two edits the later one counts, in whatever order they come.
	if (content.type === 'edit' && row.edited_at !== null && row.edited_at > sentAt) return row.id;
	await db.updateTable('message').set(change).where('id', '=', row.id).execute();
	return row.id;
}

/** What cannot be read does not replace what could. */
function edited(
	json: string | null,
	content: Parameters<typeof withContent>[1],
	text: string | null,
) {
	if (content.type === 'unsupported') return {};
	return { type: content.type, text, content_json: withContent(json, content) };
}

/** Applies the edits and the revocation that overtook a message. */
export async function applyEarlierChanges(
	tx: Tx,
	place: Place,
	message: WrittenMessage,
): Promise<void> {
	const rows = await tx.db
		.selectFrom('message')
		.select(['content_json', 'text', 'sent_at'])
		.where('conversation_id', '=', place.conversationId)
		.where('sent_at', '>=', message.sentAt)
		.where('direction', '=', place.direction)
		.where('type', 'in', ['edit', 'revoke'])
		.where('reply_to', '=', message.providerId)
		.orderBy('sent_at')
		.orderBy('id')
		.execute();
	for (const row of rows) {
		const content = contentOf(row.content_json);
		await applyChange(tx, place, { content, text: row.text, sentAt: row.sent_at });
	}
}
