import { numberOf } from '../graph/access.ts';
import type { Endpoint } from '../graph/call.ts';
import { GraphRefusal } from '../graph/refusal.ts';
import { readDraft, requireMessagingProduct } from '../sending/draft.ts';
import type { NumberProfile } from '../state/phone-number.ts';

/** `POST /{phone_number_id}/messages` with a message. https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages. */
export const sendMessage: Endpoint = (call, { world, sending }) => {
	const number = numberOf(call, world, 'whatsapp_business_messaging');
	refuseUnlessAble(number.profile);
	requireMessagingProduct(call.body);
	const draft = readDraft(call.body, { number, world });
	const { wamid } = sending.accept(number, draft);
	const { input, by, name } = draft.addressee;
	return {
		messaging_product: 'whatsapp',
		contacts: [{ input, ...(by === 'phone' ? { wa_id: name } : { user_id: name }) }],
		messages: [
			{ id: wamid, ...(draft.type === 'template' ? { message_status: 'accepted' } : {}) },
		],
	};
};

/** What a number's status means for sending. Only 133010 for PENDING is documented (6.3). */
function refuseUnlessAble({ status }: NumberProfile): void {
	switch (status) {
		case 'CONNECTED':
		case 'FLAGGED':
		case 'UNKNOWN':
			return;
		case 'BANNED':
		case 'RESTRICTED':
			throw new GraphRefusal({ code: 131031 });
		case 'RATE_LIMITED':
			throw new GraphRefusal({ code: 131048 });
		case 'PENDING':
		case 'UNVERIFIED':
		case 'DISCONNECTED':
		case 'MIGRATED':
		case 'DELETED':
			throw new GraphRefusal({ code: 133010 });
		default:
			status satisfies never;
	}
}
