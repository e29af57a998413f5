import { createHmac } from 'node:crypto';
import type { Team } from './team.ts';

/** A text message of a customer. */
export type WrittenText = {
	/** Digits. */
	readonly from: string;
	/** The `wamid`. */
	readonly id: string;
	readonly text: string;
	/** Default: the team's number. */
	readonly phoneNumberId?: string;
};

/**
 * A webhook with one text message, in the bytes that Meta would send.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components
 */
export function textWebhook(team: Team, written: WrittenText): Buffer {
	const { from, id, text, phoneNumberId = team.number.id } = written;
	const value = {
		messaging_product: 'whatsapp',
		metadata: { display_phone_number: '15550783881', phone_number_id: phoneNumberId },
		contacts: [{ profile: { name: 'Customer' }, wa_id: from }],
		messages: [
			{
				from,
				id,
				timestamp: String(Math.floor(Date.now() / 1000)),
				type: 'text',
				text: { body: text },
			},
		],
	};
	const changes = [{ field: 'messages', value }];
	return Buffer.from(
		JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes }] }),
	);
}

/** The value of `X-Hub-Signature-256` for some bytes. */
export function signatureOf(bytes: Uint8Array, appSecret: string): string {
	return `sha256=${createHmac('sha256', appSecret).update(bytes).digest('hex')}`;
}

/** The address to which Meta delivers the webhooks of the team's number at the moment. */
export async function webhookAddress(team: Team): Promise<string> {
	const [number] = await team.meta.numbers();
	if (number?.override == null) throw new Error('No address is set on the number.');
	return number.override.url;
}

/** How a webhook is posted. */
export type PostOptions = {
	/** Default: the right one. `null` for none. */
	readonly signature?: string | null;
	/** Over `content-type: application/json`. */
	readonly headers?: Readonly<Record<string, string>>;
	/** After it the request counts as unanswered. In ms; default 10,000, as Meta's. */
	readonly timeoutMs?: number;
};

/** What a webhook was answered. */
export type PostAnswer = {
	/** `null` if there was no answer. */
	readonly status: number | null;
	readonly text: string;
};

/**
 * What n8n answers with 200, whatever was posted, while its database is connected and not yet
 * migrated: a moment of each start in which our package has no say.
 * @see https://github.com/n8n-io/n8n/blob/master/packages/cli/src/abstract-server.ts
 */
export const STARTING_UP = 'n8n is starting up. Please wait';

/** Posts a webhook as Meta does, past the simulator. */
export async function postWebhook(
	team: Team,
	url: string,
	body: Uint8Array,
	options: PostOptions = {},
): Promise<PostAnswer> {
	const { timeoutMs = 10_000 } = options;
	const { signature = signatureOf(body, team.fields['appSecret'] ?? '') } = options;
	const headers = new Headers({ 'content-type': 'application/json', ...options.headers });
	if (signature !== null) headers.set('x-hub-signature-256', signature);
	try {
		const signal = AbortSignal.timeout(timeoutMs);
		const response = await fetch(url, { method: 'POST', headers, body, signal });
		return { status: response.status, text: await response.text() };
	} catch (error) {
		return { status: null, text: error instanceof Error ? error.message : String(error) };
	}
}
