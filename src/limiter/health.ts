import { DAY_MS } from '../domain/caps/caps.ts';
import type { HealthRules } from '../domain/number/health-rules.ts';
import { HOUR_MS } from '../domain/window.ts';

/**
 * What bad answers of the other side do to a number, as it stood in November 2026. Meta names no
 * figures, and WhatsApp no rules: all of these are practice, and lower a risk that they do not
 * remove. How many people block a number is told to nobody.
 *
 * - *Spam.* Meta's 131048 comes when customers blocked or reported too many messages, 368 when a
 *   policy was broken; 463 is WhatsApp's answer to a linked number that may not begin chats for a
 *   while. It is lifted after a day, mostly, and after up to three when it comes again: so long no
 *   stranger is written to.
 * - *Reaching nobody.* A fifth of 20 messages or more: a list that was not asked for its numbers.
 *   Writing to those who have no WhatsApp is among what brings 463 about.
 * - *Not answered.* Of strangers who had a day to answer, 3 in 10 or fewer did: providers advise to
 *   stay above.
 *
 * A halving each time, so that four of them leave a sixteenth, and a day without a bad sign for each
 * step back: Meta's rating looks back seven days, and weighs the newest most.
 *
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
 * @see https://developers.facebook.com/docs/whatsapp/messaging-limits#quality-rating
 * @see https://github.com/WhiskeySockets/Baileys/issues/2441
 */
export const HEALTH: HealthRules = {
	spam: ['spamRateLimit', 'policyBlocked', 463],
	unreachable: ['notOnWhatsApp'],
	undelivered: { newest: 50, atLeast: 20, withinMs: DAY_MS, badFrom: 0.2 },
	unanswered: {
		newest: 40,
		atLeast: 20,
		withinMs: 7 * DAY_MS,
		badFrom: 0.7,
		patienceMs: DAY_MS,
	},
	mostHalvings: 4,
	recoverMs: DAY_MS,
	newChatPausesMs: [DAY_MS, 2 * DAY_MS, 3 * DAY_MS],
	otherwise: [
		{ name: 'perHour', counts: 'starts', limit: 20, windowMs: HOUR_MS },
		{ name: 'perDay', counts: 'starts', limit: 100, windowMs: DAY_MS },
	],
};
