import { unsupportedBy } from '../../../src/domain/number/capabilities.ts';
import type { OutgoingType } from '../../../src/domain/outgoing.ts';

const BOTH: readonly OutgoingType[] = [
	'text',
	'image',
	'video',
	'audio',
	'document',
	'sticker',
	'location',
	'contacts',
	'reaction',
];
const CLOUD_ALONE: readonly OutgoingType[] = ['buttons', 'list', 'link', 'template'];

it.each(BOTH)('numbers of both modes can send: %s', (type) => {
	expect([unsupportedBy('cloud', { type }), unsupportedBy('linked', { type })]).toEqual([
		null,
		null,
	]);
});

it.each(CLOUD_ALONE)('only a number on the Cloud API can send: %s', (type) => {
	expect(unsupportedBy('cloud', { type })).toBeNull();
	expect(unsupportedBy('linked', { type })).toEqual({
		name: 'unsupported',
		code: 0,
		message: expect.stringMatching(/cannot be sent from a linked number: WhatsApp/) as string,
		advice: expect.stringMatching(/Cloud API\.$/) as string,
	});
});
