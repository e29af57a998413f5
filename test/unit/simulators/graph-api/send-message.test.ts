import type { JsonObject } from '../../../simulators/graph-api/json.ts';
import type { NumberStatus } from '../../../simulators/graph-api/state/phone-number.ts';
import type { Bench } from './bench.ts';
import { envelope, NOW, ofKind, openBench, wamidOf } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(() => bench.close());

const details = (text: string) => ({ messaging_product: 'whatsapp', details: text });

describe('a message that is accepted', () => {
	it('is answered with the recipient as it was written and as it was understood', async () => {
		const answer = await bench.send({ to: '+1 (650) 555-1234' });

		expect(answer).toEqual({
			status: 200,
			body: {
				messaging_product: 'whatsapp',
				contacts: [{ input: '+1 (650) 555-1234', wa_id: '16505551234' }],
				messages: [{ id: expect.stringMatching(/^wamid\./) as string }],
			},
		});
	});

	it('is answered with the user id alone when it went to a business-scoped user id', async () => {
		const { userId } = bench.customer;
		const answer = await bench.send({ to: undefined, recipient: userId });

		expect(answer.body['contacts']).toEqual([{ input: userId, user_id: userId }]);
	});

	it('goes to the phone when phone and user id are given', async () => {
		const { userId, waId } = bench.customer;
		const answer = await bench.send({ recipient: userId });

		expect(answer.body['contacts']).toEqual([{ input: waId, wa_id: waId }]);
	});

	it('is a text when it does not say its type', async () => {
		await bench.send({ type: undefined });

		expect(await bench.control.logOf('accepted')).toMatchObject([{ type: 'text', body: 'hi' }]);
	});

	it('may have 4096 characters of text and 512 of opaque data, counted as code points', async () => {
		const wamid = await bench.sent({
			text: { body: '😀'.repeat(4096) },
			biz_opaque_callback_data: 'o'.repeat(512),
		});

		expect(await bench.control.logOf('accepted')).toMatchObject([
			{ wamid, body: '😀'.repeat(4096), opaque: 'o'.repeat(512) },
		]);
	});

	it('is logged with everything that was sent', async () => {
		const inbound = await bench.control.customerWrites({
			customer: '16505551234',
			text: 'hey',
		});
		const wamid = await bench.sent({
			text: { body: 'grüezi', preview_url: true },
			context: { message_id: inbound },
			biz_opaque_callback_data: 'job 7',
		});

		expect(await bench.control.logOf('accepted')).toEqual([
			{
				kind: 'accepted',
				seq: expect.any(Number) as number,
				at: NOW,
				phoneNumberId: bench.number.id,
				recipient: {
					input: '16505551234',
					waId: '16505551234',
					userId: bench.customer.userId,
				},
				wamid,
				type: 'text',
				body: 'grüezi',
				content: { body: 'grüezi', preview_url: true },
				opaque: 'job 7',
				quotes: inbound,
			},
		]);
	});

	it('goes without its quote when the quoted message does not exist', async () => {
		await bench.send({ context: { message_id: 'wamid.gone' } });

		expect(await bench.control.logOf('accepted')).toMatchObject([{ quotes: null }]);
	});

	it('may be of another type, whose object is logged as it came', async () => {
		await bench.control.createTemplate({ name: 'hello_world' });
		const template = { name: 'hello_world', language: { code: 'en_US' } };
		const answer = await bench.send({ type: 'template', template });

		expect(answer.body['messages']).toEqual([
			{ id: wamidOf(answer), message_status: 'accepted' },
		]);
		expect(await bench.control.logOf('accepted')).toMatchObject([
			{ type: 'template', body: null, content: template },
		]);
	});
});

