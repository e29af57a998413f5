import type { InboundMessage } from '../../../domain/inbound.ts';
import { asObject, asText, asTimestamp, type JsonObject } from '../json.ts';
import { contactOf, keysOf, merged, namedIn, profileName } from './addresses.ts';

/**
 * Reads a call of a customer, when it begins to ring. Calls on the Cloud API have no picture.
 *
 * @returns `null` for news that tell of no such call: it has ended, or the business rings;
 * `undefined` if its id, its time or the caller cannot be read
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/calling/user-initiated-calls
 */
export function readCall(
	entry: unknown,
	contacts: readonly JsonObject[],
): InboundMessage | null | undefined {
	const call = asObject(entry);
	if (call === undefined) return undefined;
	if (call['event'] !== 'connect' || call['direction'] === 'BUSINESS_INITIATED') return null;
	const providerId = asText(call['id']);
	const sentAt = asTimestamp(call['timestamp']);
	const named = {
		phone: call['from'],
		user: call['from_user_id'],
		parent: call['from_parent_user_id'],
	};
	const contact = contactOf(named, contacts);
	const sender = keysOf(merged(named, namedIn(contact)));
	if (providerId === undefined || sentAt === undefined || sender.length === 0) return undefined;
	return {
		providerId,
		content: { type: 'call', video: false },
		text: null,
		replyTo: null,
		forwarded: null,
		product: null,
		referral: null,
		sentAt,
		raw: rawOf(call),
		sender,
		senderName: profileName(contact),
	};
}

/** Without the offer of the call, which holds the addresses of the caller's network. */
function rawOf(call: JsonObject): JsonObject {
	const hidden = ['session', 'connection'];
	return Object.fromEntries(Object.entries(call).filter(([name]) => !hidden.includes(name)));
}
