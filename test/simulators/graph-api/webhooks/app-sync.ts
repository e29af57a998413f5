import type { JsonObject } from '../json.ts';
import type { AppMessage } from '../state/app-data.ts';
import type { PhoneNumber } from '../state/phone-number.ts';
import { digitsOf } from '../state/phone-number.ts';
import { secondsOf, valueOf } from './payload-parts.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The phases of a history by the age of its messages in days: https://developers.facebook.com/docs/whatsapp/embedded-signup/custom-flows/onboarding-business-app-users. */
const PHASES = [1, 90, 180];

/** How many messages one webhook of a history carries at the most; Meta's carry thousands. */
const CHUNK = 100;

/** The address book of the phone, as webhooks of `smb_app_state_sync` tell it. */
export function contactValues(number: PhoneNumber, now: number): readonly JsonObject[] {
	const { contacts } = number.app;
	if (contacts.length === 0) return [];
	const entries = contacts.map(({ phone, fullName }) => ({
		type: 'contact',
		contact: { full_name: fullName, first_name: fullName.split(' ')[0], phone_number: phone },
		action: 'add',
		metadata: { timestamp: secondsOf(now) },
	}));
	return [valueOf(number, { state_sync: entries })];
}

/** The messages of the last 180 days, as webhooks of `history` tell them: newest phase first. */
export function historyValues(number: PhoneNumber, now: number): readonly JsonObject[] {
	const chunks = PHASES.flatMap((days, phase) => {
		const from = now - days * DAY_MS;
		const to = now - (PHASES[phase - 1] ?? -1) * DAY_MS;
		const messages = number.app.messages.filter(({ at }) => at > from && at <= to);
		return split(messages).map((part, index) => ({ phase, order: index + 1, part }));
	});
	return chunks.map(({ phase, order, part }, index) => {
		const progress = Math.round(((index + 1) / chunks.length) * 100);
		const metadata = { phase, chunk_order: order, progress };
		return valueOf(number, { history: [{ metadata, threads: threadsOf(number, part) }] });
	});
}

/** A phase without messages is told as well, so that its end is seen. */
function split(messages: readonly AppMessage[]): readonly (readonly AppMessage[])[] {
	const parts: AppMessage[][] = [];
	for (let from = 0; from < messages.length; from += CHUNK) {
		parts.push(messages.slice(from, from + CHUNK));
	}
	return parts.length === 0 ? [[]] : parts;
}

function threadsOf(number: PhoneNumber, messages: readonly AppMessage[]): JsonObject[] {
	const business = digitsOf(number.profile.displayPhoneNumber);
	const customers = [...new Set(messages.map(({ customer }) => customer))];
	return customers.map((id) => ({
		id,
		messages: messages
			.filter(({ customer }) => customer === id)
			.map(({ wamid, text, isFromBusiness, at }) => ({
				from: isFromBusiness ? business : id,
				...(isFromBusiness ? { to: id } : {}),
				id: wamid,
				timestamp: secondsOf(at),
				type: 'text',
				text: { body: text },
				history_context: { status: 'READ' },
			})),
	}));
}

/** What is told instead of a history that the business does not share. */
export function declinedValue(number: PhoneNumber): JsonObject {
	const title = 'History sync is turned off by the business from the WhatsApp Business App';
	const details = 'History sharing is turned off by the business';
	const error = { code: 2593109, title, message: title, error_data: { details } };
	return valueOf(number, { history: [{ errors: [error] }] });
}
