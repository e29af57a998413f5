import { customProfile } from '../limiter/custom-profile.ts';
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
