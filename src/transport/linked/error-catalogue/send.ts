import type { LinkedRow } from './row.ts';

/**
 * The codes with which WhatsApp refuses a message of a linked device. They are not documented; the
 * words are what is known of them.
 * @see https://github.com/WhiskeySockets/Baileys/blob/master/src/Utils/decode-wa-message.ts
 */
const ROWS: readonly LinkedRow[] = [
	{
		code: 400,
		name: 'malformed',
		message: 'WhatsApp did not understand the message',
		advice: 'Try another kind of message. If plain text fails as well, update this package.',
		class: 'fix',
	},
	{
		code: 401,
		name: 'notAllowed',
		message: 'WhatsApp does not let this number write to this recipient',
		advice: 'See in WhatsApp on the phone whether the chat is blocked.',
		class: 'never',
	},
	{
		code: 403,
		name: 'notAllowed',
		message: 'WhatsApp does not let this number write to this recipient',
		advice: 'See in WhatsApp on the phone whether the chat is blocked.',
		class: 'never',
	},
	{
		code: 405,
		name: 'notAllowed',
		message: 'WhatsApp does not let this number send this kind of message',
		advice: 'Send it as plain text, or as a file.',
		class: 'never',
	},
	{
		code: 406,
		name: 'notAcceptable',
		message: 'WhatsApp did not accept the message',
		advice: 'Send it in another form, for example as plain text.',
		class: 'never',
	},
	{
		code: 429,
		name: 'rateLimit',
		message: 'The number sends faster than WhatsApp allows',
		advice: 'It is tried again by itself, more slowly.',
		class: 'retry',
	},
	{
		code: 463,
		name: 'newChatsRestricted',
		message:
			'WhatsApp restricts this number: it may not begin chats with people who have not written to it',
		advice: 'Write only to those who wrote first, and see in WhatsApp on the phone how long it lasts. Trying again makes it longer.',
		class: 'later',
	},
	{
		code: 479,
		name: 'staleAddress',
		message:
			'WhatsApp did not take the message: what n8n knows of the recipient is out of date',
		advice: 'Send it again. If it stays, wait until the customer writes.',
		class: 'fix',
	},
	{
		code: 500,
		name: 'serviceDown',
		message: 'WhatsApp could not handle the message',
		advice: 'It is tried again by itself.',
		class: 'retry',
	},
	{
		code: 503,
		name: 'serviceDown',
		message: 'WhatsApp is overloaded or down',
		advice: 'It is tried again by itself.',
		class: 'retry',
	},
];

/** What is known of refusals, in the order of the codes. */
export const SEND_CATALOGUE: readonly LinkedRow[] = ROWS;

const BY_CODE = new Map(ROWS.map((row) => [row.code, row]));

/** The row of a code. One that is not listed stays readable and is not tried again by itself. */
export function sendRow(code: number): LinkedRow {
	return (
		BY_CODE.get(code) ?? {
			code,
			name: `whatsapp${code}`,
			message: `WhatsApp refused the message with error ${code}`,
			advice: 'Send it in another form, or from the phone. Codes of linked devices are not documented.',
			class: 'fix',
		}
	);
}
