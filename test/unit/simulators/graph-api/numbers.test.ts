import type { JsonObject } from '../../../simulators/graph-api/json.ts';
import type { Bench } from './bench.ts';
import { envelope, NOW, openBench } from './bench.ts';
import { VERIFY_TOKEN } from './receiver.ts';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(() => bench.close());

const node = () => `/${bench.number.id}`;
const account = () => `/${bench.number.wabaId}`;

const unknownObject = (method: string, id: string): JsonObject => ({
	error: {
		message: expect.stringContaining(
			`Unsupported ${method} request. Object with ID '${id}' does not exist`,
		) as string,
		type: 'GraphMethodException',
		code: 100,
		error_subcode: 33,
		fbtrace_id: expect.any(String) as string,
	},
});

describe('a token', () => {
	const outcome = async (token: string) => bench.call('GET', node(), undefined, token);

	it('that is missing is refused', async () => {
		const response = await fetch(`${bench.simulator.url}/v25.0${node()}`);

		expect(response.status).toBe(401);
		expect(await response.json()).toEqual(
			envelope({
				code: 190,
				message: 'An access token is required to request this resource.',
			}),
		);
	});

	it('that is unknown is refused', async () => {
		expect(await outcome('EAAother')).toEqual({
			status: 401,
			body: envelope({
				code: 190,
				message: 'Invalid OAuth access token - Cannot parse access token',
			}),
		});
	});

	it('that expired is refused from that instant on', async () => {
		await bench.control.putToken({ value: 'EAAshort', expiresAt: NOW + 1000 });
		await bench.control.advance(999);
		expect(await outcome('EAAshort')).toMatchObject({ status: 200 });
		await bench.control.advance(1);

		expect(await outcome('EAAshort')).toMatchObject({
			status: 401,
			body: { error: { code: 190, error_subcode: 463 } },
		});
	});

	it('of another account sees no more than that the id is unknown', async () => {
		const other = await bench.control.createNumber();
		const [token = ''] = other.accessTokens;

		expect(await outcome(token)).toEqual({
			status: 400,
			body: unknownObject('get', bench.number.id),
		});
	});

	it('without the permission is refused', async () => {
		const scopes = ['whatsapp_business_management'] as const;
		await bench.control.putToken({ value: 'EAAmanage', scopes });
		await bench.control.putToken({ value: 'EAAnothing', scopes: [] });
		const send = bench.call('POST', `${node()}/messages`, {}, 'EAAmanage');

		expect(await send).toMatchObject({ status: 403, body: { error: { code: 10 } } });
		expect(await outcome('EAAmanage')).toMatchObject({ status: 200 });
		expect(await outcome('EAAnothing')).toMatchObject({
			status: 403,
			body: { error: { code: 200 } },
		});
	});

	it('is described by debug_token', async () => {
		await bench.control.putToken({ value: 'EAAshort', expiresAt: NOW + 1000 });
		const { wabaId, appId } = bench.number;
		const scopes = ['whatsapp_business_management', 'whatsapp_business_messaging'];

		expect(await bench.call('GET', '/debug_token?input_token=EAAshort')).toEqual({
			status: 200,
			body: {
				data: {
					app_id: appId,
					application: 'Simulated app',
					is_valid: true,
					expires_at: NOW / 1000 + 1,
					data_access_expires_at: 0,
					user_id: expect.any(String) as string,
					scopes,
					granular_scopes: scopes.map((scope) => ({ scope, target_ids: [wabaId] })),
				},
			},
		});
		expect(await bench.call('GET', '/debug_token?input_token=EAAother')).toMatchObject({
			status: 200,
			body: { data: { is_valid: false, scopes: [] } },
		});
	});
});

describe('a path', () => {
	it.each(['/1234', '/1234/messages', '/1234/phone_numbers'])(
		'%s names nothing',
		async (path) => {
			const method = path.endsWith('messages') ? 'POST' : 'GET';

			expect(await bench.call(method, path)).toEqual({
				status: 400,
				body: unknownObject(method.toLowerCase(), '1234'),
			});
		},
	);

	it('that is not known is refused', async () => {
		expect(await bench.call('GET', `${node()}/nonsense`)).toEqual({
			status: 400,
			body: envelope({ code: 2500, message: 'Unknown path components: /nonsense' }),
		});
	});

	it('takes any version, but needs one', async () => {
		const get = async (version: string) => {
			const headers = { authorization: `Bearer ${bench.number.accessTokens[0]}` };
			return (await fetch(`${bench.simulator.url}${version}${node()}`, { headers })).status;
		};

		expect([await get('/v21.0'), await get('/v99.12'), await get('')]).toEqual([200, 200, 400]);
	});
});

