import type { OutgoingContent } from '../../../../src/domain/outgoing.ts';
import type { ContactKey } from '../../../../src/domain/address.ts';
import { toMessage } from '../../../../src/transport/linked/outbound/content.ts';
import {
	Devices,
	ownJid,
	type DeviceSource,
} from '../../../../src/transport/linked/outbound/devices.ts';
import {
	Recipients,
	type RecipientSource,
} from '../../../../src/transport/linked/outbound/recipients.ts';
import {
	decodeUpload,
	encodeUpload,
} from '../../../../src/transport/linked/media/uploaded-file.ts';
import { HandClock } from '../../support/hand-clock.ts';

const NOTHING = { target: null, file: null, now: 5 };
const TARGET = { id: 'Q', chat: '7@lid', isOwn: false, author: '7@lid', text: 'Red?' };
const FIELDS = {
	url: 'https://mmg.whatsapp.net/x',
	directPath: '/x',
	mediaKey: Buffer.from('key'),
	mimetype: 'image/jpeg',
	fileEncSha256: Buffer.from('enc'),
	fileSha256: Buffer.from('sha'),
	fileLength: 3,
	mediaKeyTimestamp: 1,
};

test('a text never has a preview, and quotes what it answers', () => {
	const content: OutgoingContent = { type: 'text', text: 'See https://x.y', linkPreview: true };
	expect(toMessage(content, NOTHING)).toEqual({
		extendedTextMessage: { text: 'See https://x.y' },
	});
	expect(toMessage(content, { ...NOTHING, target: TARGET })).toEqual({
		extendedTextMessage: {
			text: 'See https://x.y',
			contextInfo: {
				stanzaId: 'Q',
				participant: '7@lid',
				quotedMessage: { conversation: 'Red?' },
			},
		},
	});
});

test('a reaction names its message from our side, and is nothing without one', () => {
	const content: OutgoingContent = { type: 'reaction', emoji: '' };
	expect(toMessage(content, { ...NOTHING, target: { ...TARGET, isOwn: true } })).toEqual({
		reactionMessage: {
			key: { remoteJid: '7@lid', fromMe: true, id: 'Q' },
			text: '',
			senderTimestampMs: 5,
		},
	});
	expect(toMessage(content, NOTHING)).toBeNull();
});

test('files go with their caption, their name and as what they are', () => {
	const file = { fields: FIELDS };
	const media = { kind: 'id', id: '1' } as const;
	const made = (content: OutgoingContent) => toMessage(content, { ...NOTHING, file });

	expect(made({ type: 'image', media, caption: 'Look' })).toEqual({
		imageMessage: { ...FIELDS, caption: 'Look' },
	});
	expect(made({ type: 'audio', media, voice: true })).toEqual({
		audioMessage: { ...FIELDS, ptt: true },
	});
	expect(made({ type: 'sticker', media })).toEqual({ stickerMessage: FIELDS });
	expect(made({ type: 'document', media, caption: null, fileName: null })).toEqual({
		documentMessage: { ...FIELDS, fileName: 'file', title: 'file' },
	});
	expect(toMessage({ type: 'image', media, caption: null }, NOTHING)).toBeNull();
});

test('an upload is kept as text and comes back as it was; what is none is refused', () => {
	const file = { fields: { ...FIELDS, seconds: 4, fileName: 'a.jpg' } };
	expect(decodeUpload(encodeUpload(file))).toEqual(file);
	expect(decodeUpload(encodeUpload({ fields: FIELDS }))).toEqual({ fields: FIELDS });
	for (const text of ['', '{}', 'null', JSON.stringify({ url: 'x' })]) {
		expect(decodeUpload(text)).toBeUndefined();
	}
});

