import { wrong } from '../outgoing/field.ts';

/** What customers may read about a business in its chats; what is absent stays as it is. */
export interface BusinessProfile {
	readonly about?: string;
	readonly address?: string;
	readonly description?: string;
	readonly email?: string;
	readonly websites?: readonly string[];
	/** Meta's word for the kind of business. */
	readonly vertical?: string;
}

/**
 * Kinds of business, in Meta's words.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/business-profiles
 */
export const VERTICALS = [
	'UNDEFINED',
	'OTHER',
	'AUTO',
	'BEAUTY',
	'APPAREL',
	'EDU',
	'ENTERTAIN',
	'EVENT_PLAN',
	'FINANCE',
	'GROCERY',
	'GOVT',
	'HOTEL',
	'HEALTH',
	'NONPROFIT',
	'PROF_SERVICES',
	'RETAIL',
	'TRAVEL',
	'RESTAURANT',
	'NOT_A_BIZ',
] as const;

/** The longest texts that Meta takes, in characters. */
const LONGEST = { about: 139, address: 256, description: 512, email: 128 } as const;
const LONGEST_WEBSITE = 256;
const MOST_WEBSITES = 2;

/** The largest picture that Meta takes, in bytes, and its formats. */
const LARGEST_PICTURE = 5_000_000;
const PICTURES = ['image/jpeg', 'image/png'];

const FIELDS = {
	about: 'About',
	address: 'Address',
	description: 'Description',
	email: 'Email',
} as const;

/** Checks a profile as Meta would. @throws TeamError `invalidInput`, naming the field */
export function checkProfile(profile: BusinessProfile): void {
	for (const name of Object.keys(FIELDS) as (keyof typeof FIELDS)[]) {
		const text = profile[name];
		if (text === undefined || [...text].length <= LONGEST[name]) continue;
		const what = `has ${[...text].length} characters; Meta takes ${LONGEST[name]}`;
		throw wrong(FIELDS[name], what, 'Shorten it.');
	}
	const { about, email, websites = [], vertical } = profile;
	if (about?.trim() === '') {
		throw wrong(
			'About',
			'is empty, which Meta does not take',
			'Write something, or leave it out.',
		);
	}
	if (email !== undefined && email !== '' && !/^\S+@\S+\.\S+$/.test(email)) {
		throw wrong('Email', 'is no e-mail address', 'Write it as in hello@example.com.');
	}
	if (websites.length > MOST_WEBSITES) {
		throw wrong('Websites', `are ${websites.length}; Meta takes two`, 'Leave some out.');
	}
	if (websites.some((site) => !isWebsite(site))) {
		throw wrong(
			'Websites',
			'has an entry that is no address of a website',
			'Write it as in https://example.com, with at most 256 characters.',
		);
	}
	if (vertical !== undefined && !(VERTICALS as readonly string[]).includes(vertical)) {
		throw wrong('Vertical', 'is none that Meta knows', 'Choose one from the list.');
	}
}

/** Checks the file of a picture. @throws TeamError `invalidInput` */
export function checkPicture({ mimeType, size }: { mimeType: string; size: number }): void {
	if (!PICTURES.includes(mimeType)) {
		throw wrong('Picture', `is of the type ${mimeType}`, 'Give a JPEG or a PNG.');
	}
	if (size <= LARGEST_PICTURE) return;
	throw wrong(
		'Picture',
		`has ${size} bytes`,
		'Give one of at most 5 MB; 640 pixels a side are best.',
	);
}

function isWebsite(text: string): boolean {
	return /^https?:\/\//i.test(text) && URL.canParse(text) && text.length <= LONGEST_WEBSITE;
}