describe('a number', () => {
	it('tells little unless asked', async () => {
		expect((await bench.call('GET', node())).body).toEqual({
			display_phone_number: '+15550783881',
			verified_name: 'Lucky Shrub',
			quality_rating: 'GREEN',
			id: bench.number.id,
		});
	});

	it('tells the fields that are asked for', async () => {
		const fields =
			'status,throughput{level},whatsapp_business_manager_messaging_limit,is_on_biz_app,' +
			'name_status,account_mode,platform_type,code_verification_status,health_status';

		expect((await bench.call('GET', `${node()}?fields=${fields}`)).body).toEqual({
			status: 'CONNECTED',
			throughput: { level: 'STANDARD' },
			whatsapp_business_manager_messaging_limit: 'TIER_250',
			is_on_biz_app: false,
			name_status: 'APPROVED',
			account_mode: 'LIVE',
			platform_type: 'CLOUD_API',
			code_verification_status: 'VERIFIED',
			health_status: {
				can_send_message: 'AVAILABLE',
				entities: [
					{
						entity_type: 'PHONE_NUMBER',
						id: bench.number.id,
						can_send_message: 'AVAILABLE',
					},
					{
						entity_type: 'WABA',
						id: bench.number.wabaId,
						can_send_message: 'AVAILABLE',
					},
					{
						entity_type: 'BUSINESS',
						id: bench.number.portfolioId,
						can_send_message: 'AVAILABLE',
					},
					{ entity_type: 'APP', id: bench.number.appId, can_send_message: 'AVAILABLE' },
				],
			},
			id: bench.number.id,
		});
	});

	it('refuses a field that does not exist', async () => {
		expect(await bench.call('GET', `${node()}?fields=id,colour`)).toEqual({
			status: 400,
			body: envelope({
				code: 100,
				message:
					'(#100) Tried accessing nonexisting field (colour) on node type ' +
					'(WhatsAppBusinessPhoneNumber)',
			}),
		});
	});

	it('is listed with the others of its account, page by page', async () => {
		const { wabaId, id } = bench.number;
		const second = await bench.control.createNumber({ wabaId });
		await bench.control.createNumber();
		const first = await bench.call('GET', `${account()}/phone_numbers?fields=id&limit=1`);
		const { paging } = first.body as { paging: { cursors: { after: string }; next: string } };
		const headers = { authorization: `Bearer ${bench.number.accessTokens[0]}` };
		const next = await (await fetch(paging.next, { headers })).json();
		const { after } = paging.cursors;

		expect(first.body['data']).toEqual([{ id }]);
		expect(next).toEqual({
			data: [{ id: second.id }],
			paging: { cursors: { before: after, after: expect.any(String) as string } },
		});
		expect((await bench.call('GET', `${account()}/phone_numbers`)).body['data']).toEqual([
			{
				verified_name: 'Lucky Shrub',
				code_verification_status: 'VERIFIED',
				display_phone_number: '+15550783881',
				quality_rating: 'GREEN',
				platform_type: 'CLOUD_API',
				throughput: { level: 'STANDARD' },
				id,
			},
			expect.objectContaining({ id: second.id }),
		]);
	});
});

