import { DAY_MS, NO_CAPS, type Cap, type CapRules } from '../domain/caps/caps.ts';
import { CLOUD_RECIPIENT_PACE, type RecipientPace } from '../domain/caps/recipient-pace.ts';
import { HOUR_MS } from '../domain/window.ts';
import type { PacingProfile } from '../ports/pacer.ts';
import { HEALTH } from './health.ts';

/** The limits under which a number sends. */
export interface SendingProfile {
	readonly pacing: PacingProfile;
	readonly recipient: RecipientPace;
	readonly rules: CapRules;
}

/** How many `internal` messages a number may send in an hour: alarms to the team, not to customers. */
const INTERNAL: Cap = {
	name: 'internalPerHour',
	counts: 'internal',
	limit: 60,
	windowMs: HOUR_MS,
};

/**
 * Meta's limits for a Cloud API number, as documented in 2026: 80 messages per second (20 where the
 * app uses the number too, 1,000 after an upgrade: Meta says which, see `NumberReport`), and one
 * per six seconds to the same recipient with a burst of 45. They are rules, not practice: breaking
 * them is answered with errors 130429 and 131056.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/overview#throughput
 */
export const CLOUD_PROFILE: SendingProfile = {
	pacing: { perSecond: 80, concurrency: 40 },
	recipient: CLOUD_RECIPIENT_PACE,
	rules: { ...NO_CAPS, caps: [INTERNAL], health: HEALTH },
};

/**
 * What people who send by linked numbers have found to be safe, as published in 2025 and 2026.
 * WhatsApp states no rule; keeping to these lowers the risk of a ban and does not remove it.
 *
 * - 8 to 25 s between messages: the middle of published distances (3 to 30 s).
 * - 30 per hour, 300 per day, less in the first fortnight of a link: published first days lie
 *   between 20 and 50 messages.
 * - 5 new chats per hour, 5 to 40 per day: messages to strangers are the most frequent cause of bans.
 * - 2 messages without an answer: WhatsApp has tested a cap on unanswered messages to strangers.
 * - the same text to 10 people an hour and once a day to the same person.
 * - nobody is written to between 21:00 and 08:00 of their own time.
 *
 * Replies in a live chat are no risk: they keep 2 to 6 s of distance and nothing else.
 */
export const LINKED_PROFILE: SendingProfile = {
	pacing: { perSecond: 1, concurrency: 1 },
	recipient: { intervalMs: 2_000, burst: 5 },
	rules: {
		caps: [
			{ name: 'perHour', counts: 'starts', limit: 30, windowMs: HOUR_MS },
			{ name: 'perDay', counts: 'starts', limit: 300, windowMs: DAY_MS },
			{ name: 'newChatsPerHour', counts: 'newChats', limit: 5, windowMs: HOUR_MS },
			{ name: 'newChatsPerDay', counts: 'newChats', limit: 40, windowMs: DAY_MS },
			INTERNAL,
		],
		warmUp: [
			{ untilDay: 3, perDay: 20, newChatsPerDay: 5 },
			{ untilDay: 7, perDay: 50, newChatsPerDay: 10 },
			{ untilDay: 14, perDay: 120, newChatsPerDay: 20 },
		],
		gap: {
			starts: { minMs: 8_000, maxMs: 25_000 },
			replies: { minMs: 2_000, maxMs: 6_000 },
		},
		unanswered: 2,
		duplicateMs: DAY_MS,
		sameTextPerHour: 10,
		quietHours: { from: 21 * 60, to: 8 * 60 },
		health: HEALTH,
	},
};
