import { customProfile } from '../limiter/custom-profile.ts';
import type { CapRules } from '../domain/caps.ts';
import { CLOUD_PROFILE, LINKED_PROFILE, type SendingProfile } from '../limiter/profiles.ts';
import type { NumberCredential } from './credential.ts';

/**
 * The limits under which a Cloud API number sends.
 *
 * @param perSecond what Meta accepts from it
 * @throws TeamError `invalidCredential`, naming the field
 */
export function profileOf(
	{ capProfile, caps }: Pick<NumberCredential, 'capProfile' | 'caps'>,
	perSecond: number,
): SendingProfile {
	const pacing = { ...CLOUD_PROFILE.pacing, perSecond };
	const recommended = { ...CLOUD_PROFILE, pacing };
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
export function ownLimits(credential: Pick<NumberCredential, 'capProfile' | 'caps'>): {
	readonly rules: CapRules;
	readonly ownPerSecond: number | null;
} {
	const { rules, pacing } = profileOf(credential, NO_PACE);
	return { rules, ownPerSecond: pacing.perSecond === NO_PACE ? null : pacing.perSecond };
}