describe('an override', () => {
	const set = (url: string, verifyToken: string | undefined = VERIFY_TOKEN) =>
		bench.call('POST', node(), {
			webhook_configuration: { override_callback_uri: url, verify_token: verifyToken },
		});
	const configuration = async () => {
		return (await bench.call('GET', `${node()}?fields=webhook_configuration`)).body;
	};
	const app = () => ({ application: bench.receiver.url });

	it('of a number is verified at once, then told', async () => {
		const url = `${bench.receiver.url}/mine?a=b`;

		expect(await set(url)).toEqual({ status: 200, body: { success: true } });
		const questions = bench.receiver.verifications.map(({ url: asked }) => ({
			path: asked.pathname,
			...Object.fromEntries(asked.searchParams),
		}));
		expect(questions).toEqual([
			{
				path: '/hook/mine',
				a: 'b',
				'hub.mode': 'subscribe',
				'hub.challenge': expect.stringMatching(/^\d+$/) as string,
				'hub.verify_token': VERIFY_TOKEN,
			},
		]);
		expect(await configuration()).toEqual({
			webhook_configuration: { phone_number: url, ...app() },
			id: bench.number.id,
		});
	});

	it.each([
		['answers another status', '?new', 'wrong', '403; HTTP Message = Forbidden'],
		['does not give the challenge back', '?deaf', VERIFY_TOKEN, '200; HTTP Message = OK'],
	])('is refused when the URL %s, and the old one stays', async (_name, query, token, heard) => {
		const { url } = bench.receiver;
		await set(url);

		expect(await set(`${url}${query}`, token)).toEqual({
			status: 400,
			body: envelope({
				code: 2200,
				message:
					'(#2200) Callback verification failed with the following errors: ' +
					`HTTP Status Code = ${heard}`,
			}),
		});
		expect(await configuration()).toEqual({
			webhook_configuration: { phone_number: url, ...app() },
			id: bench.number.id,
		});
		expect(await bench.control.logOf('override')).toMatchObject([
			{ url, outcome: 'set' },
			{ url: `${url}${query}`, outcome: 'refused' },
		]);
	});

	it('is refused when nobody answers at the URL', async () => {
		expect(await set('http://127.0.0.1:9/')).toMatchObject({
			status: 400,
			body: { error: { code: 2200 } },
		});
	});

	it.each([
		['no URL', 'here'],
		['another scheme', 'ftp://example.com/'],
		['201 characters', `http://127.0.0.1/${'x'.repeat(184)}`],
	])('is refused unasked for %s', async (_name, url) => {
		expect(await set(url)).toEqual({
			status: 400,
			body: envelope({
				code: 100,
				message: '(#100) Param override_callback_uri must be a valid URI.',
			}),
		});
		expect(bench.receiver.verifications).toEqual([]);
	});

	it('is taken away by an empty URL', async () => {
		await set(bench.receiver.url);
		expect(await set('', undefined)).toEqual({ status: 200, body: { success: true } });

		expect(await configuration()).toMatchObject({ webhook_configuration: app() });
		const { id: objectId } = bench.number;
		const change = { kind: 'override', at: NOW, level: 'number', objectId };
		const { url } = bench.receiver;
		expect(await bench.control.log()).toEqual([
			{ ...change, seq: 1, url, outcome: 'set' },
			{ ...change, seq: 2, url: null, outcome: 'removed' },
		]);
	});

	it('of an account comes with the subscription and goes with a plain one', async () => {
		const apps = `${account()}/subscribed_apps`;
		const { url } = bench.receiver;
		const subscription = {
			whatsapp_business_api_data: {
				id: bench.number.appId,
				name: 'Simulated app',
				link: expect.any(String) as string,
			},
		};
		const override = { override_callback_uri: url, verify_token: VERIFY_TOKEN };

		expect(await bench.call('POST', apps, override)).toMatchObject({ status: 200 });
		expect((await bench.call('GET', apps)).body).toEqual({
			data: [{ ...subscription, override_callback_uri: url }],
		});
		expect(await configuration()).toMatchObject({
			webhook_configuration: { whatsapp_business_account: url },
		});
		expect(await bench.call('POST', apps)).toMatchObject({ status: 200 });
		expect((await bench.call('GET', apps)).body).toEqual({ data: [subscription] });
		expect((await bench.call('DELETE', apps)).body).toEqual({ success: true });
		expect((await bench.call('GET', apps)).body).toEqual({ data: [] });
		const changes = await bench.control.logOf('override');
		expect(changes.map(({ level, outcome }) => `${level} ${outcome}`)).toEqual([
			'account set',
			'account removed',
		]);
	});
});

describe('a read receipt', () => {
	const receipt = (changes: JsonObject) =>
		bench.call('POST', `${node()}/messages`, {
			messaging_product: 'whatsapp',
			status: 'read',
			...changes,
		});
	let wamid: string;
	beforeEach(async () => {
		wamid = await bench.control.customerWrites({ customer: '16505551234', text: 'hey' });
	});

	it('is taken, with or without typing', async () => {
		const typing_indicator = { type: 'text' };

		expect(await receipt({ message_id: wamid })).toEqual({
			status: 200,
			body: { success: true },
		});
		await receipt({ message_id: wamid, typing_indicator });
		expect(await bench.control.logOf('receipt')).toMatchObject([
			{ wamid, typing: false },
			{ wamid, typing: true },
		]);
	});

	it('is refused for a message that this number did not receive', async () => {
		const unknown = await receipt({ message_id: 'wamid.unknown' });
		const own = await receipt({ message_id: await bench.sent() });
		const { id: phoneNumberId } = await bench.control.createNumber();
		const text = { customer: '16505551234', text: 'hey', phoneNumberId };
		const foreign = await receipt({ message_id: await bench.control.customerWrites(text) });

		for (const answer of [unknown, own, foreign]) {
			expect(answer).toMatchObject({ status: 400, body: { error: { code: 131009 } } });
		}
	});

	it('is refused more than 30 days after the message', async () => {
		await bench.control.advance(30 * 24 * 60 * 60 * 1000);
		expect(await receipt({ message_id: wamid })).toMatchObject({ status: 200 });
		await bench.control.advance(1);

		expect(await receipt({ message_id: wamid })).toMatchObject({
			body: { error: { code: 131009 } },
		});
	});

	it.each([
		['another status', { status: 'seen' }],
		['no message', {}],
		['another indicator', { message_id: 'wamid.x', typing_indicator: { type: 'audio' } }],
	])('is refused for %s', async (_name, changes: JsonObject) => {
		expect(await receipt(changes)).toMatchObject({
			status: 400,
			body: { error: { code: 100 } },
		});
	});
});
