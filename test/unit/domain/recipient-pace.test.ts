import {
	CLOUD_RECIPIENT_PACE as PACE,
	nextAllowedAt,
	spend,
	tolerance,
} from '../../../src/domain/caps/recipient-pace.ts';

const NOW = Date.UTC(2026, 10, 20, 12, 0, 0);

/** Sends as many messages at `now` as are allowed, and gives their number and the debt after. */
function sendAll(debt: number, now: number): { readonly sent: number; readonly debt: number } {
	let [sent, left] = [0, debt];
	while (nextAllowedAt(PACE, left) <= now) {
		left = spend(PACE, left, now);
		sent += 1;
	}
	return { sent, debt: left };
}

it('is Meta’s: one message every six seconds, 45 at once', () => {
	expect(PACE).toEqual({ intervalMs: 6_000, burst: 45 });
});

it('allows 45 messages at once, and the 46th six seconds later to the millisecond', () => {
	const { sent, debt } = sendAll(0, NOW);

	expect([sent, nextAllowedAt(PACE, debt) - NOW]).toEqual([45, 6_000]);
});

it('allows one more for every six seconds that pass', () => {
	const { debt } = sendAll(0, NOW);

	expect(
		[5_999, 6_000, 11_999, 12_000, 60_000].map((ms) => sendAll(debt, NOW + ms).sent),
	).toEqual([0, 1, 1, 2, 10]);
});

it('never allows more than the burst, however long the silence', () => {
	const { debt } = sendAll(0, NOW);
	const waits = [269_999, 270_000, 3_600_000, 365 * 86_400_000];

	expect(waits.map((ms) => sendAll(debt, NOW + ms).sent)).toEqual([44, 45, 45, 45]);
});

it('never lets more out in an hour than the burst and 600', () => {
	let [debt, total] = [0, 0];
	for (let ms = 0; ms <= 3_600_000; ms += 1_000) {
		const step = sendAll(debt, NOW + ms);
		debt = step.debt;
		total += step.sent;
	}

	expect(total).toBe(645);
});

it('counts a first message as one', () => {
	expect(spend(PACE, 0, NOW)).toBe(NOW + 6_000);
});

it('allows the steady rate alone where there is no burst', () => {
	const strict = { intervalMs: 1_000, burst: 1 };

	expect([tolerance(strict), nextAllowedAt(strict, spend(strict, 0, NOW))]).toEqual([
		0,
		NOW + 1_000,
	]);
});
