import type { JsonObject } from '../json.ts';
import type { Customer } from '../state/customer.ts';
import { phoneIsVisible, visibleUserId } from '../state/customer.ts';
import type { PhoneNumber } from '../state/phone-number.ts';
import { digitsOf } from '../state/phone-number.ts';

/** The `value` of a change on the field `messages`: what every one has, and `rest`. */
export function valueOf(number: PhoneNumber, rest: JsonObject): JsonObject {
	return {
		messaging_product: 'whatsapp',
		metadata: {
			display_phone_number: digitsOf(number.profile.displayPhoneNumber),
			phone_number_id: number.id,
		},
		...rest,
	};
}

/** An entry of `contacts`. What the business may not see is absent, never empty. */
export function contactOf(customer: Customer, showsUsername: boolean): JsonObject {
	const userId = visibleUserId(customer);
	return {
		profile: {
			name: customer.profileName,
			...(showsUsername && customer.username !== null && userId !== null
				? { username: customer.username }
				: {}),
		},
		...(phoneIsVisible(customer) ? { wa_id: customer.waId } : {}),
		...(userId === null ? {} : { user_id: userId }),
	};
}

/** The form of the times inside messages and statuses: whole seconds, as text. */
export function secondsOf(ms: number): string {
	return String(Math.floor(ms / 1000));
}
