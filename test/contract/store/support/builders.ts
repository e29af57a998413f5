import type { ContactKey } from '../../../../src/domain/address.ts';
import type { InboundMessage, RecordedMessage } from '../../../../src/domain/inbound.ts';
import type { Failure, StatusUpdate } from '../../../../src/domain/message.ts';
import { HOUR_MS } from '../../../../src/domain/window.ts';
import type { Draft } from '../../../../src/ports/store.ts';

/** When tests play, unless they say otherwise. Whole seconds, as Meta's times are. */
export const NOON = Date.UTC(2026, 10, 20, 12);

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = HOUR_MS;

/** Two customers. */
export const ANNA = '+4915100000001';
export const BEN = '+4915100000002';

/** Matches an id that the store made: a UUIDv7. */
export const anId: unknown = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/);

let count = 0;

/** A text that no other call returns. */
export function unique(prefix: string): string {
	count += 1;
	return `${prefix}.${count}`;
}

/** A phone as a key of a contact. */
export function phone(value: string): ContactKey {
	return { type: 'phone', value };
}

/** A business-scoped user id as a key of a contact. */
export function bsuid(value: string): ContactKey {
	return { type: 'bsuid', value };
}

/** A message from Anna, sent at noon, with an id of its own. */
export function inbound(given: Partial<InboundMessage> = {}): InboundMessage {
	return {
		providerId: unique('wamid.in'),
		sender: [phone(ANNA)],
		senderName: 'Anna',
		content: { type: 'text' },
		text: 'Do you open on Sunday?',
		replyTo: null,
		forwarded: null,
		product: null,
		referral: null,
		sentAt: NOON,
		raw: { type: 'text' },
		...given,
	};
}

/** A message to Anna that was written on the business's own phone. */
export function echo(given: Partial<RecordedMessage> = {}): RecordedMessage {
	const { sender: contact, senderName: contactName, ...written } = inbound();
	return {
		...written,
		providerId: unique('wamid.echo'),
		text: 'Yes, we do.',
		origin: 'phone',
		direction: 'out',
		contact,
		contactName,
		status: 'sent',
		...given,
	};
}

/** A username as a key of a contact. */
export function username(value: string): ContactKey {
	return { type: 'username', value };
}

/** News of an outgoing message. */
export function status(given: Partial<StatusUpdate> & Pick<StatusUpdate, 'status'>): StatusUpdate {
	return {
		providerId: unique('wamid.unknown'),
		outboxId: null,
		recipient: [phone(ANNA)],
		at: NOON,
		failure: null,
		pricing: null,
		conversationOrigin: null,
		...given,
	};
}

/** An answer to Anna's phone with a key of its own, which does not expire for three days. */
export function draft(given: Partial<Draft> = {}): Draft {
	return {
		recipient: { kind: 'phone', phone: ANNA },
		content: { type: 'text', text: 'Yes, until noon.', linkPreview: false },
		category: 'reply',
		idempotencyKey: unique('key'),
		replyTo: null,
		notBefore: null,
		expiresAt: NOON + 72 * HOUR,
		cause: null,
		...given,
	};
}

/** A reason why a message did not go out. */
export function failure(name = 'rateLimited'): Failure {
	return { name, code: 130429, message: 'Too many messages.', advice: 'Wait a little.' };
}
