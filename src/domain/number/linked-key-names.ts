/**
 * Which of the keys of a linked number name people in their ids, by phone or LID. Their forms are
 * those of Baileys: `4915112345678.0` and `123456789_1.0` for a device (`_1`: a LID),
 * `…@g.us::123456789_1::0` for one of a group, `4915112345678-1600000000@g.us` for a group that the
 * person made, `123456789@lid`, plain digits, and `123456789_reverse`.
 * @see https://github.com/WhiskeySockets/Baileys/blob/master/src/Signal/libsignal.ts
 */
export const KINDS_THAT_NAME: readonly string[] = [
	'session',
	'identity-key',
	'sender-key',
	'sender-key-memory',
	'lid-mapping',
	'device-list',
	'tctoken',
];

/**
 * Whether the id of such a key names a person.
 *
 * @param digits of the phone, without plus, or of the LID
 */
export function namesPerson(id: string, digits: string): boolean {
	const parts = id.split('::');
	return parts.some((part) => part.startsWith(digits) && !/^\d/.test(part.slice(digits.length)));
}
