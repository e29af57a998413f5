import type { AccessToken, BusinessAccount, TokenScope } from '../state/account.ts';
import type { PhoneNumber } from '../state/phone-number.ts';
import type { World } from '../state/world.ts';
import type { GraphCall } from './call.ts';
import { badToken, GraphRefusal, unknownObject } from './refusal.ts';

/** Finds the token of a request, or refuses with 190. */
export function authenticate(value: string | null, world: World, now: number): AccessToken {
	if (value === null) {
		throw badToken('An access token is required to request this resource.');
	}
	const token = world.tokens.get(value);
	if (token === undefined) {
		throw badToken('Invalid OAuth access token - Cannot parse access token');
	}
	if (token.expiresAt !== null && token.expiresAt <= now) {
		throw badToken(
			`Error validating access token: Session has expired on ${new Date(token.expiresAt).toUTCString()}.`,
			463,
		);
	}
	return token;
}

/** The token as it came: a Bearer (or OAuth) header, or `access_token` in the query. */
export function tokenOf(authorization: string | undefined, query: URLSearchParams): string | null {
	const header = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(authorization ?? '');
	return header?.[1] ?? query.get('access_token');
}

/** The number that the call is about, if the token opens it. */
export function numberOf(call: GraphCall, world: World, scope: TokenScope): PhoneNumber {
	const number = world.numbers.get(call.objectId);
	if (number === undefined || !call.token.wabaIds.includes(number.wabaId)) {
		throw unknownObject(call.method, call.objectId);
	}
	requireScope(call.token, scope);
	return number;
}

/** The account that the call is about, if the token opens it. */
export function accountOf(call: GraphCall, world: World): BusinessAccount {
	const account = world.accounts.get(call.objectId);
	if (account === undefined || !call.token.wabaIds.includes(account.id)) {
		throw unknownObject(call.method, call.objectId);
	}
	requireScope(call.token, 'whatsapp_business_management');
	return account;
}

/** Refuses if the token may not do that. */
export function requireScope(token: AccessToken, scope: TokenScope): void {
	if (token.scopes.includes(scope)) return;
	throw new GraphRefusal({ code: scope === 'whatsapp_business_messaging' ? 10 : 200 });
}
