import type { HandOver } from '../../../../src/ports/transport.ts';
import { toPayload } from '../../../../src/transport/cloud/payload.ts';
import { without } from '../../support/without.ts';

const PHONE = { type: 'phone', value: '+16505551234' } as const;
const BSUID = { type: 'bsuid', value: 'US.13491208655302741918' } as const;
const PARENT = { type: 'parentBsuid', value: 'US.ENT.1181' } as const;
const USERNAME = { type: 'username', value: 'sheena' } as const;

const message = (changes: Partial<HandOver> = {}): HandOver => ({
	outboxId: 'outbox-1',
	attempt: 1,
	recipient: [PHONE],
	content: { type: 'text', text: 'Hi', linkPreview: false },
	replyTo: null,
	...changes,
});

const EXPECTED = {
	messaging_product: 'whatsapp',
	recipient_type: 'individual',
	to: '+16505551234',
	type: 'text',
	text: { preview_url: false, body: 'Hi' },
	biz_opaque_callback_data: 'outbox-1',
};

it('writes a text as Meta takes it, with our id to find it by', () => {
	expect(toPayload(message())).toEqual(EXPECTED);
});

it('asks for a link preview where the message does', () => {
	const content = { type: 'text', text: 'https://a.example', linkPreview: true } as const;

	expect(toPayload(message({ content }))).toEqual({
		...EXPECTED,
		text: { preview_url: true, body: 'https://a.example' },
	});
});

it('quotes the message that it answers', () => {
	expect(toPayload(message({ replyTo: 'wamid.1' }))).toEqual({
		...EXPECTED,
		context: { message_id: 'wamid.1' },
	});
});

it('prefers the phone to every other address, wherever it stands', () => {
	expect(toPayload(message({ recipient: [BSUID, USERNAME, PHONE] }))).toEqual(EXPECTED);
});

it('always writes the plus, so that Meta adds no country code', () => {
	const recipient = [{ type: 'phone', value: '16505551234' }] as const;

	expect(toPayload(message({ recipient }))).toEqual(EXPECTED);
});

it.each([BSUID, PARENT])('writes to a $type where there is no phone', (key) => {
	expect(toPayload(message({ recipient: [USERNAME, key] }))).toEqual({
		...without(EXPECTED, 'to'),
		recipient: key.value,
	});
});

it.each([[[USERNAME]], [[]]])('cannot write to %j', (recipient) => {
	expect(toPayload(message({ recipient }))).toBe(null);
});
