import type { JsonObject } from '../json.ts';
import type { Customer } from '../state/customer.ts';
import { phoneIsVisible, visibleUserId } from '../state/customer.ts';
import type { PhoneNumber } from '../state/phone-number.ts';
import { contactOf, secondsOf, valueOf } from './payload-parts.ts';

/** A text that a customer wrote. */
export interface InboundText {
	readonly customer: Customer;
	readonly wamid: string;
	readonly text: string;
	/** Simulated ms. */
	readonly at: number;
	readonly context: JsonObject | undefined;
	readonly referral: JsonObject | undefined;
}

/** The `value` that tells a number of one or more texts: https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components. */
export function messagesValue(number: PhoneNumber, texts: readonly InboundText[]): JsonObject {
	const customers = new Set(texts.map(({ customer }) => customer));
	return valueOf(number, {
		contacts: [...customers].map((customer) => contactOf(customer, true)),
		messages: texts.map(messageOf),
	});
}

function messageOf({ customer, wamid, text, at, context, referral }: InboundText): JsonObject {
	const userId = visibleUserId(customer);
	return {
		...(context === undefined ? {} : { context }),
		...(referral === undefined ? {} : { referral }),
		...(phoneIsVisible(customer) ? { from: customer.waId } : {}),
		...(userId === null ? {} : { from_user_id: userId }),
		id: wamid,
		timestamp: secondsOf(at),
		type: 'text',
		text: { body: text },
	};
}