describe('recipients', () => {
	let asked: string[];
	let clock: HandClock;
	let recipients: Recipients;
	let answer: { jid: string; exists: boolean }[] | undefined;
	let mapping: Record<string, string>;
	beforeEach(() => {
		asked = [];
		clock = new HandClock(1_000_000);
		recipients = new Recipients(clock);
		answer = [{ jid: '4915112345678@s.whatsapp.net', exists: true }];
		mapping = {};
	});
	const find = (...keys: ContactKey[]) => {
		const source = {
			onWhatsApp(digits: string) {
				asked.push(digits);
				return Promise.resolve(answer);
			},
			authState: { keys: { get: () => Promise.resolve(mapping) } },
		} as unknown as RecipientSource;
		return recipients.find(source, keys);
	};
	const PHONE = { type: 'phone', value: '+4915112345678' } as const;

	test('by LID are there', async () => {
		expect(await find(PHONE, { type: 'lid', value: '77777' })).toEqual({
			kind: 'found',
			jid: '77777@lid',
		});
		expect(asked).toEqual([]);
	});

	test('by phone are asked about once', async () => {
		for (let times = 0; times < 3; times += 1) {
			expect(await find(PHONE)).toEqual({
				kind: 'found',
				jid: '4915112345678@s.whatsapp.net',
			});
		}
		expect(asked).toEqual(['4915112345678']);
	});

	test('whose LID is known need not be asked about', async () => {
		mapping = { 4915112345678: '77777' };
		expect(await find(PHONE)).toEqual({ kind: 'found', jid: '4915112345678@s.whatsapp.net' });
		expect(asked).toEqual([]);
	});

	test('are written to by the form that WhatsApp knows', async () => {
		answer = [{ jid: '551187654321@s.whatsapp.net', exists: true }];
		expect(await find({ type: 'phone', value: '+5511987654321' })).toEqual({
			kind: 'found',
			jid: '551187654321@s.whatsapp.net',
		});
	});

	test('that nobody uses are asked about again after ten minutes', async () => {
		answer = [];
		expect(await find(PHONE)).toEqual({ kind: 'absent' });
		await clock.advance(599_999);
		expect(await find(PHONE)).toEqual({ kind: 'absent' });
		expect(asked).toHaveLength(1);
		await clock.advance(1);
		answer = [{ jid: '4915112345678@s.whatsapp.net', exists: true }];
		expect(await find(PHONE)).toMatchObject({ kind: 'found' });
	});

	test('about whom WhatsApp says nothing are not absent', async () => {
		answer = undefined;
		expect(await find(PHONE)).toEqual({ kind: 'noAnswer' });
		expect(await find({ type: 'username', value: 'anna' })).toEqual({ kind: 'noAddress' });
	});
});

describe('devices', () => {
	const OWN = '100000000000001@lid';
	const THEIRS = '77777@lid';
	let clock: HandClock;
	let asked: string[];
	let found: { user: string; device?: number; jid: string }[];
	let hasSession: boolean;
	let devices: Devices;
	let source: DeviceSource;
	beforeEach(() => {
		clock = new HandClock(1_000_000);
		asked = [];
		found = [
			{ user: '100000000000001', device: 0, jid: OWN },
			{ user: '77777', device: 4, jid: '77777:4@lid' },
			{ user: '77777', jid: THEIRS },
		];
		hasSession = true;
		devices = new Devices(clock);
		source = {
			getUSyncDevices(jids: string[]) {
				asked.push(`devices of ${jids.join()}`);
				return Promise.resolve(found);
			},
			assertSessions(jids: string[]) {
				asked.push(`sessions with ${jids.join()}`);
				return Promise.resolve(true);
			},
			userDevicesCache: { del: (user: string) => void asked.push(`forget ${user}`) },
			signalRepository: {
				validateSession(jid: string) {
					asked.push(`look ${jid}`);
					return Promise.resolve({ exists: hasSession });
				},
			},
		} as unknown as DeviceSource;
	});

	test('of both sides are asked for once in four minutes', async () => {
		expect(await devices.prepare(source, OWN, THEIRS)).toBe(true);
		expect(asked).toEqual([
			`devices of ${OWN},${THEIRS}`,
			`sessions with ${OWN},77777:4@lid,${THEIRS}`,
			`look ${THEIRS}`,
		]);
		await clock.advance(239_999);
		await devices.prepare(source, OWN, THEIRS);
		expect(asked).toHaveLength(3);
		await clock.advance(1);
		await devices.prepare(source, OWN, THEIRS);
		expect(asked).toHaveLength(6);
	});

	test('that are not named, or with which there is no session, mean not now', async () => {
		hasSession = false;
		expect(await devices.prepare(source, OWN, THEIRS)).toBe(false);
		found = [{ user: '100000000000001', device: 0, jid: OWN }];
		expect(await devices.prepare(source, OWN, THEIRS)).toBe(false);
		found = [];
		expect(await devices.prepare(source, OWN, THEIRS)).toBe(false);
	});

	test('that turned out wrong are asked for again', async () => {
		await devices.prepare(source, OWN, THEIRS);
		await devices.forget(source, THEIRS);
		await devices.prepare(source, OWN, THEIRS);

		expect(asked.filter((line) => line.startsWith('devices of'))).toHaveLength(2);
		expect(asked).toContain('forget 77777');
	});
});

test('the number is named as the chat is addressed', () => {
	const me = { id: '15550001111:3@s.whatsapp.net', lid: '100000000000001:3@lid' };
	expect(ownJid('77777@lid', me)).toBe('100000000000001@lid');
	expect(ownJid('49151@s.whatsapp.net', me)).toBe('15550001111@s.whatsapp.net');
	expect(ownJid('77777@lid', { id: me.id })).toBe('15550001111@s.whatsapp.net');
});
