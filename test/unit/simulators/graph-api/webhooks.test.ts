import { createHmac } from 'node:crypto';
import type { JsonObject } from '../../../simulators/graph-api/json.ts';
import type { Bench } from './bench.ts';
import { NOW, NOW_SECONDS, openBench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(() => bench.close());

const customer = '16505551234';
const userId = 'US.13491208655302741918';

/** The whole body of a webhook about the bench's number. */
function webhookOf(value: JsonObject): JsonObject {
	return {
		object: 'whatsapp_business_account',
		entry: [
			{
				id: bench.number.wabaId,
				changes: [
					{
						field: 'messages',
						value: {
							messaging_product: 'whatsapp',
							metadata: {
								display_phone_number: '15550783881',
								phone_number_id: bench.number.id,
							},
							...value,
						},
					},
				],
			},
		],
	};
}

/** The bodies that came, in no particular order. */
const bodies = () => bench.receiver.received.map(({ body }) => body);

describe('the bytes of a webhook', () => {
	it('are ASCII with surrogate pairs escaped, and are what is signed', async () => {
		await bench.control.customerWrites({ customer, text: 'Grüße 😀 "ok"' });
		await bench.attempts(1);
		const [{ bytes, headers } = never()] = bench.receiver.received;

		expect(bytes.toString('latin1')).toContain(
			'{"body":"Gr\\u00fc\\u00dfe \\ud83d\\ude00 \\"ok\\""}',
		);
		expect(bytes.every((byte) => byte < 0x80)).toBe(true);
		expect(headers).toMatchObject({
			'content-type': 'application/json',
			'x-hub-signature-256': `sha256=${createHmac('sha256', bench.number.appSecret)
				.update(bytes)
				.digest('hex')}`,
		});
	});

	it('differ from what a receiver gets that serialises again', async () => {
		await bench.control.customerWrites({ customer, text: 'ü' });
		await bench.attempts(1);
		const [{ bytes, body } = never()] = bench.receiver.received;

		expect(JSON.stringify(body)).not.toBe(bytes.toString());
		expect(JSON.parse(bytes.toString())).toEqual(body);
	});
});

describe('a message of a customer', () => {
	const write = async (changes: JsonObject = {}) => {
		const id = await bench.control.customerWrites({ customer, text: 'hey', ...changes });
		await bench.attempts(1);
		return id;
	};

	it('names phone and user id of a customer without username', async () => {
		const id = await write();

		expect(bodies()).toEqual([
			webhookOf({
				contacts: [
					{ profile: { name: 'Sheena Nelson' }, wa_id: customer, user_id: userId },
				],
				messages: [
					{
						from: customer,
						from_user_id: userId,
						id,
						timestamp: NOW_SECONDS,
						type: 'text',
						text: { body: 'hey' },
					},
				],
			}),
		]);
	});

	const username = '@sheena';
	const profile = { name: 'Sheena Nelson', username };

	it.each([
		['phone', { profile: { name: 'Sheena Nelson' }, wa_id: customer }, { from: customer }],
		[
			'usernameAndPhone',
			{ profile, wa_id: customer, user_id: userId },
			{ from: customer, from_user_id: userId },
		],
		['userIdOnly', { profile, user_id: userId }, { from_user_id: userId }],
	] as const)('shows of identity "%s" what may be seen', async (identity, contact, from) => {
		await bench.control.updateCustomer(customer, { identity, username });
		const id = await write();

		const text = { id, timestamp: NOW_SECONDS, type: 'text', text: { body: 'hey' } };
		expect(bodies()).toEqual([
			webhookOf({ contacts: [contact], messages: [{ ...from, ...text }] }),
		]);
	});

	it('can carry an id, a time, a context and a referral', async () => {
		const context = { from: '15550783881', id: 'wamid.quoted' };
		const referral = { source_type: 'ad', source_id: '1', ctwa_clid: 'click' };
		await write({ id: 'wamid.mine', timestamp: NOW - 5000, context, referral });

		expect(bodies()).toEqual([
			webhookOf({
				contacts: [expect.anything()],
				messages: [
					{
						context,
						referral,
						from: customer,
						from_user_id: userId,
						id: 'wamid.mine',
						timestamp: String(NOW / 1000 - 5),
						type: 'text',
						text: { body: 'hey' },
					},
				],
			}),
		]);
	});

	it('can come with others in one body, each contact once', async () => {
		const other = await bench.control.createCustomer({ waId: '+49 30 1234567' });
		const ids = await bench.control.customersWrite([
			{ customer, text: 'one' },
			{ customer: other.id, text: 'two' },
			{ customer, text: 'three' },
		]);
		await bench.attempts(1);

		expect(bodies()).toEqual([
			webhookOf({
				contacts: [
					expect.objectContaining({ wa_id: customer }),
					expect.objectContaining({ wa_id: '49301234567' }),
				],
				messages: ['one', 'two', 'three'].map((body, index) => {
					return expect.objectContaining({
						id: ids[index],
						text: { body },
					}) as JsonObject;
				}),
			}),
		]);
		expect(await bench.control.logOf('webhook')).toMatchObject([{ messages: ids }]);
	});
});

describe('the statuses of a message', () => {
	const pricing = {
		billable: true,
		pricing_model: 'PMP',
		type: 'regular',
		category: 'service',
	};
	const contact = { profile: { name: 'Sheena Nelson' }, wa_id: customer, user_id: userId };

	it('are sent, then delivered, then read, with the opaque data in each', async () => {
		const id = await bench.sent({ biz_opaque_callback_data: 'job 7' });
		await bench.attempts(1);
		await bench.control.advance(100);
		await bench.attempts(2);
		expect(await bench.control.customerReads({ customer })).toEqual([id]);
		await bench.attempts(3);

		const status = {
			id,
			recipient_id: customer,
			recipient_user_id: userId,
			biz_opaque_callback_data: 'job 7',
			timestamp: NOW_SECONDS,
		};
		expect(bodies()).toEqual([
			webhookOf({ contacts: [contact], statuses: [{ ...status, status: 'sent', pricing }] }),
			webhookOf({
				contacts: [contact],
				statuses: [{ ...status, status: 'delivered', pricing }],
			}),
			webhookOf({ contacts: [contact], statuses: [{ ...status, status: 'read' }] }),
		]);
	});

	it('skip "delivered" when the message is read first, and tell "read" once', async () => {
		const id = await bench.sent();
		await bench.attempts(1);
		await bench.control.customerReads({ customer });
		expect(await bench.control.customerReads({ customer })).toEqual([]);
		await bench.control.advance(100);
		await bench.attempts(2);

		expect(await bench.control.logOf('status')).toMatchObject([
			{ wamid: id, status: 'sent' },
			{ wamid: id, status: 'read' },
		]);
	});

	it('end at "sent" for a reaction', async () => {
		const message_id = await bench.control.customerWrites({ customer, text: 'hi' });
		const reaction = { message_id, emoji: '👍' };
		const id = await bench.sent({ type: 'reaction', reaction });
		await bench.control.advance(100);
		await bench.attempts(2);

		expect(await bench.control.customerReads({ customer })).toEqual([]);
		expect(await bench.control.logOf('status')).toMatchObject([{ wamid: id, status: 'sent' }]);
	});

	it('of a failure carry the error and no contact', async () => {
		await bench.control.updateCustomer(customer, { blocked: true });
		const id = await bench.sent();
		await bench.attempts(1);

		const title = 'Message undeliverable';
		expect(bodies()).toEqual([
			webhookOf({
				statuses: [
					{
						id,
						status: 'failed',
						timestamp: NOW_SECONDS,
						recipient_id: customer,
						errors: [
							{
								code: 131026,
								title,
								message: title,
								error_data: { details: 'Message Undeliverable.' },
								href: expect.stringContaining('error-codes') as string,
							},
						],
					},
				],
			}),
		]);
	});

	it.each([
		['phone', { recipient_id: customer }],
		['phoneAndUserId', { recipient_id: customer, recipient_user_id: userId }],
		['userIdOnly', { recipient_user_id: userId }],
	] as const)('of a send to the user id of a customer "%s"', async (identity, recipient) => {
		await bench.control.updateCustomer(customer, { identity });
		const id = await bench.sent({ to: undefined, recipient: userId });
		await bench.attempts(1);

		expect(bodies()).toEqual([
			webhookOf({
				...(identity === 'phone' ? {} : { contacts: [expect.anything()] }),
				statuses: [{ id, status: 'sent', timestamp: NOW_SECONDS, ...recipient, pricing }],
			}),
		]);
	});
});

describe('delivery', () => {
	it('tries again with growing pauses until the receiver says 200', async () => {
		bench.receiver.answers.push(500, 204, 302);
		const id = await bench.control.customerWrites({ customer, text: 'hey' });
		for (const [index, pauseMs] of [200, 1000, 3000].entries()) {
			await bench.attempts(index + 1);
			await bench.control.advance(pauseMs - 1);
			expect(bench.receiver.received).toHaveLength(index + 1);
			await bench.control.advance(1);
		}
		const attempts = await bench.attempts(4);

		const attempt = {
			kind: 'webhook',
			seq: expect.any(Number) as number,
			deliveryId: 1,
			url: bench.receiver.url,
			ms: expect.any(Number) as number,
			error: null,
			field: 'messages',
			messages: [id],
			statuses: [],
		};
		expect(attempts).toEqual([
			{ ...attempt, attempt: 1, at: NOW, httpStatus: 500, outcome: 'willRetry' },
			{ ...attempt, attempt: 2, at: NOW + 200, httpStatus: 204, outcome: 'willRetry' },
			{ ...attempt, attempt: 3, at: NOW + 1200, httpStatus: 302, outcome: 'willRetry' },
			{ ...attempt, attempt: 4, at: NOW + 4200, httpStatus: 200, outcome: 'acknowledged' },
		]);
		expect(new Set(bench.receiver.received.map(({ bytes }) => bytes.toString())).size).toBe(1);
		expect(await bench.control.pending()).toEqual({ webhooks: 0, faults: [] });
	});

	it('is given up after the last attempt', async () => {
		await bench.control.changeSettings({ webhookMaxAttempts: 2, webhookRetryDelaysMs: [0] });
		bench.receiver.answers.push(500, 500);
		await bench.control.customerWrites({ customer, text: 'hey' });

		expect(await bench.attempts(2)).toMatchObject([
			{ outcome: 'willRetry' },
			{ outcome: 'gaveUp' },
		]);
		expect(await bench.control.pending()).toMatchObject({ webhooks: 0 });
	});

	it('counts a receiver that does not answer in time as one that refused', async () => {
		await bench.control.changeSettings({ webhookMaxAttempts: 1, webhookTimeoutMs: 20 });
		bench.receiver.answers.push(null);
		await bench.control.customerWrites({ customer, text: 'hey' });

		expect(await bench.attempts(1)).toMatchObject([
			{ httpStatus: null, outcome: 'gaveUp', error: expect.stringMatching(/abort|time/i) },
		]);
	});

	it('goes to the number’s override, else the account’s, else the app', async () => {
		const numberHook = await bench.anotherReceiver();
		const accountHook = await bench.anotherReceiver();
		const { id } = bench.number;
		const callback = (url: string) => ({ url, verifyToken: 'any' });
		const write = () => bench.control.customerWrites({ customer, text: 'hey' });
		await bench.control.updateNumber(id, {
			override: callback(numberHook.url),
			wabaOverride: callback(accountHook.url),
		});
		await write();
		await bench.attempts(1);
		await bench.control.updateNumber(id, { override: null });
		await write();
		await bench.attempts(2);
		await bench.control.updateNumber(id, { wabaOverride: null });
		await write();
		const attempts = await bench.attempts(3);

		expect(attempts.map(({ url }) => url)).toEqual([
			numberHook.url,
			accountHook.url,
			bench.receiver.url,
		]);
	});

	it('of account fields passes overrides by, and says when it happened', async () => {
		await bench.control.updateNumber(bench.number.id, {
			override: { url: 'http://127.0.0.1:9/never', verifyToken: 'any' },
		});
		await bench.control.publishWebhook({ field: 'account_update', value: { event: 'X' } });
		await bench.attempts(1);

		expect(bodies()).toEqual([
			{
				object: 'whatsapp_business_account',
				entry: [
					{
						id: bench.number.wabaId,
						time: NOW / 1000,
						changes: [{ field: 'account_update', value: { event: 'X' } }],
					},
				],
			},
		]);
	});

	it('follows an override that moved between two attempts', async () => {
		bench.receiver.answers.push(503);
		await bench.control.customerWrites({ customer, text: 'hey' });
		await bench.attempts(1);
		const moved = await bench.anotherReceiver();
		await bench.control.updateNumber(bench.number.id, {
			override: { url: moved.url, verifyToken: 'any' },
		});
		await bench.control.advance(200);
		const attempts = await bench.attempts(2);

		expect(attempts.map(({ url }) => url)).toEqual([bench.receiver.url, moved.url]);
	});

	it('does not happen while the app is not subscribed', async () => {
		await bench.control.updateNumber(bench.number.id, { appSubscribed: false });
		await bench.control.customerWrites({ customer, text: 'hey' });

		expect(await bench.attempts(1)).toMatchObject([{ url: null, outcome: 'noCallback' }]);
		expect(bench.receiver.received).toEqual([]);
	});
});

function never(): never {
	throw new Error('Nothing was received.');
}
