import { timingSafeEqual } from 'node:crypto';

/** Which page a link opens. */
export type PagePurpose = 'link';

/** What a link to a page entitles to. */
export interface PageClaims {
	readonly purpose: PagePurpose;
	readonly workspaceId: string;
	readonly numberId: string;
	/** Until when the link holds. Milliseconds since 1970, UTC. */
	readonly expiresAt: number;
	/** Links of an earlier version of the number hold no longer. */
	readonly version: number;
}

/** Signs a text; the same key signs the same text alike. */
export type Sign = (text: string) => string;

/** Longer than any that was made. */
const MOST_CHARACTERS = 2_000;

/** Makes the token of a link. It can be read by everybody, and made by nobody else. */
export function makeToken(claims: PageClaims, sign: Sign): string {
	const { purpose, workspaceId, numberId, expiresAt, version } = claims;
	const said = [purpose, workspaceId, numberId, expiresAt, version];
	const body = Buffer.from(JSON.stringify(said)).toString('base64url');
	return `${body}.${sign(body)}`;
}

/**
 * Reads a token. Whether it has expired, or was revoked, is for the caller to see.
 *
 * @returns `null` for one that was not made here, or for another purpose
 */
export function readToken(token: string, purpose: PagePurpose, sign: Sign): PageClaims | null {
	if (token.length > MOST_CHARACTERS) return null;
	const [body = '', signature = '', ...more] = token.split('.');
	const [given, own] = [Buffer.from(signature), Buffer.from(sign(body))];
	const isOurs = given.length === own.length && timingSafeEqual(given, own);
	if (!isOurs || more.length > 0) return null;
	// Signed by us: it holds what `makeToken` wrote.
	const said = JSON.parse(Buffer.from(body, 'base64url').toString()) as readonly unknown[];
	const [madeFor, workspaceId, numberId, expiresAt, version] = said;
	if (madeFor !== purpose) return null;
	return {
		purpose,
		workspaceId: String(workspaceId),
		numberId: String(numberId),
		expiresAt: Number(expiresAt),
		version: Number(version),
	};
}
