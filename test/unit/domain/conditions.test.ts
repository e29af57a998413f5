import { checkConditions } from '../../../src/domain/condition-checks.ts';
import {
	failingCondition,
	isAboutReplies,
	isOwnedByOther,
	type ConditionStanding,
	type SendCondition,
} from '../../../src/domain/conditions.ts';
import { OFFICE_HOURS } from '../../../src/domain/desk/weekly-hours.ts';

/** A Friday, in summer and UTC. */
const NOW = Date.UTC(2026, 6, 17, 12);
const HOUR = 3_600_000;

/** Written to yesterday, never answered; a message that was asked for an hour ago. */
const QUIET: ConditionStanding = {
	askedAt: NOW - HOUR,
	repliedAt: null,
	hasEverWritten: false,
	lastMessageAt: NOW - 24 * HOUR,
	sequenceBeganAt: NOW - 48 * HOUR,
	labels: ['VIP'],
	isLastRead: false,
	status: 'open',
	owner: null,
	actingAgent: null,
	zone: 'Europe/Berlin',
	hours: null,
};

type Row = [string, SendCondition, Partial<ConditionStanding>, boolean];

const MINE: SendCondition = { type: 'noReplySinceMyLastMessage' };
const TWO_HOURS: SendCondition = { type: 'noReplySince', withinMs: 2 * HOUR };
const SEQUENCE: SendCondition = { type: 'noReplyInSequence' };
const NEVER: SendCondition = { type: 'neverReplied' };
const VIP: SendCondition = { type: 'hasLabel', label: 'vip ' };
const NO_VIP: SendCondition = { type: 'lacksLabel', label: 'vip' };
const READ: SendCondition = { type: 'lastMessageRead' };
const UNREAD: SendCondition = { type: 'lastMessageUnread' };
const WAITING: SendCondition = { type: 'statusIs', statuses: ['open', 'pending'] };
const OWN: SendCondition = { type: 'ownerIsMeOrNobody' };

it.each<Row>([
	['nobody ever replied', MINE, {}, true],
	['a reply at the moment of my message', MINE, { repliedAt: NOW - 24 * HOUR }, true],
	['a reply 1 ms after my message', MINE, { repliedAt: NOW - 24 * HOUR + 1 }, false],
	[
		'no message of mine, a reply before I asked',
		MINE,
		{ lastMessageAt: null, repliedAt: NOW - HOUR },
		true,
	],
	[
		'no message of mine, a reply after I asked',
		MINE,
		{ lastMessageAt: null, repliedAt: NOW - HOUR + 1 },
		false,
	],
	['nobody ever replied', TWO_HOURS, {}, true],
	['a reply two hours ago', TWO_HOURS, { repliedAt: NOW - 2 * HOUR }, true],
	['a reply less than two hours ago', TWO_HOURS, { repliedAt: NOW - 2 * HOUR + 1 }, false],
	[
		'a reply long ago that came while it waited',
		TWO_HOURS,
		{ askedAt: NOW - 9 * HOUR, repliedAt: NOW - 8 * HOUR },
		false,
	],
	['nobody ever replied', SEQUENCE, {}, true],
	['a reply at the beginning of the sequence', SEQUENCE, { repliedAt: NOW - 48 * HOUR }, true],
	['a reply 1 ms after its beginning', SEQUENCE, { repliedAt: NOW - 48 * HOUR + 1 }, false],
	['nobody ever wrote', NEVER, {}, true],
	['a reply years ago', NEVER, { repliedAt: 1, hasEverWritten: true }, false],
	['a message in the history alone', NEVER, { hasEverWritten: true }, false],
	['the label, written otherwise', VIP, {}, true],
	['another label', VIP, { labels: ['vip2'] }, false],
	['no label', VIP, { labels: [] }, false],
	['no label', NO_VIP, { labels: [] }, true],
	['the label, written otherwise', NO_VIP, {}, false],
	['read', READ, { isLastRead: true }, true],
	['not read', READ, {}, false],
	['not read', UNREAD, {}, true],
	['read', UNREAD, { isLastRead: true }, false],
	['one of the statuses', WAITING, { status: 'pending' }, true],
	['another status', WAITING, { status: 'resolved' }, false],
	['nobody', OWN, {}, true],
	['me', OWN, { owner: 'Ada@example.com', actingAgent: 'ada@example.com' }, true],
	['another', OWN, { owner: 'bob@example.com', actingAgent: 'ada@example.com' }, false],
	['somebody, and I am nobody', OWN, { owner: 'bob@example.com' }, false],
])('%s: %j with %j is %s', (_what, condition, standing, holds) => {
	const failing = failingCondition([condition], { ...QUIET, ...standing }, NOW);

	expect(failing).toBe(holds ? null : condition.type);
});

