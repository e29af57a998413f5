import { parseWebhook } from '../../../src/transport/cloud/webhook/parse.ts';
import type { NumberNews } from '../../../src/transport/cloud/webhook/news.ts';

/** JSON that is yet to be read. */
export type Json = Readonly<Record<string, unknown>>;

/** When the messages of these webhooks were written, in Unix seconds. */
export const AT = 1_750_030_073;

/** A webhook of one field for the number 501. */
export function webhook(value: Json, field = 'messages'): Json {
	const metadata = { display_phone_number: '+1 555-000-1111', phone_number_id: '501' };
	const change = { field, value: { messaging_product: 'whatsapp', metadata, ...value } };
	return {
		object: 'whatsapp_business_account',
		entry: [{ id: '900', changes: [change] }],
	};
}

/** A message of a type, with what its object holds. */
export function message(type: string, content: unknown, changes: Json = {}): Json {
	return {
		from: '16505551234',
		id: 'wamid.1',
		timestamp: String(AT),
		type,
		[type]: content,
		...changes,
	};
}

/** What a webhook brings for its only number. */
export function newsOf(body: unknown): NumberNews | undefined {
	return parseWebhook(body)?.numbers[0];
}
