import type { RecordedMessage } from '../../domain/inbound.ts';
import { asksForAnswer } from '../../domain/inbound-content.ts';
import { notePhoneAnswer } from '../desk/answered.ts';
import { beginnings } from '../people/beginnings.ts';
import { toContentJson } from './content.ts';
import { handedAs } from './echo.ts';
import type { NewEvent } from '../log/events.ts';
import { eventOf, idsOf, mergeEvents, type Stored } from './inbound.ts';
import { introduce } from '../people/introduce.ts';
import { recordSent } from '../outbox/outgoing.ts';
import { findOrCreateConversation } from '../people/people.ts';
import type { Scope } from '../team/scope.ts';
import type { Tx } from '../schema.ts';
import { applyChange, applyEarlierChanges, insertWritten, type Place } from './written.ts';

/**
 * Stores a message that was written on the business's own phone, or long ago. What the phone wrote
 * is an answer, with the event of a sent message; history is told by no event, opens no window and
 * waits for nobody.
 */
export async function storeRecorded(
	tx: Tx,
	scope: Scope,
	message: RecordedMessage,
): Promise<Stored> {
	const { workspaceId, numberId, now } = scope;
	const { contact: keys, contactName: name, direction, origin, status } = message;
	const proof = direction === 'out' ? await proveSent(tx, scope, message) : [];
	if (proof === null) return { isNew: false, events: [] };
	const known = await findKnown(tx, scope, message);
	const contactId = known === null ? {} : { contactId: known.contact_id };
	const contact = await introduce(tx, { workspaceId, keys, name, now, ...contactId });
	const conversation = await findOrCreateConversation(tx, workspaceId, numberId, contact.id, now);
	const place: Place = {
		workspaceId,
		numberId,
		contactId: contact.id,
		conversationId: conversation.id,
		direction,
		origin,
		status,
		now,
	};
	const id = known === null ? await insertWritten(tx, place, message) : null;
	const messageId = id ?? known?.id;
	if (messageId === undefined) return { isNew: false, events: [] };
	const about = { actor: origin, ...idsOf(place), messageId } as const;
	const events = [...proof, ...mergeEvents(contact, about)];
	if (known !== null) await fillPlaceholder(tx, known, message);
	if (id === null) return { isNew: false, events };
	const changedId = await applyChange(tx, place, message);
	if (changedId === null) await applyEarlierChanges(tx, place, message);
	if (origin === 'history') return { isNew: true, events };
	const news = asksForAnswer(message.content)
		? await notePhoneAnswer(tx, conversation.id, { sentAt: message.sentAt, messageId: id, now })
		: [];
	const type = eventOf(message);
	const isNew = conversation.isNew;
	events.push(
		type === 'message.received'
			? { ...about, type: 'message.sent', data: { isNew, status: 'sent' } }
			: { ...about, type, messageId: changedId ?? id, data: { isNew } },
		...beginnings({ contact: contact.isNew, conversation: isNew }).map((begun) => ({
			...about,
			...begun,
		})),
		...news,
	);
	return { isNew: true, events };
}

/**
 * An echo of a message of ours whose fate was unknown proves that it left.
 *
 * @returns the events of it; `null` if its person was erased: then the echo is not written down
 */
async function proveSent(
	tx: Tx,
	scope: Scope,
	{ providerId }: RecordedMessage,
): Promise<readonly NewEvent[] | null> {
	const outboxId = await handedAs(tx, scope, providerId);
	if (outboxId === null) return [];
	const { numberId, now } = scope;
	return await recordSent(tx, { outboxId, numberId, providerId, now });
}

interface Known {
	readonly id: string;
	readonly type: string;
	readonly origin: string;
	readonly contact_id: string;
}

/**
 * A message of ours comes back as an echo now and then, and history repeats what was told live:
 * WhatsApp's id says that it is the same, whomever it is filed under.
 */
async function findKnown(
	{ db }: Tx,
	{ numberId }: Scope,
	{ providerId, direction }: RecordedMessage,
): Promise<Known | null> {
	const row = await db
		.selectFrom('message')
		.select(['id', 'type', 'origin', 'contact_id'])
		.where('number_id', '=', numberId)
		.where('provider_id', '=', providerId)
		.where('direction', '=', direction)
		.executeTakeFirst();
	return row ?? null;
}

/** The files of the last days of a history come after the messages, which had placeholders. */
async function fillPlaceholder({ db }: Tx, known: Known, message: RecordedMessage): Promise<void> {
	if (known.origin !== 'history' || known.type !== 'unsupported') return;
	if (message.content.type === 'unsupported') return;
	await db
		.updateTable('message')
		.set({
			type: message.content.type,
			text: message.text,
			content_json: toContentJson(message),
			raw_json: JSON.stringify(message.raw ?? null),
		})
		.where('id', '=', known.id)
		.execute();
}
