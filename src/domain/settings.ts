import { MAX_WORD_LENGTH, plain } from './opt-out.ts';
import { checkLength, lengthOf, wrong } from './outgoing/field.ts';
import { MAX_TEXT_LENGTH } from './outgoing/text.ts';
import { HOUR_MS } from './window.ts';

/** A day, in ms. */
export const DAY_MS = 24 * HOUR_MS;

/** What a workspace can set for itself. Days are whole; `null` keeps something without end. */
export interface Settings {
	/** How long the log of events is kept. */
	readonly eventDays: number | null;
	/** How long what became of sends is kept, and with it their idempotency keys. */
	readonly outboxDays: number | null;
	/** How long messages are kept. */
	readonly messageDays: number | null;
	/** After how many minutes a customer without an answer is told of; `null` for never. */
	readonly unansweredMinutes: number | null;
	/** The same for an open conversation that is nobody's. */
	readonly unassignedMinutes: number | null;
	/**
	 * For how many hours after it was resolved a conversation is opened again by what the customer
	 * writes, at numbers with several conversations for each contact; later a new one begins.
	 */
	readonly reopenHours: number;
	/** Whether files may be named by addresses of a private network. */
	readonly privateAddresses: boolean;
	/** Words besides the usual ones by which customers want no more marketing, or want it again. */
	readonly optOutWords: readonly string[];
	readonly optInWords: readonly string[];
	/**
	 * What is told to those who want no more: `null` for the usual words in the language of theirs,
	 * an empty text for nothing.
	 */
	readonly optOutConfirmation: string | null;
}

/** What holds where nothing is set. */
export const DEFAULT_SETTINGS: Settings = {
	eventDays: 90,
	outboxDays: 35,
	messageDays: null,
	unansweredMinutes: 60,
	unassignedMinutes: 30,
	reopenHours: 24,
	privateAddresses: false,
	optOutWords: [],
	optInWords: [],
	optOutConfirmation: null,
};

/** The settings that are a number of days. */
export type DaysSetting = 'eventDays' | 'outboxDays' | 'messageDays';

/** The longest that can be set, in days: a hundred years. */
const MOST_DAYS = 36_500;

/** What is kept for a shorter time than this is missed. */
const RULES: Readonly<Record<DaysSetting, { name: string; least: number; why: string }>> = {
	eventDays: { name: 'Event Days', least: 1, why: 'A day is the least.' },
	outboxDays: {
		name: 'Outbox Days',
		least: 7,
		why: 'Idempotency keys are forgotten with what they sent: after less than a week a repeated run could send again.',
	},
	messageDays: {
		name: 'Message Days',
		least: 7,
		why: 'Meta delivers a webhook again for up to seven days: a message that is forgotten sooner could come in twice.',
	},
};

/** @throws TeamError `invalidInput`, naming the field */
export function checkSettings(change: Partial<Settings>): void {
	for (const setting of ['eventDays', 'outboxDays', 'messageDays'] as const) {
		const days = change[setting];
		if (days === undefined || days === null) continue;
		const { name, least, why } = RULES[setting];
		if (!Number.isInteger(days) || days > MOST_DAYS) {
			throw wrong(name, 'is not a whole number of days', 'Write it as in 90.');
		}
		if (days < least) {
			const advice = `${why} Leave the field empty to keep everything.`;
			throw wrong(name, `is ${days}; the least is ${least}`, advice);
		}
	}
	checkMinutes('Unanswered Minutes', change.unansweredMinutes ?? null);
	checkMinutes('Unassigned Minutes', change.unassignedMinutes ?? null);
	checkHours(change.reopenHours ?? DEFAULT_SETTINGS.reopenHours);
	checkWords('Opt-Out Words', change.optOutWords ?? []);
	checkWords('Opt-In Words', change.optInWords ?? []);
	checkLength('Opt-Out Confirmation', change.optOutConfirmation ?? null, MAX_TEXT_LENGTH);
}

/** The longest time without an answer or an owner that can be set: a year. */
const MOST_MINUTES = 525_600;

function checkMinutes(field: string, minutes: number | null): void {
	if (minutes === null) return;
	if (Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_MINUTES) return;
	const what = `is no whole number of minutes from 1 to ${MOST_MINUTES}`;
	throw wrong(field, what, 'Leave it empty to be told nothing.');
}

/** The longest time in which a conversation is opened again: a year. */
const MOST_HOURS = 8_760;

function checkHours(hours: number): void {
	if (Number.isInteger(hours) && hours >= 0 && hours <= MOST_HOURS) return;
	const what = `is no whole number of hours from 0 to ${MOST_HOURS}`;
	throw wrong('Reopen Hours', what, 'Write 0 to begin a new conversation at once.');
}

/** More of them would be a mistake. */
const MOST_WORDS = 100;

function checkWords(field: string, words: readonly string[]): void {
	if (words.length > MOST_WORDS) {
		throw wrong(field, `has ${words.length} entries`, `At most ${MOST_WORDS} are possible.`);
	}
	for (const word of words) {
		if (plain(word) === '') {
			throw wrong(field, 'has an entry without letters', 'Write each as in unsubscribe.');
		}
		const length = lengthOf(word);
		if (length <= MAX_WORD_LENGTH) continue;
		const what = `has an entry of ${length} characters; the most is ${MAX_WORD_LENGTH}`;
		throw wrong(field, what, 'Customers write a word or two.');
	}
}
