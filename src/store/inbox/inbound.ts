import type { ContactKey } from '../../domain/address.ts';
import { beginsAnew } from '../../domain/desk/conversation-state.ts';
import type { EventType } from '../../domain/event.ts';
import type { InboundMessage } from '../../domain/inbound.ts';
import { asksForAnswer, canBeReply, type SystemNotice } from '../../domain/inbound-content.ts';
import type { ChangePart } from '../../domain/item.ts';
import { beginnings } from '../people/beginnings.ts';
import { noteInbound, type InboundNews } from '../desk/conversation-inbound.ts';
import type { NewEvent } from '../log/events.ts';
import { introduce, renewKeys } from '../people/introduce.ts';
import { hearWish } from '../people/opt-out.ts';
import { findOrCreateConversation, type Found, type FoundContact } from '../people/people.ts';
import { noteReply } from '../outbox/replies.ts';
import type { Scope } from '../team/scope.ts';
import type { Tx } from '../schema.ts';
import { succeed } from '../desk/succeed.ts';
import { answerWaits } from '../waits/wait-answers.ts';
import { applyChange, applyEarlierChanges, insertWritten, type Place } from './written.ts';

/** What storing one message led to. */
export interface Stored {
	readonly isNew: boolean;
	readonly events: readonly NewEvent[];
	/** Messages in the outbox that it ended. Absent: none. */
	readonly ended?: readonly string[];
	/** Whether messages in the outbox may go now because of it. */
	readonly isDue?: boolean;
}

/** Stores a message of a customer, once, with its event. */
export async function storeInbound(tx: Tx, scope: Scope, message: InboundMessage): Promise<Stored> {
	const { workspaceId, numberId, now } = scope;
	const contact = await findSender(tx, scope, message);
	const conversation = await conversationFor(tx, scope, contact.id, message);
	const place: Place = {
		workspaceId,
		numberId,
		contactId: contact.id,
		conversationId: conversation.id,
		direction: 'in',
		origin: 'customer',
		status: null,
		now,
	};
	const id = await insertWritten(tx, place, message);
	const messageId = id ?? (await storedId(tx, place, message.providerId)) ?? '';
	const about = { actor: 'customer', ...idsOf(place), messageId } as const;
	const events = mergeEvents(contact, about);
	if (id === null) return { isNew: false, events };
	const isReply = asksForAnswer(message.content);
	const news = isReply ? await noteInbound(tx, scope, conversation.id, message) : [];
	const wish = await hearWish(tx, scope, about, message);
	const answered = isReply ? await noteReply(tx, conversation.id, now) : null;
	const changedId = await applyChange(tx, place, message);
	if (changedId === null) await applyEarlierChanges(tx, place, message);
	const eventId = tx.newId();
	if (canBeReply(message.content)) {
		const { conversationId } = place;
		await answerWaits(tx, { conversationId, messageId: id, eventId, message, now });
	}
	events.push({
		...about,
		id: eventId,
		type: eventOf(message),
		messageId: changedId ?? id,
		data: { isNew: conversation.isNew, ...changeOf(message) },
	});
	const isNew = { contact: contact.isNew, conversation: conversation.isNew };
	events.push(...newsOf(isNew, news).map((said) => ({ ...about, ...said })));
	events.push(...wish.events);
	return {
		isNew: true,
		events,
		ended: [...wish.ended, ...(answered?.ended ?? [])],
		isDue: wish.isConfirmed || answered?.hasReleased === true,
	};
}

/**
 * The conversation of a message. One that is resolved is opened again; where the number has several,
 * a message that comes too late for that begins the next one.
 */
async function conversationFor(
	tx: Tx,
	{ workspaceId, numberId, rules, isSingle, now }: Scope,
	contactId: string,
	message: InboundMessage,
): Promise<Found> {
	const found = await findOrCreateConversation(tx, workspaceId, numberId, contactId, now);
	const { sentAt, content, providerId } = message;
	if (isSingle || !beginsAnew(found.resolvedAt, sentAt, rules.reopenMs)) return found;
	if (!asksForAnswer(content)) return found;
	const place = { numberId, contactId, direction: 'in' } as const;
	// What comes in once more begins nothing.
	if ((await storedId(tx, place, providerId)) !== null) return found;
	return { id: await succeed(tx, found, now), isNew: true };
}

/** What a message changed is told after it. That a conversation is open goes without saying of a new one. */
function newsOf(
	isNew: { readonly contact: boolean; readonly conversation: boolean },
	news: readonly InboundNews[],
): readonly InboundNews[] {
	return [...beginnings(isNew), ...news];
}

/** A new phone or user id is the same person's: `after` is what they are known by from now on. */
async function findSender(
	tx: Tx,
	{ workspaceId, now }: Scope,
	{ sender, senderName: name, content }: InboundMessage,
): Promise<FoundContact> {
	const notice = content.type === 'system' ? content.notice : null;
	if (notice === null || notice.after.length === 0) {
		return await introduce(tx, { workspaceId, keys: sender, name, now });
	}
	const isAfter = ({ type, value }: ContactKey): boolean =>
		notice.after.some((key) => key.type === type && key.value === value);
	const before = [...sender, ...notice.before].filter((key) => !isAfter(key));
	const keys = [...before, ...notice.after];
	const contact = await introduce(tx, { workspaceId, keys, name, now });
	const old = before.filter(({ type }) => notice.after.some((key) => key.type === type));
	await renewKeys(tx, workspaceId, { contactId: contact.id, keys: old, now: now - 1 });
	await renewKeys(tx, workspaceId, { contactId: contact.id, keys: notice.after, now });
	return contact;
}

/** Two contacts were one: said once, with the message that showed it. */
export function mergeEvents(
	{ id: to, merged }: FoundContact,
	about: Omit<NewEvent, 'type' | 'data'>,
): NewEvent[] {
	return merged.map((from) => ({
		...about,
		type: 'contact.merged',
		data: { field: 'id', from, to },
	}));
}

/** The ids that an event of a message holds. */
export function idsOf({ numberId, contactId, conversationId }: Place) {
	return { numberId, contactId, conversationId };
}

/** The event by which a message is told. */
export function eventOf({ content }: Pick<InboundMessage, 'content'>): EventType {
	switch (content.type) {
		case 'reaction':
			return 'message.reaction';
		case 'edit':
			return 'message.edited';
		case 'revoke':
			return 'message.deleted';
		case 'system':
			return 'contact.updated';
		case 'call':
			return 'call.received';
		default:
			return 'message.received';
	}
}

const FIELDS: Readonly<Record<SystemNotice['kind'], ChangePart['field']>> = {
	numberChanged: 'phone',
	userIdChanged: 'bsuid',
	identityChanged: 'identity',
	unknown: 'other',
};

function changeOf({ content }: InboundMessage): { readonly field?: ChangePart['field'] } {
	return content.type === 'system' ? { field: FIELDS[content.notice.kind] } : {};
}

async function storedId(
	{ db }: Tx,
	place: Pick<Place, 'numberId' | 'contactId' | 'direction'>,
	providerId: string,
): Promise<string | null> {
	const row = await db
		.selectFrom('message')
		.select('id')
		.where('number_id', '=', place.numberId)
		.where('provider_id', '=', providerId)
		.where('direction', '=', place.direction)
		.where('contact_id', '=', place.contactId)
		.executeTakeFirst();
	return row?.id ?? null;
}
