import {
	isLinkedMessageId,
	linkedMessageId,
} from '../../../src/domain/number/linked-message-id.ts';

const OUTBOX_ID = '0192f0c1-0000-7000-8000-000000000000';
/** From `printf "$OUTBOX_ID" | sha256sum`. */
const MESSAGE_ID = '3EB0F5461322F1C548BA2F';

it('is the same for the same row of the outbox, in every process and version', () => {
	expect(linkedMessageId(OUTBOX_ID)).toBe(MESSAGE_ID);
	expect(linkedMessageId(OUTBOX_ID.replace(/0$/, '1'))).not.toBe(MESSAGE_ID);
});

it('has a form by which it is known', () => {
	expect(isLinkedMessageId(MESSAGE_ID)).toBe(true);
});

it.each([
	'',
	'3EB0',
	`wamid.${MESSAGE_ID}`,
	MESSAGE_ID.toLowerCase(),
	`${MESSAGE_ID}0`,
	'3EB0F546',
])('knows that %j is none', (text) => {
	expect(isLinkedMessageId(text)).toBe(false);
});
