import { readMessage, type Envelope } from '../../../../src/transport/linked/inbound/message.ts';
import type { JsonObject } from '../../../../src/transport/linked/json.ts';

const OWN = ['15550001111:3@s.whatsapp.net', '100000000000001:3@lid'] as const;
const LID = { type: 'lid', value: '100000000000002' };
const PHONE = { type: 'phone', value: '+15557770001' };
const FILE = {
	url: 'https://mmg.whatsapp.net/v/x.enc',
	directPath: '/v/x.enc',
	mediaKey: 'a2V5',
	mimetype: 'image/jpeg',
	fileSha256: 'c2hh',
	fileEncSha256: 'ZW5j',
	fileLength: 77,
	jpegThumbnail: 'dGh1bWI=',
};

function envelope(message: JsonObject | null, changes: Partial<Envelope> = {}): Envelope {
	return {
		chat: '100000000000002@lid',
		chatAlt: '15557770001@s.whatsapp.net',
		id: 'ABC',
		isOwn: false,
		timestamp: '1750030073',
		pushName: 'Anna',
		message,
		...changes,
	};
}

/** What a message says, without what is the same in all of them. */
function said(message: JsonObject | null, changes: Partial<Envelope> = {}) {
	const read = readMessage(envelope(message, changes), OWN);
	if (read.kind !== 'message' && read.kind !== 'recorded') return read.kind;
	const { content, text, replyTo, forwarded } = read.message;
	return {
		content,
		text,
		...(replyTo === null ? {} : { replyTo }),
		...(forwarded === null ? {} : { forwarded }),
	};
}

test('a plain text comes with both addresses, its time in ms and the message as it came', () => {
	const message = { conversation: 'Hello', messageContextInfo: { messageSecret: 'c2VjcmV0' } };

	expect(readMessage(envelope(message), OWN)).toEqual({
		kind: 'message',
		message: {
			providerId: 'ABC',
			content: { type: 'text' },
			text: 'Hello',
			replyTo: null,
			forwarded: null,
			referral: null,
			product: null,
			sentAt: 1_750_030_073_000,
			sender: [LID, PHONE],
			senderName: 'Anna',
			raw: {
				key: {
					remoteJid: '100000000000002@lid',
					remoteJidAlt: '15557770001@s.whatsapp.net',
					fromMe: false,
					id: 'ABC',
				},
				messageTimestamp: 1_750_030_073,
				pushName: 'Anna',
				message: { conversation: 'Hello' },
			},
		},
	});
});

test('what the number wrote itself is recorded, under the customer, with no name of ours', () => {
	const read = readMessage(
		envelope({ conversation: 'Yes' }, { isOwn: true, pushName: 'Shop' }),
		OWN,
	);

	expect(read).toMatchObject({
		kind: 'recorded',
		message: {
			origin: 'phone',
			direction: 'out',
			contact: [LID, PHONE],
			contactName: null,
			status: 'sent',
			text: 'Yes',
		},
	});
});

test('an answer, and a message that was forwarded, say so', () => {
	const text = (contextInfo: JsonObject) => ({
		extendedTextMessage: { text: 'Hi', contextInfo },
	});

	expect(said(text({ stanzaId: 'Q1', quotedMessage: { conversation: 'x' } }))).toEqual({
		content: { type: 'text' },
		text: 'Hi',
		replyTo: 'Q1',
	});
	expect(said(text({ isForwarded: true, forwardingScore: 1 }))).toMatchObject({
		forwarded: 'once',
	});
	expect(said(text({ isForwarded: true, forwardingScore: 4 }))).toMatchObject({
		forwarded: 'once',
	});
	expect(said(text({ isForwarded: true, forwardingScore: 5 }))).toMatchObject({
		forwarded: 'often',
	});
});

test('the ad that led a customer here is told; a preview of a link is none', () => {
	const ad = {
		sourceType: 'ad',
		sourceId: '55',
		sourceUrl: 'https://fb.me/x',
		title: 'Sale',
		body: 'All red',
		mediaType: 1,
		ctwaClid: 'click',
		greetingMessageBody: 'Welcome',
	};
	const read = (externalAdReply: JsonObject) =>
		readMessage(
			envelope({ extendedTextMessage: { text: 'Hi', contextInfo: { externalAdReply } } }),
			OWN,
		);

	expect(read(ad)).toMatchObject({
		message: {
			referral: {
				sourceType: 'ad',
				sourceId: '55',
				sourceUrl: 'https://fb.me/x',
				headline: 'Sale',
				body: 'All red',
				mediaType: 'image',
				mediaUrl: null,
				thumbnailUrl: null,
				clickId: 'click',
				welcomeText: 'Welcome',
			},
		},
	});
	expect(read({ title: 'A page', sourceUrl: 'https://example.com' })).toMatchObject({
		message: { referral: null },
	});
});

