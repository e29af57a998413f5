import { numberOf } from '../graph/access.ts';
import type { Endpoint } from '../graph/call.ts';
import { badParameter, GraphRefusal, missingParameter } from '../graph/refusal.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { BusinessProfile } from '../state/registration.ts';
import { readFields } from './number-fields.ts';

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/business-profiles. */
const LONGEST: Readonly<Record<string, number>> = {
	about: 139,
	address: 256,
	description: 512,
	email: 128,
};
const LONGEST_WEBSITE = 256;
const MOST_WEBSITES = 2;
const VERTICALS = [
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
];

/** `GET /{phone_number_id}/whatsapp_business_profile?fields=`. */
export const readProfile: Endpoint = (call, { world }) => {
	const { businessProfile } = numberOf(call, world, 'whatsapp_business_management');
	const known: Readonly<Record<string, JsonValue>> = {
		...businessProfile,
		websites: [...businessProfile.websites],
	};
	const node: JsonObject = { messaging_product: 'whatsapp' };
	for (const field of readFields(call.query.get('fields'), [])) {
		const value = known[field];
		if (value === undefined) throw badParameter(`Tried accessing nonexisting field (${field})`);
		// Meta leaves away what is empty.
		if (value !== null && value !== '') node[field] = value;
	}
	return { data: [node] };
};

/** `POST /{phone_number_id}/whatsapp_business_profile`: what is absent stays. */
export const changeProfile: Endpoint = (call, { world, log }) => {
	const number = numberOf(call, world, 'whatsapp_business_management');
	const { messaging_product: product, profile_picture_handle: handle, ...given } = call.body;
	if (product !== 'whatsapp') throw missingParameter('messaging_product');
	if (number.profile.platformType !== 'CLOUD_API') throw new GraphRefusal({ code: 133010 });
	const changes: Record<string, JsonValue> = {};
	for (const [name, value] of Object.entries(given)) changes[name] = checked(name, value);
	if (handle !== undefined) changes['profile_picture_url'] = pictureOf(handle, world.handles);
	number.businessProfile = {
		...number.businessProfile,
		...(changes as Partial<BusinessProfile>),
	};
	log.add({ kind: 'number', phoneNumberId: number.id, action: 'profileChanged' });
	return { success: true };
};

function checked(name: string, value: JsonValue | undefined): JsonValue {
	const longest = LONGEST[name];
	if (longest !== undefined) {
		const isRight = typeof value === 'string' && value.length <= longest;
		if (isRight && !(name === 'about' && value === '')) return value;
		throw badParameter(`Param ${name} must be 1 to ${longest} characters long.`);
	}
	if (name === 'vertical') {
		if (typeof value === 'string' && VERTICALS.includes(value)) return value;
		throw badParameter(`Param vertical must be one of {${VERTICALS.join(', ')}}.`);
	}
	if (name === 'websites') {
		const isRight =
			Array.isArray(value) &&
			value.length <= MOST_WEBSITES &&
			value.every((one) => typeof one === 'string' && isWebsite(one));
		if (isRight) return value;
		throw badParameter('Param websites must be at most 2 URLs.');
	}
	throw badParameter(`Unexpected key "${name}" on param.`);
}

function isWebsite(text: string): boolean {
	return /^https?:\/\//.test(text) && URL.canParse(text) && text.length <= LONGEST_WEBSITE;
}

function pictureOf(handle: JsonValue, handles: ReadonlyMap<string, string>): string {
	const type = typeof handle === 'string' ? handles.get(handle) : undefined;
	if (type === undefined || !/^image\/(?:jpe?g|png)$/.test(type)) {
		throw badParameter('Param profile_picture_handle is not a valid handle.');
	}
	return `https://pps.whatsapp.net/v/${String(handle).slice(3, 15)}.jpg`;
}
