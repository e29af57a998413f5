import { wrong } from './outgoing/field.ts';
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
	/** Whether files may be named by addresses of a private network. */
	readonly privateAddresses: boolean;
}

/** What holds where nothing is set. */
export const DEFAULT_SETTINGS: Settings = {
	eventDays: 90,
	outboxDays: 35,
	messageDays: null,
	privateAddresses: false,
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
}
