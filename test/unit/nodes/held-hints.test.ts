import { addHeldHint, addPreviewHint } from '../../../nodes/WhatsAppTeam/adapter/items/hints.ts';
import type { PreviewItem } from '../../../nodes/WhatsAppTeam/adapter/items/preview-item.ts';
import type { Limit, SendResult } from '../../../src/index.ts';

/** 13:00 in Berlin. */
const NOW = Date.UTC(2026, 10, 21, 12);
const HOUR = 3_600_000;
const GO = 'What waits goes by itself.';

/** n8n's side, that keeps what it is told. */
const contextIn = (zone: string) => {
	const hints: string[] = [];
	return {
		hints,
		getTimezone: () => zone,
		addExecutionHints: (...all: { message: string }[]) =>
			void hints.push(...all.map(({ message }) => message)),
	};
};

const queued = (reason: string, until: number | null): SendResult =>
	({
		kind: 'outcome',
		deduplicated: false,
		outcome: { state: 'queued', reason, until, number: { id: 'n1' } },
	}) as unknown as SendResult;
const sent = {
	kind: 'outcome',
	deduplicated: false,
	outcome: { state: 'sent', reason: null, until: null, number: { id: 'n1' } },
} as unknown as SendResult;

const limits = new Map<string, readonly Limit[]>([
	['n1', [{ name: 'perHour', used: 30, cap: 30, resetsAt: NOW + HOUR }]],
]);

const heldHint = (results: readonly SendResult[], zone = 'Europe/Berlin') => {
	const context = contextIn(zone);
	addHeldHint(context, results, limits, NOW);
	return context.hints;
};

it('says which cap slows how many messages, and when the first and the last go', () => {
	const many = Array.from({ length: 40 }, (_, n) =>
		queued('cap:perHour', NOW + HOUR + n * 60_000),
	);

	expect(heldHint([sent, ...many])).toEqual([
		`Slowed by the cap of 30 per hour: 40 messages wait, the next goes at 14:00, the last at 14:39. ${GO}`,
	]);
	expect(heldHint(many, 'America/New_York')[0]).toContain('the next goes at 08:00');
});

it('says nothing where nothing waits', () => {
	expect(heldHint([sent])).toEqual([]);
	expect(heldHint([])).toEqual([]);
});

it.each([
	[[queued('pacing', NOW + 60_000)], `1 message waits, it goes at 13:01. ${GO}`],
	[
		[queued('quietHours', NOW + 19 * HOUR)],
		`Held until the quiet hours are over: 1 message waits, it goes tomorrow at 08:00. ${GO}`,
	],
	[
		[queued('cap:perHour', NOW + 48 * HOUR)],
		`Slowed by the cap of 30 per hour: 1 message waits, it goes on 23 Nov at 13:00. ${GO}`,
	],
	[
		[queued('cap:unanswered', null), queued('cap:unanswered', null)],
		`Held until the customers answer: 2 messages wait. ${GO}`,
	],
	[
		[queued('cap:sameTextPerHour', NOW + HOUR), queued('cap:unanswered', null)],
		`Slowed because the same text goes to many people: 2 messages wait, the next goes at 14:00, the last at 14:00. ${GO} Of some it is not known when.`,
	],
	[[queued('numberPaused', null)], `Held because the number is paused: 1 message waits. ${GO}`],
])('says what holds %j', (results, message) => {
	expect(heldHint(results)).toEqual([message]);
});

const item = (verdict: string, until: number | null = null) =>
	({ verdict, until: until === null ? null : new Date(until).toISOString() }) as PreviewItem;
const previewHint = (items: readonly PreviewItem[], zone = 'Europe/Berlin') => {
	const context = contextIn(zone);
	addPreviewHint(context, items, NOW);
	return context.hints;
};

it('says how a campaign would be spread over the days', () => {
	const items = [
		...Array.from({ length: 12 }, () => item('sent')),
		...Array.from({ length: 400 }, (_, n) => item('queued', NOW + 60_000 + n * 60_000)),
		...Array.from({ length: 88 }, (_, n) => item('queued', NOW + 20 * HOUR + n)),
		item('queued', NOW + 44 * HOUR),
		item('queued'),
		item('refused'),
		item('skipped'),
	];

	expect(previewHint(items)).toEqual([
		'If they were sent now, of 504 messages: 412 today, 88 tomorrow from 09:00, 1 on 23 Nov from 09:00, 1 later, nobody knows when, 2 not at all.',
	]);
	expect(previewHint(items.slice(412, 413), 'Asia/Tokyo')).toEqual([
		'If they were sent now, of 1 message: 1 tomorrow from 17:00.',
	]);
	expect(previewHint([])).toEqual([]);
});
