import type { DeliveryStatus, Pricing, StatusUpdate } from '../../../domain/message.ts';
import { readFailure } from '../failure.ts';
import { asList, asObject, asText, asTimestamp, type JsonObject } from '../json.ts';
import { contactOf, keysOf, merged, namedIn } from './addresses.ts';

const STATUSES: readonly string[] = [
	'sent',
	'delivered',
	'read',
	'played',
	'failed',
] satisfies DeliveryStatus[];

/**
 * Reads how far a message has come.
 *
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages/status
 */
export function readStatus(
	entry: unknown,
	contacts: readonly JsonObject[],
): StatusUpdate | undefined {
	const status = asObject(entry);
	const providerId = asText(status?.['id']);
	const at = asTimestamp(status?.['timestamp']);
	const word = asText(status?.['status']);
	if (status === undefined || providerId === undefined || at === undefined) return undefined;
	if (word === undefined || !STATUSES.includes(word)) return undefined;
	const named = {
		phone: status['recipient_id'],
		user: status['recipient_user_id'],
		// Called otherwise before May 2026.
		parent: status['recipient_parent_user_id'] ?? status['parent_recipient_user_id'],
	};
	return {
		providerId,
		outboxId: asText(status['biz_opaque_callback_data']) ?? null,
		status: word as DeliveryStatus,
		recipient: keysOf(merged(named, namedIn(contactOf(named, contacts)))),
		at,
		failure: readFailure(asList(status['errors'])[0])?.failure ?? null,
		pricing: readPricing(asObject(status['pricing'])),
		conversationOrigin:
			asText(asObject(asObject(status['conversation'])?.['origin'])?.['type']) ?? null,
	};
}

function readPricing(pricing: JsonObject | undefined): Pricing | null {
	if (pricing === undefined) return null;
	const billable = pricing['billable'];
	return {
		category: asText(pricing['category']) ?? null,
		type: asText(pricing['type']) ?? null,
		model: asText(pricing['pricing_model']) ?? null,
		isBillable: typeof billable === 'boolean' ? billable : null,
	};
}
