import type { NumberOptions, NumberView } from '../../../simulators/graph-api/control/options.ts';
import type { JsonObject } from '../../../simulators/graph-api/json.ts';
import type { Bench, GraphAnswer } from './bench.ts';
import { NOW, ofKind, openBench } from './bench.ts';
import { VERIFY_TOKEN } from './receiver.ts';

/* From a number that was just added to one that works, as Meta lets it, and the limits on the way. */

const HOUR_MS = 60 * 60 * 1000;
const PIN = '428619';
const SUCCESS = { status: 200, body: { success: true } };

let bench: Bench;
let number: NumberView;
beforeEach(async () => {
	bench = await openBench();
	number = await pending();
});
afterEach(() => bench.close());

const pending = (options: NumberOptions = {}) => bench.control.createPendingNumber(options);
const post = (edge: string, body: JsonObject = {}) =>
	bench.call('POST', `/${number.id}${edge}`, body, number.accessTokens[0]);
const requestCode = () => post('/request_code', { code_method: 'SMS', language: 'en_US' });
const verify = (code: string) => post('/verify_code', { code });
const register = (pin = PIN) => post('/register', { messaging_product: 'whatsapp', pin });
const send = () =>
	post('/messages', {
		messaging_product: 'whatsapp',
		to: bench.customer.waId,
		type: 'text',
		text: { body: 'hi' },
	});
const read = async (fields: string) =>
	(await bench.call('GET', `/${number.id}?fields=${fields}`, undefined, number.accessTokens[0]))
		.body;
const codeOf = ({ body }: GraphAnswer) => (body['error'] as JsonObject | undefined)?.['code'];
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('the way to a number that works', () => {
	it('is a code, its verification and the registration, and sends only then', async () => {
		expect(codeOf(await send())).toBe(133010);
		expect(codeOf(await register())).toBe(133006);
		expect(await requestCode()).toEqual(SUCCESS);
		expect(await verify(await bench.control.codeOf(number.id))).toEqual(SUCCESS);
		expect(await read('status,code_verification_status,platform_type')).toMatchObject({
			status: 'PENDING',
			code_verification_status: 'VERIFIED',
			platform_type: 'NOT_APPLICABLE',
		});
		expect(codeOf(await send())).toBe(133010);
		expect(await register()).toEqual(SUCCESS);
		expect(await read('status,platform_type,is_pin_enabled')).toMatchObject({
			status: 'CONNECTED',
			platform_type: 'CLOUD_API',
			is_pin_enabled: true,
		});
		expect((await send()).status).toBe(200);
		const steps = ofKind(await bench.control.log(), 'number').map(({ action }) => action);
		expect(steps).toEqual(['codeSent', 'verified', 'registered']);
	});

	it('begins again with the registration after a deregistration', async () => {
		number = await bench.control.createNumber({ pin: PIN });

		expect(await post('/deregister')).toEqual(SUCCESS);
		expect(codeOf(await send())).toBe(133010);
		expect(codeOf(await post('/deregister'))).toBe(133010);
		expect(codeOf(await register('000000'))).toBe(133005);
		expect(await register()).toEqual(SUCCESS);
	});

	it('needs the PIN that was set last', async () => {
		number = await bench.control.createNumber({ pin: PIN });

		expect(await post('', { pin: '111111' })).toEqual(SUCCESS);
		await post('/deregister');
		expect(codeOf(await register())).toBe(133005);
		expect(await register('111111')).toEqual(SUCCESS);
	});

	it('is none for a number of the app on the phone', async () => {
		number = await pending({ isOnBizApp: true });

		const answers = [await requestCode(), await verify('123456'), await register()];
		expect(answers.map(codeOf)).toEqual([100, 100, 100]);
	});
});

describe('a code', () => {
	it('is sent to nobody who is verified', async () => {
		number = await bench.control.createNumber();
		expect(codeOf(await requestCode())).toBe(136024);
	});

	it('is the newest one, for ten minutes', async () => {
		expect(codeOf(await verify('123456'))).toBe(136025);
		await requestCode();
		const code = await bench.control.codeOf(number.id);
		expect(codeOf(await verify(wrong(code)))).toBe(136025);
		await bench.control.advance(10 * 60_000);
		expect(codeOf(await verify(code))).toBe(136025);
	});

	it('is sent ten times in 72 hours, and again when the first of them is so long ago', async () => {
		for (let n = 1; n <= 10; n += 1) expect(await requestCode()).toEqual(SUCCESS);
		expect(codeOf(await requestCode())).toBe(136024);
		await bench.control.advance(72 * HOUR_MS - 1);
		expect(codeOf(await requestCode())).toBe(136024);
		await bench.control.advance(1);
		expect(await requestCode()).toEqual(SUCCESS);
	});
});

