import { formatWaId, parseLid, parseWaId, type ContactKey } from '../../domain/address.ts';

/**
 * WhatsApp's own addresses, parsed and formatted in this one place: `4915112345678@s.whatsapp.net`,
 * `123456789:12@lid` (a device of somebody), `120363…@g.us`.
 */

/** Somebody's address. */
export interface PersonJid {
	readonly kind: 'phone' | 'lid';
	/** Digits. */
	readonly user: string;
	/** 0 is the phone itself. */
	readonly device: number;
}

/** The address of a person, or of something with many people. */
export type Jid = PersonJid | { readonly kind: 'group' } | { readonly kind: 'other' };

const PERSON =
	/^(\d{1,20})(?:_\d{1,3})?(?::(\d{1,3}))?@(s\.whatsapp\.net|c\.us|hosted|lid|hosted\.lid)$/;

/** Groups, their announcements, lists, the status page and channels. */
const MANY = /@(g\.us|broadcast|newsletter)$/;

/** Reads an address. `0@s.whatsapp.net` is WhatsApp itself, which is nobody. */
export function parseJid(text: string | null | undefined): Jid {
	if (text === null || text === undefined) return { kind: 'other' };
	const [, user, device, server] = PERSON.exec(text) ?? [];
	if (user === undefined || server === undefined) {
		return { kind: MANY.test(text) ? 'group' : 'other' };
	}
	if (user === '0') return { kind: 'other' };
	const kind = server.endsWith('lid') ? 'lid' : 'phone';
	return { kind, user, device: Number(device ?? 0) };
}

/** Whether an address is that of a person. */
export function isPerson(jid: Jid): jid is PersonJid {
	return jid.kind === 'phone' || jid.kind === 'lid';
}

/** Writes the address of a person, of all their devices. */
export function formatJid({ kind, user }: Pick<PersonJid, 'kind' | 'user'>): string {
	return `${user}@${kind === 'lid' ? 'lid' : 's.whatsapp.net'}`;
}

/**
 * What identifies a person who is named by these addresses: the LID, which everybody has, before the
 * phone. What is no address of a person is left out.
 */
export function keysOf(...texts: readonly (string | null | undefined)[]): ContactKey[] {
	const persons = texts.map(parseJid).filter(isPerson);
	const lid = persons.find(({ kind }) => kind === 'lid')?.user;
	const phone = persons.find(({ kind }) => kind === 'phone')?.user;
	const values = [
		['lid', lid === undefined ? undefined : parseLid(lid)],
		['phone', phone === undefined ? undefined : parseWaId(phone)],
	] as const;
	return values.flatMap(([type, value]) => (value === undefined ? [] : [{ type, value }]));
}

/** The address by which WhatsApp finds a contact; `undefined` if it knows none of these. */
export function jidOf(keys: readonly ContactKey[]): PersonJid | undefined {
	const lid = keys.find(({ type }) => type === 'lid');
	if (lid !== undefined) return { kind: 'lid', user: lid.value, device: 0 };
	const phone = keys.find(({ type }) => type === 'phone');
	if (phone === undefined) return undefined;
	return { kind: 'phone', user: formatWaId(phone.value), device: 0 };
}

/** Whether two addresses name the same person by the same kind of address, whatever the device. */
export function isSamePerson(
	one: string | null | undefined,
	other: string | null | undefined,
): boolean {
	const [a, b] = [parseJid(one), parseJid(other)];
	return isPerson(a) && isPerson(b) && a.kind === b.kind && a.user === b.user;
}