test.each([
	['imageMessage', 'image', {}],
	['videoMessage', 'video', {}],
	['ptvMessage', 'video', {}],
	['audioMessage', 'audio', { voice: false }],
	['documentMessage', 'document', {}],
	['stickerMessage', 'sticker', { animated: false }],
])('a file in %s is of the kind %s', (field, kind, more) => {
	expect(said({ [field]: { ...FILE, caption: 'Look', fileName: 'a.jpg' } })).toEqual({
		content: {
			type: kind,
			media: {
				id: 'ABC',
				mimeType: 'image/jpeg',
				sha256: 'c2hh',
				fileName: 'a.jpg',
				...more,
				sealed: {
					kind,
					path: '/v/x.enc',
					url: 'https://mmg.whatsapp.net/v/x.enc',
					key: 'a2V5',
					sealedSha256: 'ZW5j',
					size: 77,
					message: { chat: '100000000000002@lid', id: 'ABC', isOwn: false },
				},
			},
		},
		text: 'Look',
	});
});

test('a voice message and a sticker that moves say so', () => {
	expect(said({ audioMessage: { ...FILE, ptt: true } })).toMatchObject({
		content: { media: { voice: true } },
	});
	expect(said({ stickerMessage: { ...FILE, isAnimated: true } })).toMatchObject({
		content: { media: { animated: true } },
	});
});

test('what opens a file is not in the message as it came', () => {
	const quoted = { quotedMessage: { imageMessage: { ...FILE, mediaKey: 'b3RoZXI=' } } };
	const read = readMessage(envelope({ imageMessage: { ...FILE, contextInfo: quoted } }), OWN);

	const raw = JSON.stringify(read.kind === 'message' ? read.message.raw : null);
	expect(raw).toContain('image/jpeg');
	for (const secret of ['a2V5', 'b3RoZXI=', 'dGh1bWI=']) expect(raw).not.toContain(secret);
});

test('a file without its key, or that lies nowhere, is shown as not supported', () => {
	const unsupported = {
		content: { type: 'unsupported', kind: 'image', reason: null },
		text: null,
	};
	expect(said({ imageMessage: { ...FILE, mediaKey: undefined } })).toEqual(unsupported);
	expect(said({ imageMessage: { mediaKey: 'a2V5' } })).toEqual(unsupported);
});

test.each([
	'ephemeralMessage',
	'viewOnceMessage',
	'viewOnceMessageV2',
	'viewOnceMessageV2Extension',
])('a message in %s is the message inside', (wrapper) => {
	const message = { [wrapper]: { message: { imageMessage: { ...FILE, caption: 'Once' } } } };
	expect(said(message)).toMatchObject({ content: { type: 'image' }, text: 'Once' });
	const twice = { ephemeralMessage: { message } };
	expect(said(twice)).toMatchObject({ content: { type: 'image' }, text: 'Once' });
});

test('a view-once message that linked devices may not see is shown as such', () => {
	const viewOnce = {
		content: { type: 'unsupported', kind: 'view_once', reason: null },
		text: null,
	};
	expect(said(null)).toEqual(viewOnce);
	expect(said({ placeholderMessage: { type: 0 } })).toEqual(viewOnce);
});

test('a place, with its name, its address, its caption or its coordinates as text', () => {
	const place = { degreesLatitude: 52.5, degreesLongitude: 13.4 };
	expect(said({ locationMessage: { ...place, name: 'Gate', address: 'Way 1' } })).toEqual({
		content: {
			type: 'location',
			location: {
				latitude: 52.5,
				longitude: 13.4,
				name: 'Gate',
				address: 'Way 1',
				url: null,
			},
		},
		text: 'Gate',
	});
	expect(said({ locationMessage: { ...place, address: 'Way 1' } })).toMatchObject({
		text: 'Way 1',
	});
	expect(said({ liveLocationMessage: { ...place, caption: 'On my way' } })).toMatchObject({
		content: { type: 'location' },
		text: 'On my way',
	});
	expect(said({ locationMessage: place })).toMatchObject({ text: '52.5, 13.4' });
	expect(said({ locationMessage: { degreesLatitude: 1 } })).toMatchObject({
		content: { type: 'unsupported', kind: 'location' },
	});
});

