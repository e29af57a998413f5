import { parseWebhook } from '../../../../src/transport/cloud/webhook/parse.ts';
import { without } from '../../support/without.ts';

type Json = Readonly<Record<string, unknown>>;

const AT = 1_750_030_073;
const OUTBOX_ID = '0199a0b1-2c3d-7000-8000-000000000000';

const webhook = (...statuses: readonly unknown[]): Json => ({
	object: 'whatsapp_business_account',
	entry: [
		{
			changes: [
				{
					field: 'messages',
					value: { metadata: { phone_number_id: '501' }, statuses },
				},
			],
		},
	],
});

const status = (changes: Json = {}): Json => ({
	id: 'wamid.1',
	status: 'delivered',
	timestamp: String(AT),
	recipient_id: '16505551234',
	biz_opaque_callback_data: OUTBOX_ID,
	...changes,
});

const DELIVERED = {
	providerId: 'wamid.1',
	outboxId: OUTBOX_ID,
	status: 'delivered',
	recipient: [{ type: 'phone', value: '+16505551234' }],
	at: AT * 1_000,
	failure: null,
	pricing: null,
	conversationOrigin: null,
};

/** What a webhook with these statuses brings. */
function read(...statuses: readonly unknown[]): unknown {
	const [news] = parseWebhook(webhook(...statuses))?.numbers ?? [];
	return { statuses: news?.statuses, unreadable: news?.unreadable };
}

it.each(['sent', 'delivered', 'read', 'played'])('reads the status %s', (word) => {
	expect(read(status({ status: word }))).toEqual({
		statuses: [{ ...DELIVERED, status: word }],
		unreadable: 0,
	});
});

it('reads why a message failed', () => {
	const errors = [{ code: 131047, title: 'Re-engagement message', error_data: {} }];
	const toUser = without(status({ status: 'failed', errors }), 'recipient_id');

	expect(read({ ...toUser, recipient_user_id: 'US.1349' })).toEqual({
		statuses: [
			{
				...DELIVERED,
				status: 'failed',
				recipient: [{ type: 'bsuid', value: 'US.1349' }],
				failure: {
					name: 'windowClosed',
					code: 131047,
					message:
						"More than 24 hours have passed since the customer's last message (Re-engagement message)",
					advice: 'Send an approved template; free text is possible again once the customer has written.',
				},
			},
		],
		unreadable: 0,
	});
});

it('reads a failure of which nothing is said', () => {
	expect(read(status({ status: 'failed' }))).toEqual({
		statuses: [{ ...DELIVERED, status: 'failed' }],
		unreadable: 0,
	});
});

it('knows the recipient by every address', () => {
	const ids = { recipient_user_id: 'US.1349', recipient_parent_user_id: 'US.ENT.77' };

	expect(read(status(ids))).toEqual({
		statuses: [
			{
				...DELIVERED,
				recipient: [
					{ type: 'phone', value: '+16505551234' },
					{ type: 'bsuid', value: 'US.1349' },
					{ type: 'parentBsuid', value: 'US.ENT.77' },
				],
			},
		],
		unreadable: 0,
	});
});

it('reads a status of a message that was not sent by us', () => {
	expect(read(status({ biz_opaque_callback_data: undefined }))).toEqual({
		statuses: [{ ...DELIVERED, outboxId: null }],
		unreadable: 0,
	});
});

it('needs no recipient: the id tells which message it is', () => {
	expect(read(status({ recipient_id: undefined }))).toEqual({
		statuses: [{ ...DELIVERED, recipient: [] }],
		unreadable: 0,
	});
});

it.each(['deleted', 'warning', 'held', '', undefined, 5])(
	'counts the status %j as unreadable and reads the next',
	(word) => {
		expect(read(status({ status: word }), status())).toEqual({
			statuses: [DELIVERED],
			unreadable: 1,
		});
	},
);

it('reads statuses beside messages', () => {
	const message = {
		from: '16505551234',
		id: 'wamid.2',
		timestamp: String(AT),
		type: 'text',
		text: { body: 'Hi' },
	};
	const body = {
		object: 'whatsapp_business_account',
		entry: [
			{
				changes: [
					{
						field: 'messages',
						value: {
							metadata: { phone_number_id: '501' },
							messages: [message],
							statuses: [status()],
						},
					},
				],
			},
		],
	};

	const news = parseWebhook(body)?.numbers.map(({ messages, statuses }) => [
		messages.length,
		statuses.length,
	]);
	expect(news).toEqual([[1, 1]]);
});

it('reads what Meta charges for it, and how the conversation began', () => {
	const conversation = {
		id: 'c',
		expiration_timestamp: '1750116473',
		origin: { type: 'marketing' },
	};
	const pricing = {
		billable: true,
		pricing_model: 'PMP',
		type: 'regular',
		category: 'marketing',
	};

	expect(read(status({ conversation, pricing }))).toEqual({
		statuses: [
			{
				...DELIVERED,
				pricing: {
					category: 'marketing',
					type: 'regular',
					model: 'PMP',
					isBillable: true,
				},
				conversationOrigin: 'marketing',
			},
		],
		unreadable: 0,
	});
});

it('takes wrong prices for unknown ones', () => {
	const changes = { conversation: 'x', pricing: { billable: 'yes', category: 5 } };

	expect(read(status(changes))).toEqual({
		statuses: [
			{
				...DELIVERED,
				pricing: { category: null, type: null, model: null, isBillable: null },
			},
		],
		unreadable: 0,
	});
});

it('reads the parent id by the name that it had before May 2026', () => {
	expect(read(status({ parent_recipient_user_id: 'US.ENT.77' }))).toMatchObject({
		statuses: [
			{
				recipient: [
					{ type: 'phone', value: '+16505551234' },
					{ type: 'parentBsuid', value: 'US.ENT.77' },
				],
			},
		],
	});
});

it('adds the addresses that the contact alone tells', () => {
	const body = {
		object: 'whatsapp_business_account',
		entry: [
			{
				changes: [
					{
						field: 'messages',
						value: {
							metadata: { phone_number_id: '501' },
							contacts: [
								{
									profile: { username: '@sheena' },
									wa_id: '16505551234',
									user_id: 'US.1349',
								},
							],
							statuses: [status()],
						},
					},
				],
			},
		],
	};

	expect(parseWebhook(body)?.numbers[0]?.statuses[0]?.recipient).toEqual([
		{ type: 'phone', value: '+16505551234' },
		{ type: 'bsuid', value: 'US.1349' },
		{ type: 'username', value: 'sheena' },
	]);
});

it('leaves statuses of groups out and counts them', () => {
	const [news] = parseWebhook(webhook(status({ recipient_type: 'group' })))?.numbers ?? [];

	expect(news).toMatchObject({ statuses: [], groupIgnored: 1, unreadable: 0 });
});
