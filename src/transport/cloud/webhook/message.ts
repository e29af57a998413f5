import type {
	Forwarded,
	InboundMessage,
	ReferredProduct,
	Referral,
	WrittenMessage,
} from '../../../domain/inbound.ts';
import { asObject, asText, asTimestamp, type JsonObject } from '../json.ts';
import { contactOf, keysOf, merged, namedIn, profileName } from './addresses.ts';
import { readContent } from './content.ts';

/** Whether something belongs to a group. Groups are not conversations with a customer. */
export function isOfGroup(entry: unknown): boolean {
	const read = asObject(entry);
	return asText(read?.['group_id']) !== undefined || read?.['recipient_type'] === 'group';
}

/**
 * Reads a message of a customer.
 *
 * @returns `undefined` if its id, its time, its type or its sender cannot be read
 */
export function readMessage(
	entry: unknown,
	contacts: readonly JsonObject[],
): InboundMessage | undefined {
	const message = asObject(entry);
	const written = message === undefined ? undefined : readWritten(message);
	if (message === undefined || written === undefined) return undefined;
	const named = {
		phone: message['from'],
		user: message['from_user_id'],
		parent: message['from_parent_user_id'],
	};
	const contact = contactOf(named, contacts);
	const keys = keysOf(merged(named, namedIn(contact)));
	const sender = keys.length > 0 ? keys : namedByNotice(written);
	if (sender.length === 0) return undefined;
	return { ...written, sender, senderName: profileName(contact) };
}

/** A system message may come from nobody: then it tells itself about whom it is. */
function namedByNotice({ content }: WrittenMessage): InboundMessage['sender'] {
	if (content.type !== 'system') return [];
	const { before, after } = content.notice;
	return before.length > 0 ? before : after;
}

/** What messages of customers, echoes and history have in common. */
export function readWritten(message: JsonObject): WrittenMessage | undefined {
	const providerId = asText(message['id']);
	const sentAt = asTimestamp(message['timestamp']);
	const type = asText(message['type']);
	if (providerId === undefined || sentAt === undefined || type === undefined) return undefined;
	const { content, text } = readContent(type, message);
	const context = asObject(message['context']);
	return {
		providerId,
		content,
		text,
		replyTo: asText(context?.['id']) ?? null,
		forwarded: readForwarded(context),
		product: readProduct(asObject(context?.['referred_product'])),
		referral: readReferral(asObject(message['referral'])),
		sentAt,
		raw: message,
	};
}

function readForwarded(context: JsonObject | undefined): Forwarded | null {
	if (context?.['frequently_forwarded'] === true) return 'often';
	return context?.['forwarded'] === true ? 'once' : null;
}

function readProduct(product: JsonObject | undefined): ReferredProduct | null {
	const productId = asText(product?.['product_retailer_id']);
	if (productId === undefined) return null;
	return { catalogId: asText(product?.['catalog_id']) ?? null, productId };
}

/** @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages#referral */
function readReferral(referral: JsonObject | undefined): Referral | null {
	if (referral === undefined) return null;
	const text = (key: string): string | null => asText(referral[key]) ?? null;
	return {
		sourceType: text('source_type'),
		sourceId: text('source_id'),
		sourceUrl: text('source_url'),
		headline: text('headline'),
		body: text('body'),
		mediaType: text('media_type'),
		mediaUrl: text('image_url') ?? text('video_url'),
		thumbnailUrl: text('thumbnail_url'),
		clickId: text('ctwa_clid'),
		welcomeText: asText(asObject(referral['welcome_message'])?.['text']) ?? null,
	};
}