test('contact cards, one or several', () => {
	const vcard =
		'BEGIN:VCARD\nVERSION:3.0\nFN:Ben\nTEL;type=CELL;waid=4915112345678:+49 151\nEND:VCARD';
	expect(said({ contactMessage: { displayName: 'Ben', vcard } })).toMatchObject({
		content: {
			type: 'contacts',
			contacts: [
				{
					name: 'Ben',
					phones: [{ value: '+49 151', type: 'CELL', whatsAppPhone: '+4915112345678' }],
					vcard,
				},
			],
		},
		text: 'Ben',
	});
	const contacts = [
		{ displayName: 'Ben', vcard },
		{ displayName: 'Eve', vcard: 'BEGIN:VCARD\nEND:VCARD' },
	];
	expect(said({ contactsArrayMessage: { displayName: '2 contacts', contacts } })).toMatchObject({
		text: 'Ben, Eve',
	});
});

test('a reaction names its message; one that is taken back has no emoji', () => {
	const key = { remoteJid: 'x', id: 'T1' };
	expect(said({ reactionMessage: { key, text: '👍' } })).toEqual({
		content: { type: 'reaction', to: 'T1', emoji: '👍' },
		text: '👍',
	});
	expect(said({ reactionMessage: { key, text: '' } })).toEqual({
		content: { type: 'reaction', to: 'T1', emoji: null },
		text: null,
	});
});

test('an edit carries the new content, a deletion the message that it deletes', () => {
	const key = { id: 'T1' };
	const editedMessage = { conversation: 'Better' };
	const edit = { protocolMessage: { key, type: 14, editedMessage } };
	const edited = {
		content: { type: 'edit', target: 'T1', content: { type: 'text' } },
		text: 'Better',
	};
	expect(said(edit)).toEqual(edited);
	expect(said({ editedMessage: { message: edit } })).toEqual(edited);
	expect(said({ protocolMessage: { key, type: 0 } })).toEqual({
		content: { type: 'revoke', target: 'T1' },
		text: null,
	});
	const twice = { protocolMessage: { key, type: 14, editedMessage: edit } };
	expect(said(twice)).toMatchObject({ content: { type: 'unsupported' } });
});

test.each([
	[
		{ buttonsResponseMessage: { selectedButtonId: '1', selectedDisplayText: 'Yes' } },
		{ type: 'interactive', reply: { kind: 'button', id: '1', title: 'Yes' } },
		'Yes',
	],
	[
		{ templateButtonReplyMessage: { selectedId: 'A', selectedDisplayText: 'Stop' } },
		{ type: 'button', reply: { kind: 'quickReply', id: 'A', title: 'Stop' } },
		'Stop',
	],
	[
		{
			listResponseMessage: {
				title: 'Red',
				description: 'Like a rose',
				singleSelectReply: { selectedRowId: 'r' },
			},
		},
		{
			type: 'interactive',
			reply: { kind: 'list', id: 'r', title: 'Red', description: 'Like a rose' },
		},
		'Red',
	],
	[
		{
			interactiveResponseMessage: {
				body: { text: 'Sent' },
				nativeFlowResponseMessage: { name: 'flow', paramsJson: '{"flow_token":"t","a":1}' },
			},
		},
		{
			type: 'interactive',
			reply: {
				kind: 'flow',
				name: 'flow',
				response: { flow_token: 't', a: 1 },
				flowToken: 't',
			},
		},
		'Sent',
	],
])('an answer by a tap: %j', (message, content, text) => {
	expect(said(message)).toEqual({ content, text });
});

test.each([
	[{ pollCreationMessageV3: { name: 'Lunch?' } }, 'poll_creation'],
	[{ pollUpdateMessage: {} }, 'poll_vote'],
	[{ eventMessage: { name: 'x' } }, 'event'],
	[{ somethingNewMessage: {} }, 'something_new'],
])('a kind that is not shown yet is kept: %j', (message, kind) => {
	expect(said(message)).toEqual({
		content: { type: 'unsupported', kind, reason: null },
		text: null,
	});
});

test.each([
	[{ protocolMessage: { type: 3, ephemeralExpiration: 86_400 } }],
	[{ protocolMessage: { type: 5, historySyncNotification: {} } }],
	[{ senderKeyDistributionMessage: { groupId: 'x' } }],
	[{ messageContextInfo: {} }],
	[{ albumMessage: { expectedImageCount: 2 } }],
	[{}],
])('what devices arrange among themselves is nothing: %j', (message) => {
	expect(said(message)).toBe('nothing');
});

test('who writes decides: groups, WhatsApp itself, and the number to itself', () => {
	const text = { conversation: 'x' };
	expect(said(text, { chat: '120363000000000001@g.us' })).toBe('group');
	expect(said(text, { chat: '0@s.whatsapp.net' })).toBe('nothing');
	expect(said(text, { chat: '100000000000001@lid', isOwn: true })).toBe('nothing');
	expect(said(text, { timestamp: undefined })).toBe('unreadable');
	expect(said(text, { id: '' })).toBe('unreadable');
});
