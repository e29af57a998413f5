import type { CatalogueRow } from './row.ts';

const HOUR_MS = 3_600_000;

/** Rates, quality and other ceilings that are lifted by themselves. */
export const LIMITS: readonly CatalogueRow[] = [
	{
		code: 4,
		name: 'appRateLimit',
		message: 'The Meta app has made too many calls',
		advice: 'It is tried again by itself, more slowly.',
		class: 'retry',
	},
	{
		code: 613,
		name: 'callRateLimit',
		message: 'Too many calls of this kind were made in a short time',
		advice: 'Wait some minutes, and make fewer calls.',
		class: 'later',
	},
	{
		code: 80007,
		name: 'accountRateLimit',
		message: 'The WhatsApp account has made too many calls',
		advice: 'It is tried again by itself, more slowly.',
		class: 'retry',
	},
	{
		code: 80008,
		name: 'managementRateLimit',
		message: 'Too many calls were made within an hour to manage the WhatsApp account',
		advice: 'Wait up to an hour. Messages go meanwhile.',
		class: 'later',
		waitMs: HOUR_MS,
	},
	{
		code: 130429,
		name: 'rateLimit',
		message: 'The number sends faster than Meta allows',
		advice: 'It is tried again by itself, more slowly.',
		class: 'retry',
	},
	{
		code: 131048,
		name: 'spamRateLimit',
		message: 'Meta limits this number because customers blocked or reported its messages',
		advice: 'Write less and only to those who expect it. The limit is lifted when quality recovers.',
		class: 'later',
	},
	{
		code: 131049,
		name: 'engagementLimit',
		message: 'Meta did not deliver it, to spare the customer marketing',
		advice: 'Wait at least a day before you try again.',
		class: 'later',
		waitMs: 24 * HOUR_MS,
	},
	{
		code: 131056,
		name: 'pairRateLimit',
		message: 'Too many messages to the same recipient in a short time',
		advice: 'It is tried again by itself, more slowly.',
		class: 'retry',
	},
	{
		code: 131064,
		name: 'templateClassificationLimit',
		message: 'Meta limits the account because templates were put into the wrong category',
		advice: 'Give the templates their right category in WhatsApp Manager. Waiting helps once that is done.',
		class: 'later',
	},
];
