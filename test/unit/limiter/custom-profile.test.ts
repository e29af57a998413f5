import { customProfile, CUSTOM_FIELDS } from '../../../src/limiter/custom-profile.ts';
import { HEALTH } from '../../../src/limiter/health.ts';
import { CLOUD_PROFILE, LINKED_PROFILE } from '../../../src/limiter/profiles.ts';

const HOUR = 3_600_000;
const read = (fields: unknown, base = CLOUD_PROFILE) => customProfile(base, JSON.stringify(fields));
const refusal = (text: string): string => {
	try {
		customProfile(CLOUD_PROFILE, text);
		return 'accepted';
	} catch (error) {
		return (error as Error).message;
	}
};

it('changes nothing if it says nothing', () => {
	expect([read({}), read({}, LINKED_PROFILE)]).toEqual([CLOUD_PROFILE, LINKED_PROFILE]);
});

it('reads every field', () => {
	expect(read(CUSTOM_FIELDS)).toEqual({
		pacing: { perSecond: 20, concurrency: 40 },
		recipient: CLOUD_PROFILE.recipient,
		rules: {
			caps: [
				{ name: 'perHour', counts: 'all', limit: 30, windowMs: HOUR },
				{ name: 'perDay', counts: 'all', limit: 300, windowMs: 24 * HOUR },
				{ name: 'newChatsPerHour', counts: 'newChats', limit: 5, windowMs: HOUR },
				{ name: 'newChatsPerDay', counts: 'newChats', limit: 40, windowMs: 24 * HOUR },
				{ name: 'internalPerHour', counts: 'internal', limit: 60, windowMs: HOUR },
			],
			warmUp: [],
			gap: {
				starts: { minMs: 8_000, maxMs: 25_000 },
				replies: { minMs: 8_000, maxMs: 25_000 },
			},
			unanswered: 2,
			duplicateMs: 24 * HOUR,
			sameTextPerHour: 10,
			quietHours: { from: 1_260, to: 480 },
			health: HEALTH,
		},
	});
});

it('leaves replies out of the caps if told so', () => {
	const { rules } = read(
		{ perHour: 20, repliesCount: false, gapSeconds: [1, 2] },
		LINKED_PROFILE,
	);
	expect([rules.caps[0], rules.gap]).toEqual([
		{ name: 'perHour', counts: 'starts', limit: 20, windowMs: HOUR },
		{ starts: { minMs: 1_000, maxMs: 2_000 }, replies: { minMs: 2_000, maxMs: 6_000 } },
	]);
});

it('takes limits away', () => {
	const nothing = {
		perHour: null,
		perDay: null,
		newChatsPerHour: null,
		newChatsPerDay: null,
		internalPerHour: null,
		gapSeconds: null,
		unanswered: null,
		duplicateHours: null,
		sameTextPerHour: null,
		quietHours: null,
		health: false,
	};
	expect(read(nothing, LINKED_PROFILE).rules).toEqual({
		caps: [],
		warmUp: LINKED_PROFILE.rules.warmUp,
		gap: null,
		unanswered: null,
		duplicateMs: null,
		sameTextPerHour: null,
		quietHours: null,
		health: null,
	});
});

it.each([
	['perHour', [0, -1, 1.5, '30', 1_000_001, true, [], {}]],
	['perSecond', [0, 1_001, null]],
	['repliesCount', ['yes', 1, null]],
	['health', ['no', 0, null]],
	['gapSeconds', [[8], [25, 8], [-1, 8], [8, 3_601], [1, 2, 3], '8-25', 8]],
	['duplicateHours', [0, 721]],
	['quietHours', ['21-8', '24:00-08:00', '21:60-08:00', '08:00-08:00', 21, ['21:00', '08:00']]],
	['perhour', [30]],
	['__proto__x', [1]],
])('names %s when it is wrong', (name, values) => {
	for (const value of values) {
		expect(refusal(JSON.stringify({ [name]: value }))).toContain(`'${name}'`);
	}
});

it.each(['', '30', 'null', '[]', '{"perHour":30', '"x"'])('refuses %p', (text) => {
	expect(refusal(text)).toBe("The field 'Caps' of the credential is not JSON");
});
