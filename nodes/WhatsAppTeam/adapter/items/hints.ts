import type { IExecuteFunctions } from 'n8n-workflow';
import {
	capInWords,
	isOwnedByOther,
	type Draft,
	type Limit,
	type SendResult,
} from '../../../../src/index.ts';
import { slowedInWords } from './health-words.ts';
import { LocalTime } from './local-time.ts';
import type { PreviewItem } from './preview-item.ts';

type Context = Pick<IExecuteFunctions, 'addExecutionHints' | 'getTimezone'>;

/**
 * Says above the output that messages wait, what slows them, and when they go.
 *
 * @param limits the caps by the id of their number
 * @param now only for tests
 */
export function addHeldHint(
	context: Context,
	results: readonly SendResult[],
	limits: ReadonlyMap<string, readonly Limit[]> = new Map(),
	now = Date.now(),
): void {
	const held = results.flatMap((result) =>
		result.kind === 'outcome' && result.outcome.state === 'queued' ? [result.outcome] : [],
	);
	if (held.length === 0) return;
	const reasons = held.map(({ reason, number }) => {
		const limit = limits.get(number.id)?.find(({ name }) => reason === `cap:${name}`);
		return slowedBy(reason, limit);
	});
	const times = held.flatMap(({ until }) => (until === null ? [] : [until]));
	const slow = mostFrequent(reasons);
	const waits = held.length === 1 ? '1 message waits' : `${held.length} messages wait`;
	const when = times.length === 0 ? '' : `, ${whenTheyGo(times, held.length, context, now)}`;
	const rest =
		times.length > 0 && times.length < held.length ? ' Of some it is not known when.' : '';
	add(context, `${slow === '' ? '' : `${slow}: `}${waits}${when}. ${GO_BY_THEMSELVES}${rest}`);
}

const GO_BY_THEMSELVES = 'What waits goes by itself.';

/**
 * Says above the output that numbers send less than their caps allow, why, and when that ends.
 *
 * @param limits the caps by the id of their number
 * @param now only for tests
 */
export function addHealthHint(
	context: Context,
	limits: ReadonlyMap<string, readonly Limit[]>,
	now = Date.now(),
): void {
	const local = new LocalTime(context.getTimezone(), now);
	const slowed = [...limits.values()].flatMap((each) => slowedInWords(each, local) ?? []);
	for (const message of new Set(slowed)) {
		context.addExecutionHints({ message, location: 'outputPane', type: 'warning' });
	}
}

/** Says what would become of all messages: `412 today, 88 tomorrow from 09:00`. */
export function addPreviewHint(
	context: Context,
	items: readonly PreviewItem[],
	now = Date.now(),
): void {
	if (items.length === 0) return;
	const local = new LocalTime(context.getTimezone(), now);
	const days = new Map<string, { count: number; from: number }>();
	let [unknown, refused] = [0, 0];
	for (const { verdict, until } of items) {
		if (verdict !== 'sent' && verdict !== 'queued') {
			refused += 1;
			continue;
		}
		const time = until === null ? now : Date.parse(until);
		if (verdict === 'queued' && until === null) {
			unknown += 1;
			continue;
		}
		const day = local.day(time);
		const known = days.get(day) ?? { count: 0, from: time };
		days.set(day, { count: known.count + 1, from: Math.min(known.from, time) });
	}
	const parts = [...days]
		.sort(([, a], [, b]) => a.from - b.from)
		.map(([day, { count, from }]) => {
			const when = /^to/.test(day) ? day : `on ${day}`;
			return from - now < SOON_MS
				? `${count} ${when}`
				: `${count} ${when} from ${local.clock(from)}`;
		});
	if (unknown > 0) parts.push(`${unknown} later, nobody knows when`);
	if (refused > 0) parts.push(`${refused} not at all`);
	const what = items.length === 1 ? '1 message' : `${items.length} messages`;
	add(context, `If they were sent now, of ${what}: ${parts.join(', ')}.`);
}

/** Says above the output that messages went although their conversations belong to others. */
export function addOwnerHint(
	context: IExecuteFunctions,
	drafts: readonly Draft[],
	results: readonly SendResult[],
): void {
	const others = drafts.filter((draft, index) => warnsOfOwner(draft, results[index]));
	if (others.length === 0) return;
	const messages = others.length === 1 ? '1 message is' : `${others.length} messages are`;
	context.addExecutionHints({
		message: `${messages} in a conversation that belongs to somebody else: see "conversation.owner".`,
		location: 'outputPane',
		type: 'warning',
	});
}

/** Whether a message is to say that its conversation belongs to somebody else. */
export function warnsOfOwner(
	{ ownerGuard, actingAgent = null }: Draft,
	result: SendResult | undefined,
): boolean {
	return (
		ownerGuard === 'warn' &&
		result?.kind === 'outcome' &&
		isOwnedByOther(result.outcome.conversation.owner, actingAgent)
	);
}

/** What goes so soon needs no time. */
const SOON_MS = 60_000;

function slowedBy(reason: string | null, limit: Limit | undefined): string {
	if (limit !== undefined && limit.name !== 'newChatsPaused')
		return `Slowed by the cap of ${capInWords(byLimit(limit))}`;
	switch (reason) {
		case 'cap:unanswered':
			return 'Held until the customers answer';
		case 'cap:newChatsPaused':
			return 'Held because nobody new is written to for now';
		case 'cap:marketingRecipient':
			return 'Held because Meta spares the customers marketing for a day';
		case 'cap:sameTextPerHour':
			return 'Slowed because the same text goes to many people';
		case 'quietHours':
			return 'Held until the quiet hours are over';
		case 'numberPaused':
			return 'Held because the number is paused';
		default:
			return '';
	}
}

function byLimit({ name, cap }: Limit) {
	return { name, limit: cap };
}

function mostFrequent(words: readonly string[]): string {
	const counts = new Map<string, number>();
	for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
	return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ['', 0])[0];
}

function whenTheyGo(
	times: readonly number[],
	count: number,
	context: Context,
	now: number,
): string {
	const local = new LocalTime(context.getTimezone(), now);
	const [first, last] = [Math.min(...times), Math.max(...times)];
	if (count === 1) return `it goes ${local.at(first)}`;
	return `the next goes ${local.at(first)}, the last ${local.at(last)}`;
}

function add(context: Context, message: string): void {
	context.addExecutionHints({ message, location: 'outputPane', type: 'info' });
}
