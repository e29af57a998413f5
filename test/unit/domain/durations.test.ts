import { durationsOf } from '../../../src/domain/durations.ts';

it.each([
	[[], { count: 0, medianMs: null, p90Ms: null }],
	[[7], { count: 1, medianMs: 7, p90Ms: 7 }],
	[[9, 1], { count: 2, medianMs: 1, p90Ms: 9 }],
	[[3, 1, 2], { count: 3, medianMs: 2, p90Ms: 3 }],
	[[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], { count: 10, medianMs: 5, p90Ms: 9 }],
	[[11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1], { count: 11, medianMs: 6, p90Ms: 10 }],
])('of %j', (times, expected) => {
	expect(durationsOf(times)).toEqual(expected);
});
