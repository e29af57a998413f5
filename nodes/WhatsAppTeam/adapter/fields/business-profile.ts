import { wrong, type BusinessProfile } from '../../../../src/index.ts';

const TEXTS = ['about', 'address', 'description', 'email'] as const;

/** What is to be changed, and the name of the binary field with the picture. */
export interface ProfileFields {
	readonly profile: BusinessProfile;
	/** `null` if the picture stays. */
	readonly picture: string | null;
}

/**
 * Reads the collection 'Profile Fields'.
 *
 * @throws TeamError `invalidInput`
 */
export function readProfile(given: unknown): ProfileFields {
	const values = new Map<string, unknown>(Object.entries(given ?? {}));
	const profile: Record<string, string | readonly string[]> = {};
	for (const name of TEXTS) {
		const value = values.get(name);
		if (value !== undefined) profile[name] = toText(value);
	}
	if (values.has('websites')) profile['websites'] = toList(values.get('websites'));
	if (values.has('vertical')) {
		profile['vertical'] = toText(values.get('vertical')).toUpperCase();
	}
	const picture = toText(values.get('pictureBinaryProperty')) || null;
	if (picture !== null || Object.keys(profile).length > 0) return { profile, picture };
	throw wrong('Profile Fields', 'are empty', 'Add what is to be changed.');
}

function toText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/** Also one text with commas or lines, as an expression may give it. */
function toList(value: unknown): readonly string[] {
	const list: readonly unknown[] = Array.isArray(value) ? value : [value];
	return list
		.flatMap((entry) => toText(entry).split(/[,\n]/))
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}
