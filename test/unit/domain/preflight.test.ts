import type { HealthEntity } from '../../../src/domain/number/number-facts.ts';
import { peoplePerDay } from '../../../src/domain/number/number-facts.ts';
import {
	firstStep,
	isReady,
	preflight,
	type PreflightInput,
} from '../../../src/domain/number/preflight.ts';
import { facts } from '../../contract/store/support/facts.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
const DAY = 86_400_000;

const WELL: readonly HealthEntity[] = ['PHONE_NUMBER', 'WABA', 'BUSINESS', 'APP'].map((type) => ({
	type,
	id: '1',
	canSend: 'AVAILABLE',
	issues: [],
}));
const well = facts({ messagingLimit: 'TIER_2K', health: WELL });

const BOTH = ['whatsapp_business_management', 'whatsapp_business_messaging'];

function input(given: Partial<PreflightInput> = {}): PreflightInput {
	return {
		state: 'ready',
		facts: well,
		isPaused: false,
		receiver: 'ours',
		isSubscribed: true,
		token: { isValid: true, expiresAt: null, scopes: BOTH },
		templates: { approved: 3, pending: 1, stopped: 0, hasMore: false },
		limits: [{ name: 'perDay', used: 4, cap: 10 }],
		doCredentialsDiffer: false,
		now: NOON,
		...given,
	};
}

const found = (given: Partial<PreflightInput>, check: string) => {
	const one = preflight(input(given)).find((entry) => entry.check === check);
	return one === undefined ? undefined : [one.result, one.detail, one.nextStep];
};
const issue = (type: string, canSend: string, code: number | null = null) =>
	WELL.map((entity) =>
		entity.type === type
			? { ...entity, canSend, issues: [{ code, text: 'Why', solution: null }] }
			: entity,
	);

test('a number in order passes everything', () => {
	const checks = preflight(input());

	expect(checks.map(({ check, result }) => [check, result])).toEqual(
		[
			'status',
			'verification',
			'payment',
			'business',
			'number',
			'account',
			'app',
			'pin',
			'name',
			'quality',
			'messagingLimit',
			'throughput',
			'webhook',
			'subscription',
			'token',
			'permissions',
			'templates',
			'caps',
		].map((check) => [check, 'pass']),
	);
	expect(checks.every(({ nextStep }) => nextStep === null)).toBe(true);
	expect(isReady(checks)).toBe(true);
	expect(firstStep(checks)).toMatch(/^Nothing is missing/);
});

test.each<[string, 'warn' | 'fail', Partial<PreflightInput>]>([
	['status', 'fail', { state: 'verified' }],
	['status', 'fail', { state: 'restricted' }],
	['status', 'fail', { state: 'banned' }],
	['status', 'warn', { facts: { ...well, status: 'FLAGGED' } }],
	[
		'verification',
		'fail',
		{ state: 'pending', facts: { ...well, verification: 'NOT_VERIFIED' } },
	],
	['paused', 'fail', { isPaused: true }],
	['payment', 'fail', { facts: { ...well, health: issue('WABA', 'BLOCKED', 141006) } }],
	['business', 'fail', { facts: { ...well, health: issue('BUSINESS', 'BLOCKED', 141010) } }],
	['business', 'warn', { facts: { ...well, health: issue('BUSINESS', 'LIMITED') } }],
	['account', 'fail', { facts: { ...well, health: issue('WABA', 'BLOCKED') } }],
	['app', 'warn', { facts: { ...well, health: issue('APP', 'LIMITED') } }],
	['number', 'fail', { facts: { ...well, health: issue('PHONE_NUMBER', 'BLOCKED') } }],
	['payment', 'warn', { facts: { ...well, health: [] } }],
	['pin', 'warn', { facts: { ...well, hasPin: false } }],
	['name', 'warn', { facts: { ...well, nameStatus: 'DECLINED' } }],
	['name', 'warn', { facts: { ...well, nameStatus: 'PENDING_REVIEW' } }],
	['quality', 'warn', { facts: { ...well, quality: 'YELLOW' } }],
	['quality', 'warn', { facts: { ...well, quality: 'RED' } }],
	['webhook', 'warn', { receiver: 'other' }],
	['webhook', 'warn', { receiver: 'nowhere' }],
	['subscription', 'fail', { isSubscribed: false }],
	['subscription', 'warn', { isSubscribed: null }],
	['token', 'fail', { token: { isValid: false, expiresAt: null, scopes: BOTH } }],
	['token', 'fail', { token: { isValid: true, expiresAt: NOON, scopes: BOTH } }],
	['token', 'warn', { token: { isValid: true, expiresAt: NOON + 7 * DAY - 1, scopes: BOTH } }],
	['token', 'warn', { token: null }],
	['permissions', 'fail', { token: { isValid: true, expiresAt: null, scopes: BOTH.slice(1) } }],
	['templates', 'warn', { templates: null }],
	['templates', 'warn', { templates: { approved: 0, pending: 1, stopped: 2, hasMore: false } }],
	['caps', 'warn', { limits: [{ name: 'perDay', used: 10, cap: 10 }] }],
	['caps', 'warn', { doCredentialsDiffer: true }],
])('%s can be a %s', (check, result, given) => {
	const [said, detail, nextStep] = found(given, check) ?? [];

	expect(said).toBe(result);
	expect(detail).toMatch(/\w/);
	expect(nextStep).toMatch(/\w.*[.:]/);
	const checks = preflight(input(given));
	expect(isReady(checks)).toBe(result !== 'fail');
	expect(checks.map((one) => one.nextStep)).toContain(firstStep(checks));
});

test('what is at its edge still passes', () => {
	const token = { isValid: true, expiresAt: NOON + 7 * DAY, scopes: BOTH };
	expect(found({ token }, 'token')?.[0]).toBe('pass');
	expect(found({ limits: [{ name: 'perDay', used: 9, cap: 10 }] }, 'caps')).toEqual([
		'pass',
		'1 left of 10 per day',
		null,
	]);
	expect(
		found({ state: 'ready', facts: { ...well, verification: 'EXPIRED' } }, 'verification')?.[0],
	).toBe('pass');
});

test('the first step is that of what fails, before what is only warned of', () => {
	const checks = preflight(
		input({ isSubscribed: false, facts: { ...well, quality: 'RED' }, state: 'pending' }),
	);

	expect(firstStep(checks)).toMatch(/Run 'Request Code'/);
});

test.each([
	['TIER_250', 250],
	['TIER_2K', 2_000],
	['TIER_10K', 10_000],
	['TIER_100K', 100_000],
	['TIER_UNLIMITED', null],
	['TIER_NOT_SET', null],
	[null, null],
])('%s is %p people a day', (tier, people) => {
	expect(peoplePerDay(tier)).toBe(people);
});
