import { numberOf } from '../graph/access.ts';
import type { Endpoint } from '../graph/call.ts';
import { badParameter, GraphRefusal, missingParameter } from '../graph/refusal.ts';
import type { JsonValue } from '../json.ts';
import { isJsonObject } from '../json.ts';
import { requireMessagingProduct } from '../sending/draft.ts';

/** How long after it came a message can be marked as read. https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages. */
const READABLE_MS = 30 * 24 * 60 * 60 * 1000;

/** `POST /{phone_number_id}/messages` with `status: read`, with or without typing. */
export const sendReadReceipt: Endpoint = (call, { clock, world, log }) => {
	const number = numberOf(call, world, 'whatsapp_business_messaging');
	requireMessagingProduct(call.body);
	if (call.body['status'] !== 'read') throw badParameter('Param status must be one of {READ}.');
	const typing = readTyping(call.body['typing_indicator']);
	const wamid = call.body['message_id'];
	if (typeof wamid !== 'string') throw missingParameter('message_id');
	const message = world.findMessage(wamid);
	const known = message?.direction === 'in' && message.phoneNumberId === number.id;
	if (!known || clock.now() - message.at > READABLE_MS) {
		throw new GraphRefusal({
			code: 131009,
			details: 'Parameter message_id is not a message that this number received.',
		});
	}
	log.add({ kind: 'receipt', phoneNumberId: number.id, wamid, typing });
	return { success: true };
};

function readTyping(typing: JsonValue | undefined): boolean {
	if (typing === undefined) return false;
	if (isJsonObject(typing) && typing['type'] === 'text') return true;
	throw badParameter("Param typing_indicator['type'] must be one of {TEXT}.");
}
