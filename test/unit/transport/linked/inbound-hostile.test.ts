import { readMessage } from '../../../../src/transport/linked/inbound/message.ts';
import { readReceipt } from '../../../../src/transport/linked/inbound/receipt.ts';
import type { JsonObject } from '../../../../src/transport/linked/json.ts';
import { mutate, seededRandom } from '../../support/mutations.ts';

const OWN = ['15550001111:3@s.whatsapp.net'] as const;
const WRONG = [null, 0, -1, '', 'x', [], {}, true, 1e300, '\u0000', { id: {} }];
const FILE = { mediaKey: 'a', directPath: '/x', url: 'https://x', fileLength: 1 };
const MESSAGES: readonly JsonObject[] = [
	{ conversation: 'x' },
	{
		extendedTextMessage: {
			text: 'x',
			contextInfo: { stanzaId: 'q', externalAdReply: { sourceId: '1' } },
		},
	},
	{ imageMessage: FILE },
	{ ephemeralMessage: { message: { documentMessage: { ...FILE, fileName: 'x' } } } },
	{ locationMessage: { degreesLatitude: 1, degreesLongitude: 2 } },
	{ contactsArrayMessage: { contacts: [{ vcard: 'BEGIN:VCARD\nN:a;b\nTEL:1\nEND:VCARD' }] } },
	{ reactionMessage: { key: { id: 'x' }, text: 'x' } },
	{ protocolMessage: { type: 14, key: { id: 'x' }, editedMessage: { conversation: 'y' } } },
	{ listResponseMessage: { singleSelectReply: { selectedRowId: 'x' } } },
	{ interactiveResponseMessage: { nativeFlowResponseMessage: { paramsJson: '{"a":[1]}' } } },
];

test('whatever somebody puts into a message, it is read or counted, and can be kept as JSON', () => {
	const random = seededRandom(7);
	for (let round = 0; round < 3_000; round += 1) {
		const whole = {
			chat: '1000002@lid',
			chatAlt: '15557770001@s.whatsapp.net',
			id: 'A',
			pushName: 'A',
			timestamp: '1750030073',
			message: MESSAGES[round % MESSAGES.length],
		};
		const broken = mutate(whole, WRONG, random) as typeof whole;
		const read = readMessage({ ...broken, isOwn: round % 5 === 0 } as never, OWN);
		expect(() => JSON.stringify(read)).not.toThrow();
		if (read.kind !== 'message') continue;
		const { sender, text, sentAt, providerId } = read.message;
		expect(sender.length).toBeGreaterThan(0);
		expect(typeof providerId).toBe('string');
		expect(text === null || typeof text === 'string').toBe(true);
		expect(Number.isSafeInteger(sentAt)).toBe(true);
	}
});

test('a message nested without end is cut off', () => {
	let deep: JsonObject = { conversation: 'x' };
	for (let level = 0; level < 5_000; level += 1) deep = { ephemeralMessage: { message: deep } };
	const envelope = {
		chat: '1000002@lid',
		chatAlt: null,
		id: 'A',
		isOwn: false,
		pushName: null,
		timestamp: '1750030073',
		message: deep,
	};

	const read = readMessage(envelope, OWN);

	expect(read).toMatchObject({ kind: 'message', message: { content: { type: 'unsupported' } } });
	expect(JSON.stringify(read).length).toBeLessThan(10_000);
});

test('whatever stands on a receipt, it is read or ignored', () => {
	const random = seededRandom(9);
	const attrs = { id: 'A', from: '1000002@lid', t: '1750030073', type: 'read' };
	for (let round = 0; round < 1_000; round += 1) {
		const broken = mutate(attrs, ['', 'x', '0', '-1', '1000002@lid'], random) ?? {};
		const { statuses } = readReceipt({ tag: 'receipt', attrs: broken as typeof attrs }, OWN);
		for (const { status } of statuses) expect(['delivered', 'read']).toContain(status);
	}
});
