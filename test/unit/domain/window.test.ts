import { isWindowOpen, windowExpiry } from '../../../src/domain/window.ts';

const WRITTEN = Date.UTC(2026, 10, 20, 12, 0, 0);
const DAY = 86_400_000;

it('closes 24 hours after the customer wrote', () => {
	expect(windowExpiry(WRITTEN)).toBe(WRITTEN + DAY);
});

it('is open to the last millisecond, and closed at the instant of expiry', () => {
	const expiresAt = windowExpiry(WRITTEN);
	const instants = [WRITTEN, expiresAt - 1, expiresAt, expiresAt + 1];

	expect(instants.map((now) => isWindowOpen(expiresAt, now))).toEqual([true, true, false, false]);
});

it('is closed where nobody ever wrote', () => {
	expect(isWindowOpen(null, WRITTEN)).toBe(false);
});
