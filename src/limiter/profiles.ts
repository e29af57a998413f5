import { CLOUD_RECIPIENT_PACE, type RecipientPace } from '../domain/recipient-pace.ts';
import type { PacingProfile } from '../ports/pacer.ts';

/** The limits under which a number sends. */
export interface SendingProfile {
	readonly pacing: PacingProfile;
	readonly recipient: RecipientPace;
}

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
};