describe('a registration', () => {
	it('is tried ten times in 72 hours, and again when the first of them is so long ago', async () => {
		for (let n = 1; n <= 10; n += 1) expect(codeOf(await register())).toBe(133006);
		expect(codeOf(await register())).toBe(133016);
		await bench.control.advance(72 * HOUR_MS - 1);
		expect(codeOf(await register())).toBe(133016);
		await bench.control.advance(1);
		expect(codeOf(await register())).toBe(133006);
	});

	it('looks at no PIN after five wrong ones within an hour', async () => {
		number = await pending({ pin: PIN, codeVerificationStatus: 'VERIFIED' });
		for (let n = 1; n <= 5; n += 1) expect(codeOf(await register('000000'))).toBe(133005);

		expect(await register()).toMatchObject({
			body: {
				error: {
					code: 133008,
					error_data: { details: expect.stringContaining('3600 seconds') as string },
				},
			},
		});
		await bench.control.advance(HOUR_MS);
		expect(await register()).toEqual(SUCCESS);
	});
});

describe('the business profile', () => {
	const profile = '/whatsapp_business_profile';
	const change = (changes: JsonObject) =>
		post(profile, { messaging_product: 'whatsapp', ...changes });
	beforeEach(async () => {
		number = await bench.control.createNumber();
	});

	it('keeps what is not named', async () => {
		await change({ about: 'Flowers', email: 'hi@example.com' });
		expect(await change({ websites: ['https://example.com'] })).toEqual(SUCCESS);
		const fields = 'about,address,email,websites';
		const answer = await bench.call(
			'GET',
			`/${number.id}${profile}?fields=${fields}`,
			undefined,
			number.accessTokens[0],
		);

		expect(answer.body).toEqual({
			data: [
				{
					messaging_product: 'whatsapp',
					about: 'Flowers',
					email: 'hi@example.com',
					websites: ['https://example.com'],
				},
			],
		});
	});

	it.each([
		{ about: '' },
		{ about: 'x'.repeat(140) },
		{ vertical: 'FLOWERS' },
		{ websites: ['https://a.example', 'https://b.example', 'https://c.example'] },
		{ websites: ['example.com'] },
		{ profile_picture_handle: 'none' },
	])('refuses %j', async (changes) => {
		expect(codeOf(await change(changes))).toBe(100);
	});
});

describe('the health of a number', () => {
	it('names what blocks or limits it, from the number up to the app', async () => {
		const { portfolioId } = await bench.control.updateNumber(number.id, {
			healthIssues: [
				{ entity: 'WABA', can: 'BLOCKED', code: 141006, description: 'No payment method' },
				{ entity: 'BUSINESS', can: 'LIMITED', description: 'Not verified' },
			],
		});

		expect((await read('health_status'))['health_status']).toEqual({
			can_send_message: 'BLOCKED',
			entities: [
				{ entity_type: 'PHONE_NUMBER', id: number.id, can_send_message: 'AVAILABLE' },
				{
					entity_type: 'WABA',
					id: number.wabaId,
					can_send_message: 'BLOCKED',
					errors: [
						{
							error_code: 141006,
							error_description: 'No payment method',
							possible_solution: '',
						},
					],
				},
				{
					entity_type: 'BUSINESS',
					id: portfolioId,
					can_send_message: 'LIMITED',
					additional_info: ['Not verified'],
				},
				{ entity_type: 'APP', id: number.appId, can_send_message: 'AVAILABLE' },
			],
		});
	});

	it('is told of the account as well, with its portfolio', async () => {
		const path = `/${number.wabaId}?fields=owner_business_info,health_status`;
		const answer = await bench.call('GET', path, undefined, number.accessTokens[0]);

		expect(answer.body).toMatchObject({
			owner_business_info: { id: number.portfolioId },
			health_status: { can_send_message: 'AVAILABLE' },
			id: number.wabaId,
		});
	});
});

