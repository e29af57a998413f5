import { randomBytes } from 'node:crypto';

/** The id of a stanza of the server. */
export function newStanzaId(): string {
	return randomBytes(8).toString('hex').toUpperCase();
}

/** A message id of the kind phones make. */
export function newMessageId(): string {
	return `3A${randomBytes(9).toString('hex').toUpperCase()}`;
}

/** What a QR code holds first, and what only the connection that was given it may be linked by. */
export function newRef(): string {
	return `2@${randomBytes(90).toString('base64')}`;
}
