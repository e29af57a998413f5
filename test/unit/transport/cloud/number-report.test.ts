import { problem } from '../../../../src/domain/problem.ts';
import type { GraphAnswer, GraphClient } from '../../../../src/transport/cloud/graph-client.ts';
import {
	cloudInspector,
	listNumbers,
	successOf,
} from '../../../../src/transport/cloud/number-report.ts';
import { graphError } from '../../support/graph-server.ts';

type Json = Readonly<Record<string, unknown>>;

/** A client that gives one answer and keeps what it was asked. */
function clientThatSays(answer: GraphAnswer | Json): GraphClient & { readonly asked: string[] } {
	const asked: string[] = [];
	return {
		asked,
		call(method, path) {
			asked.push(`${method} ${path}`);
			const isAnswer = 'kind' in answer;
			return Promise.resolve(
				isAnswer
					? (answer as GraphAnswer)
					: { kind: 'answered', status: 200, body: answer },
			);
		},
		close: () => undefined,
	};
}

const NUMBER = {
	id: '501',
	display_phone_number: '+1 555-078-3881',
	verified_name: 'Acme',
	status: 'CONNECTED',
	code_verification_status: 'VERIFIED',
	platform_type: 'CLOUD_API',
	quality_rating: 'GREEN',
	throughput: { level: 'STANDARD' },
};

const inspectNumber = (changes: Json = {}) =>
	cloudInspector(clientThatSays({ ...NUMBER, ...changes }), '501').inspect();

it('reads what Meta says of a number', async () => {
	expect(await inspectNumber()).toMatchObject({
		phoneNumberId: '501',
		phone: '+15550783881',
		displayPhone: '+1 555-078-3881',
		verifiedName: 'Acme',
		state: 'ready',
		advice: null,
		quality: 'GREEN',
		perSecond: 80,
	});
});

it('asks for every field by name, because Meta gives few by itself', async () => {
	const client = clientThatSays(NUMBER);
	await cloudInspector(client, '501').inspect();

	expect(client.asked).toEqual([
		'GET 501?fields=id,display_phone_number,verified_name,status,code_verification_status,platform_type,quality_rating,throughput,is_on_biz_app,name_status,whatsapp_business_manager_messaging_limit,account_mode,is_pin_enabled,webhook_configuration,health_status',
	]);
});

it('asks again for the common fields where an API does not know all of them', async () => {
	const asked: string[] = [];
	const message = '(#100) Tried accessing nonexisting field (health_status) on node type (X)';
	const client: GraphClient = {
		call(_method, path) {
			asked.push(path);
			const isKnown = !path.includes('health_status');
			const body = isKnown ? NUMBER : { error: { code: 100, message } };
			return Promise.resolve({ kind: 'answered', status: isKnown ? 200 : 400, body });
		},
		close: () => undefined,
	};

	expect((await cloudInspector(client, '501').inspect()).state).toBe('ready');
	expect(asked).toHaveLength(2);
});

it('reads what Meta says in its own words, down to why messages are blocked', async () => {
	const { facts } = await inspectNumber({
		name_status: 'APPROVED',
		whatsapp_business_manager_messaging_limit: 'TIER_2K',
		account_mode: 'LIVE',
		is_pin_enabled: true,
		webhook_configuration: {
			phone_number: 'https://a.example',
			application: 'https://b.example',
		},
		health_status: {
			can_send_message: 'BLOCKED',
			entities: [
				{ entity_type: 'PHONE_NUMBER', id: '501', can_send_message: 'AVAILABLE' },
				{
					entity_type: 'WABA',
					id: '102',
					can_send_message: 'BLOCKED',
					errors: [
						{
							error_code: 141006,
							error_description: 'No payment method',
							possible_solution: 'Add one',
						},
						'?',
					],
				},
				{
					entity_type: 'BUSINESS',
					id: '203',
					can_send_message: 'LIMITED',
					additional_info: ['Not verified', 7],
				},
				{ id: '9' },
				null,
			],
		},
	});

	expect(facts).toEqual({
		status: 'CONNECTED',
		verification: 'VERIFIED',
		nameStatus: 'APPROVED',
		platform: 'CLOUD_API',
		quality: 'GREEN',
		throughput: 'STANDARD',
		messagingLimit: 'TIER_2K',
		accountMode: 'LIVE',
		isOnApp: false,
		hasPin: true,
		portfolioId: '203',
		webhooks: { number: 'https://a.example', account: null, app: 'https://b.example' },
		health: [
			{ type: 'PHONE_NUMBER', id: '501', canSend: 'AVAILABLE', issues: [] },
			{
				type: 'WABA',
				id: '102',
				canSend: 'BLOCKED',
				issues: [{ code: 141006, text: 'No payment method', solution: 'Add one' }],
			},
			{
				type: 'BUSINESS',
				id: '203',
				canSend: 'LIMITED',
				issues: [{ code: null, text: 'Not verified', solution: null }],
			},
		],
	});
});