describe('a message that is refused', () => {
	const cases: readonly [string, JsonObject, JsonObject][] = [
		[
			'no messaging_product',
			{ messaging_product: undefined },
			{ code: 100, message: '(#100) The parameter messaging_product is required.' },
		],
		[
			'another messaging_product',
			{ messaging_product: 'telegram' },
			{ code: 100, message: '(#100) Param messaging_product must be one of {WHATSAPP}.' },
		],
		[
			'no recipient',
			{ to: undefined },
			{ code: 100, message: '(#100) The parameter to is required.' },
		],
		[
			'a phone number with letters',
			{ to: 'Sheena' },
			{
				code: 100,
				message: '(#100) Invalid parameter',
				error_data: details("Parameter 'to' is not a phone number."),
			},
		],
		[
			'a phone number with 00 before the country code',
			{ to: '0016505551234' },
			{
				code: 100,
				message: '(#100) Invalid parameter',
				error_data: details("Parameter 'to' is not a phone number."),
			},
		],
		[
			'a user id without a country',
			{ to: undefined, recipient: '13491208655302741918' },
			{
				code: 100,
				message: '(#100) Invalid parameter',
				error_data: details("Parameter 'recipient' is not a business-scoped user ID."),
			},
		],
		[
			'a group',
			{ recipient_type: 'group' },
			{ code: 100, message: '(#100) Param recipient_type must be one of {INDIVIDUAL}.' },
		],
		[
			'an unknown type',
			{ type: 'fax' },
			{
				code: 100,
				message:
					'(#100) Param type must be one of {AUDIO, CONTACTS, DOCUMENT, IMAGE, INTERACTIVE, ' +
					'LOCATION, REACTION, STICKER, TEMPLATE, TEXT, VIDEO} - got "fax".',
			},
		],
		[
			'a type without its object',
			{ type: 'image' },
			{ code: 100, message: '(#100) The parameter image is required.' },
		],
		[
			'an object that is none',
			{ text: 'hi' },
			{ code: 100, message: '(#100) Param text must be an object.' },
		],
		[
			'an empty text',
			{ text: { body: '' } },
			{ code: 100, message: "(#100) The parameter text['body'] is required." },
		],
		[
			'4097 characters of text',
			{ text: { body: 'x'.repeat(4097) } },
			{
				code: 100,
				message: "(#100) Param text['body'] must be at most 4096 characters long.",
			},
		],
		[
			'513 characters of opaque data',
			{ biz_opaque_callback_data: 'x'.repeat(513) },
			{
				code: 100,
				message:
					'(#100) Param biz_opaque_callback_data must be at most 512 characters long.',
			},
		],
		[
			'opaque data that is no text',
			{ biz_opaque_callback_data: 7 },
			{ code: 100, message: '(#100) Param biz_opaque_callback_data must be a string.' },
		],
		[
			'a context without a message',
			{ context: {} },
			{ code: 100, message: "(#100) The parameter context['message_id'] is required." },
		],
		[
			'the sender as recipient',
			{ to: '+1 555-078-3881' },
			{
				code: 131021,
				message: '(#131021) Recipient cannot be sender',
				error_data: details('Sender and recipient phone number is the same.'),
			},
		],
	];

	it.each(cases)('for %s', async (_name, changes, error) => {
		const answer = await bench.send(changes);

		expect(answer).toEqual({ status: 400, body: envelope(error) });
		expect(await bench.control.log()).toMatchObject([
			{ kind: 'refused', operation: 'send', httpStatus: 400, code: error['code'] },
		]);
	});

	it('is logged with whom it was for', async () => {
		await bench.send({ type: 'fax' });

		expect(await bench.control.log()).toEqual([
			{
				kind: 'refused',
				seq: 1,
				at: NOW,
				operation: 'send',
				method: 'POST',
				path: `/${bench.number.id}/messages`,
				recipient: '16505551234',
				httpStatus: 400,
				code: 100,
				subcode: null,
				message: expect.stringContaining('got "fax"') as string,
			},
		]);
	});

	const statuses: readonly [NumberStatus, number, number][] = [
		['PENDING', 400, 133010],
		['UNVERIFIED', 400, 133010],
		['DISCONNECTED', 400, 133010],
		['MIGRATED', 400, 133010],
		['DELETED', 400, 133010],
		['BANNED', 403, 131031],
		['RESTRICTED', 403, 131031],
		['RATE_LIMITED', 400, 131048],
	];

	it.each(statuses)('when the number is %s', async (status, httpStatus, code) => {
		await bench.control.updateNumber(bench.number.id, { status });
		await bench.send();

		expect(await bench.control.log()).toMatchObject([{ kind: 'refused', httpStatus, code }]);
	});

	it('says of a PENDING number that its account is not registered', async () => {
		await bench.control.updateNumber(bench.number.id, { status: 'PENDING' });

		expect((await bench.send()).body).toEqual(
			envelope({
				code: 133010,
				message: '(#133010) Account not registered',
				error_data: details(expect.stringContaining('/register') as string),
			}),
		);
	});
});

describe('a message that is accepted and fails later', () => {
	const failures = async (changes: JsonObject = {}) => {
		const wamid = await bench.sent(changes);
		await bench.attempts(1);
		const log = await bench.control.log();
		const statuses = ofKind(log, 'status').filter((entry) => entry.wamid === wamid);
		return statuses.map(({ status, code }) => ({ status, code }));
	};

	it('when the customer is not on WhatsApp', async () => {
		await bench.control.updateCustomer('16505551234', { onWhatsApp: false });

		expect(await failures()).toEqual([{ status: 'failed', code: 131026 }]);
	});

	it('when the customer has blocked the business', async () => {
		await bench.control.updateCustomer('16505551234', { blocked: true });

		expect(await failures()).toEqual([{ status: 'failed', code: 131026 }]);
	});

	it('when nobody has that user id', async () => {
		const nobody = { to: undefined, recipient: 'US.99' };

		expect(await failures(nobody)).toEqual([{ status: 'failed', code: 131026 }]);
	});

	it('when the phone number never wrote', async () => {
		expect(await failures({ to: '49301234567' })).toEqual([{ status: 'failed', code: 131047 }]);
	});
});
