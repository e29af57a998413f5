import { customProfile } from '../../limiter/custom-profile.ts';
import type { CapRules } from '../../domain/caps/caps.ts';
import { CLOUD_PROFILE, LINKED_PROFILE, type SendingProfile } from '../../limiter/profiles.ts';
import type { NumberMode } from '../../domain/number/number.ts';
import type { NumberCredential } from '../credential/credential.ts';

/** What limits have to do with of a credential. */
type Limiting = Pick<NumberCredential, 'mode' | 'capProfile' | 'caps'>;

/** The recommended limits of a mode. */
export function recommendedProfile(mode: NumberMode): SendingProfile {
	switch (mode) {
		case 'cloud':
			return CLOUD_PROFILE;
		case 'linked':
			return LINKED_PROFILE;
	}
}

/**
 * The limits under which a number sends.
 *
 * @param perSecond what the other side accepts from it
 * @throws TeamError `invalidCredential`, naming the field
 */
export function profileOf({ mode, capProfile, caps }: Limiting, perSecond: number): SendingProfile {
	const profile = recommendedProfile(mode);
	const recommended = { ...profile, pacing: { ...profile.pacing, perSecond } };
	switch (capProfile) {
		case 'recommended':
			return recommended;
		case 'careful':
			return { ...recommended, rules: LINKED_PROFILE.rules };
		case 'custom':
			return customProfile(recommended, caps ?? '{}');
	}
}

/** The pace of a profile that names none. */
const NO_PACE = 0;

/**
 * What a credential itself says of the limits of its number.
 *
 * @returns `ownPerSecond` is `null` where Meta's pace is meant
 * @throws TeamError `invalidCredential`, naming the field
 */
export function ownLimits(credential: Limiting): {
	readonly rules: CapRules;
	readonly ownPerSecond: number | null;
} {
	const { rules, pacing } = profileOf(credential, NO_PACE);
	return { rules, ownPerSecond: pacing.perSecond === NO_PACE ? null : pacing.perSecond };
}
