import type { LinkEnd } from '../../../domain/number/number.ts';
import type { LinkedRow } from './row.ts';

/** What is to be done when a connection has ended in some way. */
export interface EndRow extends LinkedRow {
	/** `stop`: until a person acts. */
	readonly then: 'atOnce' | 'pause' | 'stop';
	/** How the link ended; `null` if it did not. */
	readonly end: LinkEnd | null;
	/** Whether the keys are worthless from now on. */
	readonly wipes: boolean;
}

const pause = { then: 'pause', end: null, wipes: false, class: 'retry' } as const;
const stop = { then: 'stop', wipes: false, class: 'fix' } as const;
const AGAIN = 'Nothing is to be done: it connects again by itself.';
const UPDATE = 'Update this package, and restart n8n. The link itself is kept.';
const SUPPORT =
	'Open WhatsApp on the phone: it says why and for how long, and lets you ask for a review.';

/**
 * How connections end, by the codes of Baileys and of WhatsApp's `failure` stanza.
 * @see https://github.com/tulir/whatsmeow/blob/main/types/events/events.go
 * @see https://github.com/WhiskeySockets/Baileys/blob/master/src/Types/index.ts
 */
const ROWS: readonly EndRow[] = [
	{
		...stop,
		code: 401,
		name: 'loggedOut',
		message: 'The link was ended on the phone, or by WhatsApp after 14 days without it',
		advice: 'Link the number again.',
		end: 'loggedOut',
		wipes: true,
	},
	{
		...stop,
		code: 402,
		name: 'temporarilyBanned',
		message: 'WhatsApp has banned this number for a while',
		advice: `${SUPPORT} Publish the workflow again once the ban is over.`,
		end: 'banned',
	},
	{
		...stop,
		code: 403,
		name: 'banned',
		message: 'WhatsApp has banned or locked this number',
		advice: SUPPORT,
		end: 'banned',
	},
	{
		...stop,
		code: 405,
		name: 'clientOutdated',
		message: 'WhatsApp does not take this version of the linked device any more',
		advice: UPDATE,
		end: 'outdated',
	},
	{
		...stop,
		code: 406,
		name: 'banned',
		message: 'WhatsApp has banned this number',
		advice: SUPPORT,
		end: 'banned',
	},
	{
		...pause,
		code: 408,
		name: 'connectionLost',
		message: 'WhatsApp did not answer any more',
		advice: `${AGAIN} Check the network of the n8n server if it stays.`,
	},
	{
		...stop,
		code: 409,
		name: 'clientOutdated',
		message: 'WhatsApp does not take this kind of linked device any more',
		advice: UPDATE,
		end: 'outdated',
	},
	{
		...stop,
		code: 411,
		name: 'notMultiDevice',
		message: 'The phone of this number does not support linked devices',
		advice: 'Update WhatsApp on the phone, then link the number again.',
		end: 'refused',
		wipes: true,
	},
	{
		...pause,
		code: 428,
		name: 'connectionClosed',
		message: 'The connection to WhatsApp was closed',
		advice: `${AGAIN} Check the network of the n8n server if it stays.`,
	},
	{
		...stop,
		code: 440,
		name: 'replaced',
		message: 'Another program has connected with the same link',
		advice: 'A second n8n or a restored copy of its data uses it. Stop the other one, then publish the workflow again. If you know of none, link the number again.',
		end: 'replaced',
	},
	{
		...pause,
		code: 500,
		name: 'serviceDown',
		message: 'WhatsApp has ended the connection',
		advice: `${AGAIN} If it stays for hours, link the number again.`,
	},
	{
		...pause,
		code: 503,
		name: 'serviceDown',
		message: 'WhatsApp is overloaded or down',
		advice: AGAIN,
	},
	{
		...pause,
		code: 515,
		name: 'restartAsked',
		message: 'WhatsApp asked to connect anew',
		advice: AGAIN,
		then: 'atOnce',
	},
];

/** Ways to end that have no code of WhatsApp's. */
export type OwnEnd = 'silent' | 'storeAway' | 'unknown';

const OWN: Readonly<Record<OwnEnd, EndRow>> = {
	silent: {
		...pause,
		code: 0,
		name: 'connectionLost',
		message: 'WhatsApp did not answer any more',
		advice: `${AGAIN} Check the network of the n8n server if it stays.`,
	},
	storeAway: {
		...pause,
		code: 0,
		name: 'storeUnavailable',
		message: 'The database could not be reached; the number hung up so that no message is lost',
		advice: 'It connects again by itself once the database is back: messages wait at WhatsApp.',
	},
	unknown: {
		...pause,
		code: 0,
		name: 'connectionClosed',
		message: 'The connection to WhatsApp was closed',
		advice: `${AGAIN} Check the network of the n8n server if it stays.`,
	},
};

/** What is known of ways to end, in the order of the codes. */
export const END_CATALOGUE: readonly EndRow[] = ROWS;

const BY_CODE = new Map(ROWS.map((row) => [row.code, row]));

/** What is to be done about an end. A code that is not listed passes by itself. */
export function endRow(how: number | OwnEnd): EndRow {
	if (typeof how !== 'number') return OWN[how];
	return (
		BY_CODE.get(how) ?? {
			...pause,
			code: how,
			name: `whatsapp${how}`,
			message: `WhatsApp has ended the connection with code ${how}`,
			advice: `${AGAIN} If it stays for hours, update this package.`,
		}
	);
}

const own = (
	end: LinkEnd,
	name: string,
	message: string,
	advice: string,
): LinkedRow & { readonly end: LinkEnd } => ({ end, name, code: 0, message, advice, class: 'fix' });

/** How a try to link ends, or a link that never came to a connection. */
export const LINK_ENDS = {
	expired: own(
		'expired',
		'linkExpired',
		'The code was not scanned or typed in time',
		'Ask for a new code, and have the phone at hand.',
	),
	unreachable: own(
		'refused',
		'linkUnreachable',
		'WhatsApp could not be reached to link the number',
		'Check the network of the n8n server, then ask for a new code.',
	),
	refused: own(
		'refused',
		'linkRefused',
		'WhatsApp did not agree to link the number',
		'Wait some minutes, then ask for a new code. The phone may have as many linked devices as it can.',
	),
	codeRefused: own(
		'refused',
		'pairingCodeRefused',
		'WhatsApp gave no pairing code for this number',
		'Check the phone number in the credential, wait some minutes, or scan a QR code instead.',
	),
	wrongPhone: own(
		'wrongPhone',
		'wrongPhone',
		'The phone that scanned the code is not the one of the credential; its link was taken back',
		'Scan with the phone of this number, or correct the phone number in the credential.',
	),
	keysLost: own(
		'keysLost',
		'keysLost',
		'The keys of the link cannot be read: the encryption key of n8n has changed, or the database is not the one that held them',
		'Link the number again. On the phone, remove the old linked device.',
	),
} as const;
