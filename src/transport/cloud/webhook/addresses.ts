import { parseBsuid, parseUsername, parseWaId, type ContactKey } from '../../../domain/address.ts';
import { asObject, asText, type JsonObject } from '../json.ts';

/** The places where a payload may name a person, as yet unread. */
export interface Named {
	readonly phone?: unknown;
	readonly user?: unknown;
	readonly parent?: unknown;
	readonly username?: unknown;
}

/**
 * The addresses of a person, the most certain first. Some payloads carry a user id where a phone
 * belongs: what has a dot is one.
 */
export function keysOf({ phone, user, parent, username }: Named): ContactKey[] {
	const values = [
		['phone', parseWaId(asText(phone) ?? '')],
		['bsuid', parseBsuid(asText(user) ?? asText(phone) ?? '')],
		['parentBsuid', parseBsuid(asText(parent) ?? '')],
		['username', parseUsername(asText(username) ?? '')],
	] as const;
	return values.flatMap(([type, value]) => (value === undefined ? [] : [{ type, value }]));
}

/** What `contacts` says about a person. */
export function namedIn(contact: JsonObject | undefined): Named {
	return {
		phone: contact?.['wa_id'],
		user: contact?.['user_id'],
		parent: contact?.['parent_user_id'],
		username: asObject(contact?.['profile'])?.['username'],
	};
}

/** The name that a person gave in the profile. */
export function profileName(contact: JsonObject | undefined): string | null {
	return asText(asObject(contact?.['profile'])?.['name']) ?? null;
}

/**
 * The entry of `contacts` about a person. Entries do not stand in the order of the messages: they
 * are matched by address. Somebody who is not named is the only contact there is.
 */
export function contactOf(
	{ phone, user }: Named,
	contacts: readonly JsonObject[],
): JsonObject | undefined {
	if (phone === undefined && user === undefined) {
		return contacts.length === 1 ? contacts[0] : undefined;
	}
	const isSame = (one: unknown, other: unknown): boolean =>
		asText(one) !== undefined && one === other;
	return contacts.find(
		(contact) => isSame(contact['wa_id'], phone) || isSame(contact['user_id'], user),
	);
}

/** Addresses from both places; what stands first wins. */
export function merged(first: Named, second: Named): Named {
	return {
		phone: first.phone ?? second.phone,
		user: first.user ?? second.user,
		parent: first.parent ?? second.parent,
		username: first.username ?? second.username,
	};
}