// In July Berlin is two hours ahead of UTC.
it.each<[string, number, Partial<typeof OFFICE_HOURS>, boolean]>([
	['Friday 09:00', Date.UTC(2026, 6, 17, 7), {}, true],
	['Friday 08:59:59', Date.UTC(2026, 6, 17, 7) - 1, {}, false],
	['Friday 17:59:59', Date.UTC(2026, 6, 17, 16) - 1, {}, true],
	['Friday 18:00', Date.UTC(2026, 6, 17, 16), {}, false],
	['Saturday noon', Date.UTC(2026, 6, 18, 10), {}, false],
	[
		'Sunday 23:30 UTC, Monday in Berlin',
		Date.UTC(2026, 6, 19, 23, 30),
		{ from: 0, to: 120 },
		true,
	],
	[
		'Friday 23:00 of a night from Friday',
		Date.UTC(2026, 6, 17, 21),
		{ days: [5], from: 1_320, to: 120 },
		true,
	],
	[
		'Saturday 01:59 of a night from Friday',
		Date.UTC(2026, 6, 17, 23, 59),
		{ days: [5], from: 1_320, to: 120 },
		true,
	],
	[
		'Saturday 02:00 of a night from Friday',
		Date.UTC(2026, 6, 18, 0),
		{ days: [5], from: 1_320, to: 120 },
		false,
	],
	[
		'Friday 01:00 of a night from Friday',
		Date.UTC(2026, 6, 16, 23),
		{ days: [5], from: 1_320, to: 120 },
		false,
	],
	[
		'Monday 01:00 of a night from Sunday',
		Date.UTC(2026, 6, 19, 23),
		{ days: [7], from: 1_320, to: 120 },
		true,
	],
	['Friday 23:59 until midnight', Date.UTC(2026, 6, 17, 21, 59), { to: 1_440 }, true],
])('%s: within business hours is %s', (_when, now, hours, holds) => {
	const condition = {
		type: 'withinBusinessHours',
		hours: { ...OFFICE_HOURS, ...hours },
	} as const;

	expect(failingCondition([condition], QUIET, now)).toBe(holds ? null : 'withinBusinessHours');
	const other = { ...condition, type: 'outsideBusinessHours' } as const;
	expect(failingCondition([other], QUIET, now)).toBe(holds ? 'outsideBusinessHours' : null);
});

it.each([
	['no hours', null, true],
	['several hours', [{ days: [6], from: 0, to: 60 }, OFFICE_HOURS], true],
	['hours of another day', [{ days: [6], from: 0, to: 1_440 }], false],
] as const)('takes those of a number with %s: within is %s', (_what, hours, holds) => {
	const own = { ...QUIET, hours };
	// Friday noon.
	const now = Date.UTC(2026, 6, 17, 10);
	const within = { type: 'withinBusinessHours', hours: 'number' } as const;
	const outside = { type: 'outsideBusinessHours', hours: 'number' } as const;

	expect(failingCondition([within], own, now)).toBe(holds ? null : 'withinBusinessHours');
	expect(failingCondition([outside], own, now)).toBe(holds ? 'outsideBusinessHours' : null);
});

it('asks for all of them, and names the first that does not hold', () => {
	expect(failingCondition([MINE, VIP, UNREAD], QUIET, NOW)).toBeNull();
	expect(failingCondition([MINE, READ, NO_VIP], QUIET, NOW)).toBe('lastMessageRead');
	expect(failingCondition([], QUIET, NOW)).toBeNull();
});

it.each([
	[MINE, true],
	[TWO_HOURS, true],
	[SEQUENCE, true],
	[NEVER, true],
	[VIP, false],
	[UNREAD, false],
	[OWN, false],
])('%j is about replies: %s', (condition, isAbout) => {
	expect(isAboutReplies(condition)).toBe(isAbout);
});

it.each([
	[null, null, false],
	[null, 'ada@example.com', false],
	['ada@example.com', ' ADA@example.com', false],
	['ada@example.com', 'bob@example.com', true],
	['ada@example.com', null, true],
])('the owner %j is another than %j: %s', (owner, agent, isOther) => {
	expect(isOwnedByOther(owner, agent)).toBe(isOther);
});

it.each<[SendCondition, string | null, string]>([
	[{ type: 'noReplySince', withinMs: 0 }, null, "The field 'Duration' is no number above 0"],
	[{ type: 'noReplySince', withinMs: NaN }, null, "The field 'Duration' is no number above 0"],
	[{ type: 'hasLabel', label: ' ' }, null, "The field 'Label' is empty"],
	[{ type: 'lacksLabel', label: '' }, null, "The field 'Label' is empty"],
	[{ type: 'statusIs', statuses: [] }, null, "The field 'Status' is empty"],
	[
		SEQUENCE,
		null,
		"The field 'Sequence' is empty, but a condition of 'Send Only If' asks for it",
	],
	[
		{ type: 'withinBusinessHours', hours: { ...OFFICE_HOURS, days: [] } },
		null,
		"The field 'Days' is empty",
	],
	[
		{ type: 'withinBusinessHours', hours: { ...OFFICE_HOURS, to: 540 } },
		null,
		"The field 'To' is the same as 'From'",
	],
])('refuses %j', (condition, sequence, message) => {
	expect(() => checkConditions([MINE, condition], sequence)).toThrow(
		expect.objectContaining({ code: 'invalidInput', message }),
	);
});

it('takes what is right', () => {
	const all = [MINE, TWO_HOURS, SEQUENCE, NEVER, VIP, NO_VIP, READ, UNREAD, WAITING, OWN];
	const hours = { type: 'withinBusinessHours', hours: OFFICE_HOURS } as const;

	expect(() => checkConditions([...all, hours], 'cart')).not.toThrow();
});
