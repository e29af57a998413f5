import type { Failure } from '../../../domain/message.ts';

/** The contact has no address by which a linked number can write. */
export const NO_ADDRESS: Failure = {
	name: 'noAddress',
	code: 0,
	message: 'The contact has no phone number and no LID, by which alone a linked number can write',
	advice: 'Wait until the customer writes to this number, or choose a contact with a phone number.',
};

/** The message to react to is not known. */
export const NO_TARGET: Failure = {
	name: 'noTarget',
	code: 0,
	message: 'The message to react to is not known in this conversation, or was never sent',
	advice: "Take the field 'message.providerId' of the message.",
};

/** WhatsApp says that nobody uses this phone number. */
export const NOT_ON_WHATSAPP: Failure = {
	name: 'notOnWhatsApp',
	code: 0,
	message: 'The recipient does not use WhatsApp',
	advice: 'Check the number, or reach this customer by another channel.',
};

/** There was no connection; nothing left. */
export const NOT_CONNECTED: Failure = {
	name: 'notConnected',
	code: 0,
	message: 'The linked number was not connected to WhatsApp',
	advice: 'It is tried again by itself. See the state of the number if it stays.',
};

/** A question that comes before the message was not answered; nothing left. */
export const NO_RECIPIENT_ANSWER: Failure = {
	name: 'noAnswer',
	code: 0,
	message: 'WhatsApp did not say in time on which devices the recipient can be reached',
	advice: 'It is tried again by itself.',
};

/** The message left, and no answer came. */
export const NO_ANSWER: Failure = {
	name: 'noAnswer',
	code: 0,
	message: 'WhatsApp did not confirm the message; whether it was sent is unknown',
	advice: 'It is not sent again by itself. A receipt of the message settles it if WhatsApp has taken it.',
};

/** The file of the message is not there any more. */
export const NO_FILE: Failure = {
	name: 'fileGone',
	code: 0,
	message:
		'The file of the message is not known any more: it was uploaded too long ago, or by another link',
	advice: 'Send the message again with its file.',
};

/**
 * The file could not be fetched from its address.
 *
 * @param why in words, without the address
 */
export function fileUnreachable(why: string): Failure {
	return {
		name: 'mediaDownloadFailed',
		code: 0,
		message: `The file could not be fetched from its address (${why})`,
		advice: 'Check that the address is open to the n8n server without a login.',
	};
}
