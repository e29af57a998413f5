import { isOutdated } from '../../../src/domain/consent.ts';

const NOON = Date.UTC(2026, 10, 20, 12);

it.each([
	['nothing was said', null, NOON, false],
	['later', NOON, NOON + 1_000, false],
	['in the same second, by a clock without fractions', NOON + 999, NOON, false],
	['a second before', NOON, NOON - 1, true],
	['a second before, late in it', NOON + 1_000, NOON + 999, true],
])('%s: what was said at %j is newer than %j: %s', (_what, knownAt, saidAt, outdated) => {
	expect(isOutdated(saidAt, knownAt)).toBe(outdated);
});