describe('the calls of management', () => {
	const usage = async () => {
		const response = await fetch(`${bench.simulator.url}/v25.0/${number.id}?fields=status`, {
			headers: { authorization: `Bearer ${number.accessTokens[0]}` },
		});
		const header = response.headers.get('x-business-use-case-usage') ?? '{}';
		const all = JSON.parse(header) as Readonly<Record<string, readonly JsonObject[]>>;
		return { status: response.status, usage: all[number.wabaId]?.[0] };
	};

	it('are 200 an hour for an account without a number that works, and say how many', async () => {
		for (let n = 1; n < 200; n += 1) await read('status');
		expect(await usage()).toMatchObject({
			status: 200,
			usage: { call_count: 100, estimated_time_to_regain_access: 60 },
		});
		expect(await usage()).toMatchObject({ status: 400 });
		expect(await bench.control.logOf('refused')).toMatchObject([{ code: 80008 }]);
		await bench.control.advance(HOUR_MS);
		expect(await usage()).toMatchObject({ status: 200, usage: { call_count: 0 } });
	});

	it('do not count messages, nor the other accounts', async () => {
		await bench.control.changeSettings({ managementCallsPerHour: 1 });
		await read('status');

		expect((await usage()).status).toBe(400);
		expect((await bench.send()).status).toBe(200);
		expect((await bench.call('GET', `/${bench.number.id}`)).status).toBe(200);
	});
});

describe('what the app on the phone holds', () => {
	const sync = (type: string) =>
		post('/smb_app_data', { messaging_product: 'whatsapp', sync_type: type });
	const message = (wamid: string, daysAgo: number, isFromBusiness = false) => ({
		customer: bench.customer.waId,
		wamid,
		text: wamid,
		isFromBusiness,
		at: NOW - daysAgo * 24 * HOUR_MS,
	});

	beforeEach(async () => {
		number = await bench.control.createNumber({
			isOnBizApp: true,
			appCallback: { url: bench.receiver.url, verifyToken: VERIFY_TOKEN },
		});
		const contacts = [{ phone: bench.customer.waId, fullName: 'Ana Silva' }];
		await bench.control.fillApp({ phoneNumberId: number.id, contacts });
	});

	it('comes by webhooks, the newest messages first, once, and within a day', async () => {
		const messages = [message('new', 0), message('older', 2, true), message('lost', 181)];
		await bench.control.fillApp({ phoneNumberId: number.id, messages });
		expect(await sync('smb_app_state_sync')).toMatchObject({ status: 200 });
		expect(await sync('history')).toMatchObject({ status: 200 });
		expect(codeOf(await sync('history'))).toBe(2593107);

		const attempts = await bench.attempts(4);
		expect(attempts.map(({ field }) => field).sort()).toEqual([
			'history',
			'history',
			'history',
			'smb_app_state_sync',
		]);
	});

	it('is asked for within 24 hours of connecting it', async () => {
		await bench.control.advance(24 * HOUR_MS);
		expect((await sync('smb_app_state_sync')).status).toBe(200);
		await bench.control.advance(1);
		expect(codeOf(await sync('history'))).toBe(2593108);
	});

	it('is none for a number of the Cloud API alone', async () => {
		number = await bench.control.createNumber();
		expect(codeOf(await sync('history'))).toBe(100);
	});
});

test('an override never gets what is about accounts or templates', async () => {
	const override = await bench.anotherReceiver();
	await bench.control.updateNumber(bench.number.id, {
		override: { url: override.url, verifyToken: VERIFY_TOKEN },
		wabaOverride: { url: override.url, verifyToken: VERIFY_TOKEN },
	});
	const fields = [
		'account_update',
		'account_alerts',
		'phone_number_quality_update',
		'phone_number_name_update',
		'business_capability_update',
		'message_template_status_update',
	];
	for (const field of fields) await bench.control.publishWebhook({ field, value: {} });
	await bench.control.publishWebhook({ field: 'smb_message_echoes', value: {} });

	const attempts = await bench.attempts(fields.length + 1);
	for (const { field, url } of attempts) {
		const isOverridden = field === 'smb_message_echoes';
		expect([field, url]).toEqual([field, isOverridden ? override.url : bench.receiver.url]);
	}
});