it.each([
	['CONNECTED', 'VERIFIED', 'ready', null],
	['FLAGGED', 'VERIFIED', 'ready', /quality is low/],
	['PENDING', 'VERIFIED', 'verified', /register it with its six-digit PIN/],
	['PENDING', 'NOT_VERIFIED', 'pending', /request a code by SMS or voice/],
	['PENDING', 'EXPIRED', 'pending', /not verified/],
	['PENDING', undefined, 'pending', /not verified/],
	['UNVERIFIED', 'UNVERIFIED', 'pending', /not verified/],
	['RESTRICTED', 'VERIFIED', 'restricted', /Account Quality/],
	['RATE_LIMITED', 'VERIFIED', 'restricted', /Account Quality/],
	['BANNED', 'VERIFIED', 'banned', /banned/],
	['DISCONNECTED', 'VERIFIED', 'offline', /register it again/],
	['MIGRATED', 'VERIFIED', 'offline', /register it again/],
	['DELETED', 'VERIFIED', 'offline', /register it again/],
	['UNKNOWN', 'VERIFIED', 'unknown', null],
	['SOMETHING_NEW', 'VERIFIED', 'unknown', null],
	[undefined, undefined, 'unknown', null],
	[7, [], 'unknown', null],
])('%s with code %s is %s', async (status, code_verification_status, state, advice) => {
	const report = await inspectNumber({ status, code_verification_status });

	expect(report.state).toBe(state);
	if (advice === null) expect(report.advice).toBe(null);
	else expect(report.advice).toMatch(advice);
});

it.each([
	[{ throughput: { level: 'HIGH' } }, 1_000],
	[{ throughput: { level: 'STANDARD' } }, 80],
	[{ throughput: { level: 'NOT_APPLICABLE' } }, 80],
	[{ throughput: undefined }, 80],
	[{ is_on_biz_app: true }, 20],
	[{ is_on_biz_app: true, throughput: { level: 'HIGH' } }, 20],
])('%j may send %d per second', async (changes, perSecond) => {
	expect((await inspectNumber(changes)).perSecond).toBe(perSecond);
});

it('reads a number of which Meta says next to nothing', async () => {
	const client = clientThatSays({ id: '501' });

	expect(await cloudInspector(client, '501').inspect()).toMatchObject({
		phoneNumberId: '501',
		phone: null,
		displayPhone: '',
		verifiedName: null,
		state: 'unknown',
		advice: null,
		quality: null,
		perSecond: 80,
	});
});

it('lists the numbers of an account, and leaves out what it cannot read', async () => {
	const data = [
		{ id: '501', display_phone_number: '+1 555' },
		{ id: '502' },
		null,
		{ id: '503', display_phone_number: '+2 555' },
	];
	const client = clientThatSays({ data });

	expect([await listNumbers(client, '900'), client.asked]).toEqual([
		[
			{ id: '501', displayPhone: '+1 555' },
			{ id: '503', displayPhone: '+2 555' },
		],
		['GET 900/phone_numbers?fields=id,display_phone_number&limit=25'],
	]);
});

describe('an answer that is no success', () => {
	const AWAY =
		'Waiting may help. Check the network of the n8n server, and the base URL in the credential.';
	const away = (reason: string) =>
		problem('remoteUnreachable', `The Graph API could not be reached (${reason})`, AWAY, {
			retryAfterMs: 10_000,
		});
	const thrownBy = (answer: GraphAnswer): unknown => {
		try {
			return successOf(answer);
		} catch (error) {
			return { ...(error as Error), message: (error as Error).message };
		}
	};
	const shown = (error: Error) => ({ ...error, message: error.message });

	it.each<[string, GraphAnswer, string]>([
		['never left', { kind: 'neverLeft', reason: 'ECONNREFUSED' }, 'ECONNREFUSED'],
		['is unknown', { kind: 'unknown', reason: 'HTTP 502' }, 'HTTP 502'],
		['has no error in it', { kind: 'answered', status: 500, body: {} }, 'HTTP 500'],
		[
			'passes by itself',
			{ kind: 'answered', status: 500, body: graphError(2, { message: '' }) },
			'The Graph API is down or overloaded',
		],
	])('says that Meta is away when it %s', (_what, answer, reason) => {
		expect(thrownBy(answer)).toEqual(shown(away(reason)));
	});

	it('says what Meta refused and what to do', () => {
		const refused = { kind: 'answered', status: 401, body: graphError(190) } as const;

		expect(thrownBy(refused)).toEqual(
			shown(
				problem(
					'remoteRefused',
					'The access token has expired or was revoked (Something)',
					'Create a permanent token for a system user in Meta Business Settings and put it into the credential.',
				),
			),
		);
	});

	it('is a success in every other case', () => {
		expect(successOf({ kind: 'answered', status: 200, body: { success: true } })).toEqual({
			success: true,
		});
	});
});
