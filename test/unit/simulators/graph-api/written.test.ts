import type { WrittenContent } from '../../../simulators/graph-api/control/content.ts';
import type { JsonObject } from '../../../simulators/graph-api/json.ts';
import { parseWebhook } from '../../../../src/transport/cloud/webhook/parse.ts';
import type { Bench } from './bench.ts';
import { NOW, NOW_SECONDS, ofKind, openBench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(() => bench.close());

const customer = '16505551234';
const userId = 'US.13491208655302741918';
const file = { id: '77', mimeType: 'image/jpeg', sha256: 'aGFzaA==' };
const FILE = { id: '77', mime_type: 'image/jpeg', sha256: 'aGFzaA==' };

/** The only change of the only webhook. */
async function told(): Promise<JsonObject> {
	await bench.attempts(1);
	const [entry] = bench.receiver.received[0]?.body['entry'] as { changes: JsonObject[] }[];
	return entry?.changes[0] ?? {};
}

const CONTENTS: readonly (readonly [WrittenContent, JsonObject])[] = [
	[
		{ type: 'text', text: 'hi' },
		{ type: 'text', text: { body: 'hi' } },
	],
	[
		{ type: 'image', media: file, caption: 'Look' },
		{ type: 'image', image: { ...FILE, caption: 'Look' } },
	],
	[
		{ type: 'video', media: file },
		{ type: 'video', video: FILE },
	],
	[
		{ type: 'audio', media: file, voice: true },
		{ type: 'audio', audio: { ...FILE, voice: true } },
	],
	[
		{ type: 'document', media: file, fileName: 'a.pdf' },
		{ type: 'document', document: { ...FILE, filename: 'a.pdf' } },
	],
	[
		{ type: 'sticker', media: file, animated: true },
		{ type: 'sticker', sticker: { ...FILE, animated: true } },
	],
	[
		{ type: 'location', latitude: 1, longitude: 2, name: 'HQ' },
		{ type: 'location', location: { latitude: 1, longitude: 2, name: 'HQ' } },
	],
	[
		{ type: 'contacts', contacts: [{ name: { formatted_name: 'Ben' } }] },
		{ type: 'contacts', contacts: [{ name: { formatted_name: 'Ben' } }] },
	],
	[
		{ type: 'reaction', messageId: 'wamid.0', emoji: '😮' },
		{ type: 'reaction', reaction: { message_id: 'wamid.0', emoji: '😮' } },
	],
	[
		{ type: 'reaction', messageId: 'wamid.0' },
		{ type: 'reaction', reaction: { message_id: 'wamid.0' } },
	],
	[
		{ type: 'button', payload: 'YES', text: 'Yes' },
		{ type: 'button', button: { payload: 'YES', text: 'Yes' } },
	],
	[
		{ type: 'buttonReply', id: '1', title: 'Yes' },
		{
			type: 'interactive',
			interactive: { type: 'button_reply', button_reply: { id: '1', title: 'Yes' } },
		},
	],
	[
		{ type: 'listReply', id: '1', title: 'Red', description: 'Dark' },
		{
			type: 'interactive',
			interactive: {
				type: 'list_reply',
				list_reply: { id: '1', title: 'Red', description: 'Dark' },
			},
		},
	],
	[
		{ type: 'flowReply', response: { size: 'L' } },
		{
			type: 'interactive',
			interactive: {
				type: 'nfm_reply',
				nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"size":"L"}' },
			},
		},
	],
	[
		{ type: 'callPermission', response: 'accept', expiresAt: NOW },
		{
			type: 'interactive',
			interactive: {
				type: 'call_permission_reply',
				call_permission_reply: {
					response: 'accept',
					expiration_timestamp: NOW / 1_000,
					response_source: 'user_action',
				},
			},
		},
	],
	[
		{ type: 'order', catalogId: '9', items: [{ product_retailer_id: 'A' }] },
		{
			type: 'order',
			order: { catalog_id: '9', product_items: [{ product_retailer_id: 'A' }] },
		},
	],
	[
		{ type: 'edit', messageId: 'wamid.0', content: { type: 'text', text: 'Better' } },
		{
			type: 'edit',
			edit: {
				original_message_id: 'wamid.0',
				message: { type: 'text', text: { body: 'Better' } },
			},
		},
	],
	[
		{ type: 'revoke', messageId: 'wamid.0' },
		{ type: 'revoke', revoke: { original_message_id: 'wamid.0' } },
	],
	[
		{ type: 'unsupported', kind: 'poll_creation' },
		{
			type: 'unsupported',
			unsupported: { type: 'poll_creation' },
			errors: [
				{
					code: 131051,
					title: 'Message type unknown',
					message: 'Message type unknown',
					error_data: { details: 'Message type is currently not supported.' },
				},
			],
		},
	],
];

