import { createHmac } from 'node:crypto';
import type { NumberView } from '../simulators/graph-api/control/options.ts';

/** A signed webhook as it comes over the wire. */
export type SignedWebhook = { readonly body: Buffer; readonly signature: string };

/** A webhook with texts of so many customers, each new to the store. */
export function textWebhook(number: NumberView, first: number, count: number): SignedWebhook {
	const people = Array.from({ length: count }, (_, index) => first + index);
	const seconds = String(Math.floor(Date.now() / 1_000));
	const value = {
		messaging_product: 'whatsapp',
		metadata: { display_phone_number: '15550783881', phone_number_id: number.id },
		contacts: people.map((n) => ({
			profile: { name: `Customer ${n % 5_000}` },
			wa_id: waId(n),
		})),
		messages: people.map((n) => ({
			from: waId(n),
			id: `wamid.bench${n}`,
			timestamp: seconds,
			type: 'text',
			text: { body: `Message number ${n}: where is my order?` },
		})),
	};
	const envelope = {
		object: 'whatsapp_business_account',
		entry: [{ id: number.wabaId, changes: [{ field: 'messages', value }] }],
	};
	const body = Buffer.from(JSON.stringify(envelope));
	const hash = createHmac('sha256', number.appSecret).update(body).digest('hex');
	return { body, signature: `sha256=${hash}` };
}

/** Five thousand customers take turns. */
function waId(n: number): string {
	return `49151${String(1_000_000 + (n % 5_000))}`;
}
