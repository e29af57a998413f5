import { parseBsuid, parseUsername, parseWaId, type ContactKey } from '../../domain/address.ts';
import type { InboundMessage } from '../../domain/inbound.ts';
import type { DeliveryStatus, StatusUpdate } from '../../domain/message.ts';
import { readFailure } from './failure.ts';
import { asList, asObject, asObjects, asText, asTimestamp, type JsonObject } from './json.ts';

/** What a webhook brings for one number. */
export interface NumberNews {
	readonly phoneNumberId: string;
	readonly messages: InboundMessage[];
	readonly statuses: StatusUpdate[];
	/** Parts whose shape was not understood. */
	unreadable: number;
}

/**
 * Reads the body of a webhook. Only `metadata` is relied on; everything else may be missing.
 *
 * @returns what concerns numbers, one entry each; `undefined` if it is no webhook of a WhatsApp
 * business account at all
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components
 */
export function parseWebhook(body: unknown): readonly NumberNews[] | undefined {
	const envelope = asObject(body);
	if (envelope?.['object'] !== 'whatsapp_business_account') return undefined;
	const news = new Map<string, NumberNews>();
	for (const entry of asObjects(envelope['entry'])) {
		for (const change of asObjects(entry['changes'])) {
			const value = asObject(change['value']);
			if (change['field'] === 'messages' && value !== undefined) readValue(value, news);
		}
	}
	return [...news.values()];
}

function readValue(value: JsonObject, news: Map<string, NumberNews>): void {
	const phoneNumberId = asText(asObject(value['metadata'])?.['phone_number_id']);
	if (phoneNumberId === undefined) return;
	const target = news.get(phoneNumberId) ?? {
		phoneNumberId,
		messages: [],
		statuses: [],
		unreadable: 0,
	};
	news.set(phoneNumberId, target);
	const contacts = asObjects(value['contacts']);
	for (const entry of asList(value['messages'])) {
		const message = readMessage(entry, contacts);
		if (message === undefined) target.unreadable += 1;
		else target.messages.push(message);
	}
	for (const entry of asList(value['statuses'])) {
		const status = readStatus(entry);
		if (status === undefined) target.unreadable += 1;
		else target.statuses.push(status);
	}
}

function readMessage(entry: unknown, contacts: readonly JsonObject[]): InboundMessage | undefined {
	const message = asObject(entry);
	const providerId = asText(message?.['id']);
	const sentAt = asTimestamp(message?.['timestamp']);
	const type = asText(message?.['type']);
	if (message === undefined || providerId === undefined || sentAt === undefined) return undefined;
	// Groups are not conversations with a customer.
	if (asText(message['group_id']) !== undefined) return undefined;
	const contact = contactOf(message, contacts) ?? {};
	const sender = keysOf(
		message['from'] ?? contact['wa_id'],
		message['from_user_id'] ?? contact['user_id'],
		message['from_parent_user_id'] ?? contact['parent_user_id'],
		asObject(contact['profile'])?.['username'],
	);
	if (sender.length === 0 || type === undefined) return undefined;
	return {
		providerId,
		sender,
		senderName: asText(asObject(contact['profile'])?.['name']) ?? null,
		type,
		text: type === 'text' ? (asText(asObject(message['text'])?.['body']) ?? '') : null,
		replyTo: asText(asObject(message['context'])?.['id']) ?? null,
		sentAt,
		raw: message,
	};
}

/**
 * Contacts do not stand in the order of the messages: they are matched by address. A message that
 * names nobody is the only contact's.
 */
function contactOf(message: JsonObject, contacts: readonly JsonObject[]): JsonObject | undefined {
	const isNameless = message['from'] === undefined && message['from_user_id'] === undefined;
	if (isNameless) return contacts.length === 1 ? contacts[0] : undefined;
	return contacts.find((candidate) => isAbout(candidate, message));
}

function isAbout(contact: JsonObject, message: JsonObject): boolean {
	const isSame = (key: string, other: string): boolean =>
		asText(contact[key]) !== undefined && contact[key] === message[other];
	return isSame('wa_id', 'from') || isSame('user_id', 'from_user_id');
}

const STATUSES: readonly string[] = [
	'sent',
	'delivered',
	'read',
	'played',
	'failed',
] satisfies DeliveryStatus[];

function readStatus(entry: unknown): StatusUpdate | undefined {
	const status = asObject(entry);
	const providerId = asText(status?.['id']);
	const at = asTimestamp(status?.['timestamp']);
	const word = asText(status?.['status']);
	if (status === undefined || providerId === undefined || at === undefined) return undefined;
	if (word === undefined || !STATUSES.includes(word)) return undefined;
	return {
		providerId,
		outboxId: asText(status['biz_opaque_callback_data']) ?? null,
		status: word as DeliveryStatus,
		recipient: keysOf(
			status['recipient_id'],
			status['recipient_user_id'],
			status['recipient_parent_user_id'],
			undefined,
		),
		at,
		failure: readFailure(asList(status['errors'])[0])?.failure ?? null,
	};
}

/** Some payloads carry a user id where a phone belongs: what has a dot is one. */
function keysOf(phone: unknown, user: unknown, parent: unknown, username: unknown): ContactKey[] {
	const waId = parseWaId(asText(phone) ?? '');
	const bsuid = parseBsuid(asText(user) ?? asText(phone) ?? '');
	const parentBsuid = parseBsuid(asText(parent) ?? '');
	const name = parseUsername(asText(username) ?? '');
	return [
		...(waId === undefined ? [] : [{ type: 'phone', value: waId } as const]),
		...(bsuid === undefined ? [] : [{ type: 'bsuid', value: bsuid } as const]),
		...(parentBsuid === undefined
			? []
			: [{ type: 'parentBsuid', value: parentBsuid } as const]),
		...(name === undefined ? [] : [{ type: 'username', value: name } as const]),
	];
}
