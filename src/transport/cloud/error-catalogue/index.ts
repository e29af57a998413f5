import { ACCOUNT } from './account.ts';
import { AUTHORIZATION, AUTHORIZATION_RANGES } from './authorization.ts';
import { CONTENT, CONTENT_RANGES } from './content.ts';
import { FEATURES, FEATURE_RANGES } from './features.ts';
import { LIMITS } from './limits.ts';
import { NUMBERS } from './numbers.ts';
import { RECIPIENTS } from './recipients.ts';
import type { CatalogueRange, CatalogueRow } from './row.ts';
import { SERVICE } from './service.ts';
import { TEMPLATES, TEMPLATE_RANGES } from './templates.ts';

export type { CatalogueRange, CatalogueRow, ErrorClass } from './row.ts';

/**
 * Meta's error codes in words, in the order of the codes.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
 */
export const CATALOGUE: readonly CatalogueRow[] = [
	...ACCOUNT,
	...AUTHORIZATION,
	...CONTENT,
	...FEATURES,
	...LIMITS,
	...NUMBERS,
	...RECIPIENTS,
	...SERVICE,
	...TEMPLATES,
].sort((a, b) => a.code - b.code);

/** Families of codes; a row of {@link CATALOGUE} counts before them. */
export const RANGES: readonly CatalogueRange[] = [
	...AUTHORIZATION_RANGES,
	...CONTENT_RANGES,
	...FEATURE_RANGES,
	...TEMPLATE_RANGES,
];

const BY_CODE = new Map(CATALOGUE.map((row) => [row.code, row]));

/** The row of a code of templates that Meta gives below another one; `undefined` if there is none. */
export function lookUpSubcode(subcode: number | undefined): CatalogueRow | undefined {
	return TEMPLATES.find(({ code }) => code === subcode);
}

/** The row of a code. One that is not listed stays readable and is not tried again by itself. */
export function lookUp(code: number): CatalogueRow {
	return (
		BY_CODE.get(code) ??
		ofRange(code) ?? {
			code,
			name: `meta${code}`,
			message: `Meta answered with error ${code}`,
			advice: "Look the code up on Meta's page of WhatsApp Cloud API error codes.",
			class: 'fix',
		}
	);
}

function ofRange(code: number): CatalogueRow | undefined {
	const family = RANGES.find(({ from, to }) => code >= from && code <= to);
	if (family === undefined) return undefined;
	const { name, message, advice, class: kind } = family;
	return { code, name, message, advice, class: kind };
}
