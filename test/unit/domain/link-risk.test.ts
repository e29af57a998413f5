import {
	isConnected,
	isNewLink,
	LINK_ENDS_MS,
	linkRisk,
	riskInWords,
	stateAtRisk,
} from '../../../src/domain/number/link-risk.ts';
import type { NumberState } from '../../../src/domain/number/number.ts';
import { DAY_MS } from '../../../src/domain/settings.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
const after = (days: number, ms = 0) => NOON + days * DAY_MS + ms;

describe('the risk of a link whose phone is away', () => {
	const riskAt = (now: number) => linkRisk({ phoneSeenAt: NOON, connectedAt: now }, now);

	it.each([
		[after(0), null],
		[after(10, -1), null],
		[after(10), 10],
		[after(11), 10],
		[after(12, -1), 10],
		[after(12), 12],
		[after(13, -1), 12],
		[after(13), 13],
		[after(14), 13],
		[after(400), 13],
	])('at %d is that of day %p', (now, day) => {
		expect(riskAt(now)?.day ?? null).toBe(day);
	});

	it('ends after 14 days', () => {
		expect(riskAt(after(10))).toEqual({ away: 'phone', day: 10, endsAt: after(14) });
		expect(LINK_ENDS_MS).toBe(14 * 24 * 3_600_000);
	});
});

describe('the risk of a link', () => {
	it('is that of the one who has been away the longer', () => {
		const now = after(13);

		expect(linkRisk({ phoneSeenAt: after(1), connectedAt: NOON }, now)).toEqual({
			away: 'n8n',
			day: 13,
			endsAt: after(14),
		});
		expect(linkRisk({ phoneSeenAt: NOON, connectedAt: after(1) }, now)?.away).toBe('phone');
	});

	it('is none if the clock has gone back', () => {
		expect(linkRisk({ phoneSeenAt: NOON, connectedAt: NOON }, after(-30))).toBeNull();
	});
});

describe('the words of a risk', () => {
	it('count whole days and say when the link ends', () => {
		const words = riskInWords({ away: 'phone', day: 10, endsAt: after(14) }, after(11, -1));

		expect(words).toEqual({
			name: 'phoneAway',
			code: 0,
			message: 'The phone of this number has given no sign of life for 10 days',
			advice: 'Connect it to the internet and open WhatsApp on it. On 2026-12-04 12:00 UTC WhatsApp ends the link; then the number has to be linked anew.',
		});
	});

	it('do not promise what is over', () => {
		const { message, advice } = riskInWords(
			{ away: 'n8n', day: 13, endsAt: after(14) },
			after(14),
		);

		expect(message).toContain('14 days');
		expect(advice).toContain('WhatsApp may have ended the link');
	});
});

const STATES: readonly NumberState[] = [
	'pending',
	'verified',
	'unlinked',
	'linking',
	'ready',
	'degraded',
	'at_risk',
	'offline',
	'restricted',
	'logged_out',
	'banned',
	'paused',
	'unknown',
];

describe('the state of a number at risk', () => {
	const risk = { away: 'phone', day: 10, endsAt: after(14) } as const;

	it('is at risk if it is ready or connects again, and else what it is', () => {
		expect(STATES.filter((state) => stateAtRisk(state, risk) !== state)).toEqual([
			'ready',
			'degraded',
		]);
		expect(stateAtRisk('ready', risk)).toBe('at_risk');
		expect(stateAtRisk('ready', null)).toBe('ready');
	});

	it('is connected when it is ready or restricted', () => {
		expect(STATES.filter(isConnected)).toEqual(['ready', 'restricted']);
	});

	it('comes of a new link only after one of no link', () => {
		const from = STATES.filter((state) => isNewLink(state, 'degraded'));
		const to = STATES.filter((state) => isNewLink('linking', state));

		expect(from).toEqual([
			'pending',
			'verified',
			'unlinked',
			'linking',
			'logged_out',
			'unknown',
		]);
		expect(to).toEqual(['ready', 'degraded', 'at_risk', 'restricted']);
	});
});
