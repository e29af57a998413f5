import {
	healthInWords,
	slowedInWords,
	toHealthItem,
} from '../../../nodes/WhatsAppTeam/adapter/items/health-words.ts';
import { addHealthHint, addHeldHint } from '../../../nodes/WhatsAppTeam/adapter/items/hints.ts';
import { LocalTime } from '../../../nodes/WhatsAppTeam/adapter/items/local-time.ts';
import { toLimitItem } from '../../../nodes/WhatsAppTeam/adapter/items/send-item.ts';
import type { Limit, SendResult } from '../../../src/index.ts';

/** 13:00 in Berlin. */
const NOW = Date.UTC(2026, 10, 21, 12);
const HOUR = 3_600_000;
const local = new LocalTime('Europe/Berlin', NOW);

const lowered = { from: 30, reason: 'spam', code: 131048, recoversAt: NOW + 2 * HOUR } as const;
const perHour: Limit = { name: 'perHour', used: 15, cap: 15, resetsAt: NOW + HOUR, lowered };
const paused: Limit = {
	name: 'newChatsPaused',
	used: 0,
	cap: 0,
	resetsAt: NOW + 24 * HOUR,
	lowered: { ...lowered, from: null, recoversAt: NOW + 24 * HOUR },
};
const own: Limit = { name: 'perDay', used: 15, cap: 300, resetsAt: null };

it.each([
	[
		[own, perHour, paused],
		'Slowed because WhatsApp takes messages of the number for spam (131048): 15 per hour instead of 30; recovers at 15:00, step by step; nobody new is written to until tomorrow at 13:00. Replies go all the same.',
	],
	[
		[
			{
				...perHour,
				lowered: { ...lowered, from: null, reason: 'unanswered' as const, code: null },
			},
		],
		'Slowed because few of the new people that the number wrote to have answered: 15 per hour; recovers at 15:00, step by step. Replies go all the same.',
	],
	[
		[own, paused],
		'Slowed because WhatsApp takes messages of the number for spam (131048): nobody new is written to until tomorrow at 13:00. Replies go all the same.',
	],
	[[own], null],
])('says why a number is slowed, and when that ends: %#', (limits, words) => {
	expect(slowedInWords(limits, local)).toBe(words);
});

it('knows what a linked number is told, and what is no failure of one message', () => {
	expect([
		healthInWords({ reason: 'spam', code: 463 }),
		healthInWords({ reason: 'undelivered', code: 131026 }),
		healthInWords({ reason: 'undelivered', code: null }),
	]).toEqual([
		'WhatsApp lets the number begin no chats for a while (463)',
		'many of the last messages of the number reached nobody (131026)',
		'many of the last messages of the number reached nobody',
	]);
});

/** n8n's side, that keeps what it is told. */
const contextOf = () => {
	const hints: { message: string; type?: string }[] = [];
	return {
		hints,
		getTimezone: () => 'Europe/Berlin',
		addExecutionHints: (...all: { message: string; type?: string }[]) =>
			void hints.push(...all),
	};
};

it('warns once for numbers that are slowed alike, and not for those that are well', () => {
	const context = contextOf();
	addHealthHint(
		context,
		new Map([
			['n1', [perHour]],
			['n2', [perHour]],
			['n3', [own]],
		]),
		NOW,
	);

	expect(context.hints).toEqual([
		{
			message: expect.stringContaining('15 per hour instead of 30') as string,
			location: 'outputPane',
			type: 'warning',
		},
	]);
});

it.each([
	['cap:newChatsPaused', 'Held because nobody new is written to for now'],
	['cap:marketingRecipient', 'Held because Meta spares the customers marketing for a day'],
	['cap:perHour', 'Slowed by the cap of 15 per hour'],
])('says what %s means where a message waits for it', (reason, words) => {
	const context = contextOf();
	const outcome = { state: 'queued', reason, until: NOW + HOUR, number: { id: 'n1' } };
	const result = { kind: 'outcome', deduplicated: false, outcome } as unknown as SendResult;
	addHeldHint(context, [result], new Map([['n1', [perHour, paused]]]), NOW);

	expect(context.hints[0]?.message).toBe(
		`${words}: 1 message waits, it goes at 14:00. What waits goes by itself.`,
	);
});

it('shows in an item what lowers a cap, and how a number stands', () => {
	expect(toLimitItem(perHour)).toEqual({
		name: 'perHour',
		used: 15,
		cap: 15,
		resetsAt: '2026-11-21T13:00:00.000Z',
		lowered: {
			from: 30,
			reason: 'spam',
			explanation:
				'It is lower because WhatsApp takes messages of the number for spam (131048).',
			recoversAt: '2026-11-21T14:00:00.000Z',
		},
	});
	expect(toLimitItem(own)).not.toHaveProperty('lowered');
	expect(
		toHealthItem({
			share: '1/4',
			reason: 'undelivered',
			code: 131026,
			since: NOW,
			recoversAt: NOW + HOUR,
			wellAt: NOW + 2 * HOUR,
			newChatsPausedUntil: null,
		}),
	).toEqual({
		share: '1/4',
		reason: 'undelivered',
		code: 131026,
		explanation:
			'It sends less because many of the last messages of the number reached nobody (131026).',
		since: '2026-11-21T12:00:00.000Z',
		recoversAt: '2026-11-21T13:00:00.000Z',
		wellAt: '2026-11-21T14:00:00.000Z',
		newChatsPausedUntil: null,
	});
	expect(Object.values(toHealthItem(null)).filter((value) => value !== null)).toEqual(['1']);
});