describe('a message of a customer', () => {
	it.each(CONTENTS)('is told as Meta tells it: %j', async (content, payload) => {
		const wamid = await bench.control.customerSends({ customer, content });
		const contact = { profile: { name: bench.customer.profileName }, wa_id: customer };

		expect(await told()).toMatchObject({
			field: 'messages',
			value: { contacts: [{ ...contact, user_id: userId }] },
		});
		expect(await told()).toHaveProperty('value.messages', [
			{
				from: customer,
				from_user_id: userId,
				id: wamid,
				timestamp: NOW_SECONDS,
				...payload,
			},
		]);
	});

	it.each(CONTENTS)('is understood: %j', async (content) => {
		await bench.control.customerSends({ customer, content });
		await bench.attempts(1);
		const news = parseWebhook(bench.receiver.received[0]?.body);

		expect(news).toMatchObject({ unreadable: 0, numbers: [{ unreadable: 0 }] });
		expect(news?.numbers[0]?.messages).toHaveLength(1);
	});

	it('stands in the log by its kind', async () => {
		const content = { type: 'video', media: file } as const;
		const wamid = await bench.control.customerSends({ customer, content });

		expect(ofKind(await bench.control.log(), 'inbound')).toMatchObject([
			{ wamid, customer, text: '(video)' },
		]);
	});

	it('may belong to a group', async () => {
		const content = { type: 'text', text: 'hi' } as const;
		await bench.control.customerSends({ customer, content, groupId: '120363' });

		expect(await told()).toHaveProperty('value.messages.0.group_id', '120363');
	});

	it('of an unknown kind is refused', async () => {
		const content = { type: 'dance' } as unknown as WrittenContent;

		await expect(bench.control.customerSends({ customer, content })).rejects.toThrow(
			'messages[0].content.type is to be one of',
		);
	});
});

describe('the window of a customer who only', () => {
	const someone = '4915112345678';
	const write = async (content: WrittenContent) => {
		await bench.control.createCustomer({ waId: someone });
		await bench.control.customerSends({ customer: someone, content });
		await bench.send({ to: someone });
		await bench.control.advance(5_000);
		const statuses = ofKind(await bench.control.log(), 'status');
		return statuses.map(({ status }) => status);
	};

	it.each(CONTENTS.filter(([{ type }]) => ['reaction', 'edit', 'revoke'].includes(type)))(
		'wrote %j stays closed',
		async (content) => {
			expect(await write(content)).toContain('failed');
		},
	);

	it('sent a file is open', async () => {
		expect(await write({ type: 'video', media: file })).not.toContain('failed');
	});
});

describe('what the business writes on its own phone', () => {
	it('is told as an echo', async () => {
		const content = { type: 'text', text: 'hello' } as const;
		const wamid = await bench.control.businessWrites({ customer, content });

		expect(await told()).toMatchObject({
			field: 'smb_message_echoes',
			value: {
				message_echoes: [
					{
						from: '15550783881',
						to: customer,
						to_user_id: userId,
						id: wamid,
						type: 'text',
						text: { body: 'hello' },
					},
				],
			},
		});
		expect(parseWebhook(bench.receiver.received[0]?.body)?.numbers).toMatchObject([
			{ messages: [], recorded: [{ origin: 'phone', direction: 'out', text: 'hello' }] },
		]);
	});
});

describe('a customer who', () => {
	const system = async () => (await told())['value'];

	it('gets another phone is told with both, and writes from the new one', async () => {
		await bench.control.identityChanges({ customer, waId: '+49 151 12345678' });

		expect(await system()).toMatchObject({
			messages: [
				{
					from: customer,
					type: 'system',
					system: {
						type: 'user_changed_number',
						wa_id: '4915112345678',
						user_id: `${userId}1`,
						previous_user_id: userId,
					},
				},
			],
		});
		await bench.control.customerWrites({ customer: '4915112345678', text: 'hi' });
		await bench.attempts(2);
		expect(JSON.stringify(bench.receiver.received[1]?.body)).toContain('"4915112345678"');
	});

	it('hides the phone is told by the user ids alone', async () => {
		await bench.control.updateCustomer(customer, { identity: 'userIdOnly' });
		await bench.control.identityChanges({ customer, userId: 'US.2' });

		expect(await system()).toHaveProperty('messages', [
			{
				id: expect.any(String) as string,
				timestamp: NOW_SECONDS,
				type: 'system',
				system: {
					type: 'user_changed_user_id',
					body: expect.any(String) as string,
					user_id: 'US.2',
					previous_user_id: userId,
				},
			},
		]);
	});

	it('has new keys is told so', async () => {
		await bench.control.identityChanges({ customer, keysOnly: true });

		expect(await system()).toMatchObject({
			messages: [{ from: customer, system: { type: 'customer_identity_changed' } }],
		});
	});
});
