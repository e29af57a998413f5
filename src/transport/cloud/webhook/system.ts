import type { SystemNotice } from '../../../domain/inbound-content.ts';
import { asObject, asText, type JsonObject } from '../json.ts';
import { keysOf } from './addresses.ts';
import type { ReadContent } from './content.ts';

const KINDS: Readonly<Record<string, SystemNotice['kind']>> = {
	user_changed_number: 'numberChanged',
	user_changed_user_id: 'userIdChanged',
	customer_identity_changed: 'identityChanged',
};

/**
 * Reads what WhatsApp says about a customer: a new phone, a new user id, new keys. The message
 * itself comes from the old phone, where it is known.
 *
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages/system
 */
export function readSystem(message: JsonObject): ReadContent | undefined {
	const system = asObject(message['system']);
	if (system === undefined) return undefined;
	const word = asText(system['type']) ?? '';
	const kind = Object.hasOwn(KINDS, word) ? (KINDS[word] ?? 'unknown') : 'unknown';
	const before = keysOf({
		phone: message['from'],
		user: system['previous_user_id'] ?? message['from_user_id'],
		parent: system['previous_parent_user_id'] ?? message['from_parent_user_id'],
	});
	const after = keysOf({
		// Payloads of version 12 and older.
		phone: system['wa_id'] ?? system['new_wa_id'],
		user: system['user_id'],
		parent: system['parent_user_id'],
	});
	const notice: SystemNotice = { kind, before, after };
	return { content: { type: 'system', notice }, text: asText(system['body']) ?? null };
}
