import {
	CLOUD_RECIPIENT_PACE as PACE,
	tolerance,
} from '../../../src/domain/caps/recipient-pace.ts';
import { forecast, type Standing } from '../../../src/domain/sending-rules.ts';

const NOW = 1_000_000_000;
const HOUR = 3_600_000;

const standing = (changes: Partial<Standing> = {}): Standing => ({
	mode: 'cloud',
	numberState: 'ready',
	windowExpiresAt: NOW + HOUR,
	paceDebt: 0,
	notBefore: NOW,
	expiresAt: NOW + 2 * HOUR,
	...changes,
});

const foretold = (changes: Partial<Standing>) => forecast(standing(changes), PACE, NOW);

it('lets a message go against which nothing speaks', () => {
	expect(foretold({})).toEqual({ verdict: 'sent' });
});

it('refuses free text from the instant at which the window closes', () => {
	expect(foretold({ windowExpiresAt: NOW + 1 })).toEqual({ verdict: 'sent' });
	expect(foretold({ windowExpiresAt: NOW })).toEqual({
		verdict: 'refused',
		reason: 'windowClosed',
	});
	expect(foretold({ windowExpiresAt: null, mode: 'linked' })).toEqual({ verdict: 'sent' });
});

it('refuses what has expired', () => {
	expect(foretold({ expiresAt: NOW })).toEqual({ verdict: 'refused', reason: 'expired' });
});

it('holds back what is not due, and tells until when', () => {
	expect(foretold({ notBefore: NOW + 5 })).toEqual({
		verdict: 'queued',
		reason: 'notBefore',
		until: NOW + 5,
	});
});

it('holds back what would be too fast for the recipient', () => {
	const full = NOW + tolerance(PACE);

	expect(foretold({ paceDebt: full })).toEqual({ verdict: 'sent' });
	expect(foretold({ paceDebt: full + 1 })).toEqual({
		verdict: 'queued',
		reason: 'pacing',
		until: NOW + 1,
	});
});

it.each(['paused', 'offline'] as const)('holds back what a number that is %s has', (state) => {
	const reason = state === 'paused' ? 'numberPaused' : 'numberNotReady';

	expect(foretold({ numberState: state })).toEqual({ verdict: 'queued', reason, until: null });
});

it('judges what waits by the time at which it can go', () => {
	expect(foretold({ notBefore: NOW + HOUR })).toEqual({
		verdict: 'refused',
		reason: 'windowClosed',
	});
});
