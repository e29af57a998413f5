import { createHash } from 'node:crypto';

/** How ids of messages begin that a linked device sent, as WhatsApp Web writes them. */
const PREFIX = '3EB0';

/** Hex digits after the prefix. */
const DIGITS = 18;

const FORM = new RegExp(`^${PREFIX}[0-9A-F]{${DIGITS}}$`);

/**
 * The id under which a linked number hands a message over. It is known before the message leaves and
 * is the same at every try: whatever is heard of it later proves that the message left, and a second
 * try is the same message to WhatsApp.
 */
export function linkedMessageId(outboxId: string): string {
	const digest = createHash('sha256').update(outboxId).digest('hex');
	return `${PREFIX}${digest.slice(0, DIGITS).toUpperCase()}`;
}

/** Whether an id has the form of {@link linkedMessageId}: others need not be looked for. */
export function isLinkedMessageId(text: string): boolean {
	return FORM.test(text);
}
