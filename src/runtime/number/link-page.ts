import { randomBytes } from 'node:crypto';
import { pageView, type PageAnswer } from '../../pages/link/answer.ts';
import { linkPage } from '../../pages/link/page.ts';
import { answerHeaders, originsOf, pageHeaders } from '../../pages/page-headers.ts';
import { readToken, type PageClaims } from '../../pages/token.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LinkedConnection, Linking, LinkWay } from '../../ports/linked.ts';
import type { LinkStanding, Store } from '../../ports/store.ts';
import type { Keys } from '../credential/keys.ts';

/** What the link page works with. */
export interface LinkPageParts {
	readonly store: Pick<Store, 'linkStanding'>;
	readonly keys: Pick<Keys, 'signPage'>;
	readonly clock: Clock;
	/** The connection of a linked number, `null` if this process does not own it. */
	linked(numberId: string): Pick<LinkedConnection, 'linking'> | null;
}

/** A request for the page, or from its script. */
export interface PageRequest {
	readonly method: 'GET' | 'POST';
	/** The body as it came. */
	readonly body: string;
	/** The page's address as n8n knows it. */
	readonly address: string | null;
	/** The `Host` header. */
	readonly host: string | undefined;
}

/** What is answered over HTTP. */
export interface PageResponse {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/**
 * Serves the link page. GET has no effect, because programs that show a preview of a link fetch it,
 * too; whatever is shown or done is asked for by POST, with the token.
 *
 * @throws TeamError `storeUnavailable`
 */
export async function serveLinkPage(
	parts: LinkPageParts,
	{ method, body, address, host }: PageRequest,
): Promise<PageResponse> {
	if (method === 'GET') {
		const nonce = randomBytes(16).toString('base64url');
		const headers = pageHeaders(nonce, originsOf(address, host));
		return { status: 200, headers, body: linkPage(nonce) };
	}
	const order = readOrder(body);
	const answer = order === null ? INVALID : await carryOut(parts, order);
	const status = STATUS[answer.kind];
	return { status, headers: answerHeaders(), body: JSON.stringify(answer) };
}

const INVALID: PageAnswer = { kind: 'invalid' };

const STATUS: Readonly<Record<PageAnswer['kind'], number>> = {
	view: 200,
	closed: 200,
	cloud: 200,
	expired: 410,
	invalid: 403,
};

/** What the script of the page asks for. */
type Order = { readonly token: string } & (
	{ readonly action: 'view' | 'cancel' } | { readonly action: 'begin'; readonly way: LinkWay }
);

/** Longer than the script ever sends. */
const MOST_CHARACTERS = 4_000;

function readOrder(body: string): Order | null {
	if (body.length > MOST_CHARACTERS) return null;
	const { token, action, way } = readFields(body);
	if (typeof token !== 'string') return null;
	if (action === 'view' || action === 'cancel') return { token, action };
	const isWay = way === 'qr' || way === 'pairingCode';
	return action === 'begin' && isWay ? { token, action, way } : null;
}

function readFields(body: string): Readonly<Record<string, unknown>> {
	try {
		const value: unknown = JSON.parse(body);
		return typeof value === 'object' && value !== null ? { ...value } : {};
	} catch {
		return {};
	}
}

async function carryOut(parts: LinkPageParts, order: Order): Promise<PageAnswer> {
	const { store, keys, clock } = parts;
	const now = clock.now();
	const claims = readToken(order.token, 'link', keys.signPage);
	if (claims === null) return INVALID;
	if (now >= claims.expiresAt) return { kind: 'expired' };
	const standing = await store.linkStanding({ numberId: claims.numberId, now });
	if (standing === null || !isMeant(claims, standing)) return INVALID;
	if (standing.mode !== 'linked') return { kind: 'cloud' };
	const linked = parts.linked(claims.numberId);
	if (linked === null) return { kind: 'closed' };
	const { linking } = linked;
	if (order.action === 'cancel') linking.cancel();
	if (order.action === 'begin') begin(linking, order.way);
	const { label, phone } = standing;
	const view = await pageView(linking.view(), now);
	return { kind: 'view', number: { label, phone }, view, leftMs: claims.expiresAt - now };
}

function isMeant({ workspaceId, version }: PageClaims, standing: LinkStanding): boolean {
	return workspaceId === standing.workspaceId && version === standing.linkVersion;
}

/** A new code of the same kind is had by ending the try at hand. */
function begin(linking: Linking, way: LinkWay): void {
	if (linking.view().kind === way) linking.cancel();
	linking.begin(way);
}
