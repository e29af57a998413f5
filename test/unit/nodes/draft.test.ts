import { buffer } from 'node:stream/consumers';
import { readDraft, type DraftTools } from '../../../nodes/WhatsAppTeam/adapter/fields/draft.ts';
import { isProblem, type OutgoingFile, type Recipient } from '../../../src/index.ts';
import { contextOf, type GivenFile } from './parameters.ts';

const TO_CONVERSATION = { mode: 'conversation', value: 'c1' };
const PDF: GivenFile = {
	bytes: Buffer.from('not really a PDF'),
	mimeType: 'application/pdf',
	fileName: 'invoice.pdf',
};

let uploads: { readonly recipient: Recipient; readonly file: OutgoingFile }[];
let asked = 0;
let allowsPrivate = false;
beforeEach(() => {
	uploads = [];
	asked = 0;
	allowsPrivate = false;
});

const tools: DraftTools = {
	keyOf: (index, own) => own || `item:${index}`,
	readPhone: (text) => Promise.resolve(/^\+?\d+$/.test(text) ? '+4915112345678' : undefined),
	upload: (recipient, file) => {
		uploads.push({ recipient, file });
		return Promise.resolve('990');
	},
	allowsPrivate: () => {
		asked += 1;
		return Promise.resolve(allowsPrivate);
	},
	findTemplate: () => Promise.reject(new Error('No template was asked for')),
};

async function draftOf(parameters: object, files: Readonly<Record<string, GivenFile>> = {}) {
	const defaults = { recipient: TO_CONVERSATION, options: {} };
	return await readDraft(
		contextOf({ parameters: { ...defaults, ...parameters }, files }),
		0,
		tools,
	);
}

async function contentOf(parameters: object, files: Readonly<Record<string, GivenFile>> = {}) {
	return (await draftOf(parameters, files)).content;
}

async function wrongWith(parameters: object, files: Readonly<Record<string, GivenFile>> = {}) {
	const thrown: unknown = await draftOf(parameters, files).catch((error: unknown) => error);
	if (!isProblem(thrown)) throw new Error('It was not refused');
	return [thrown.code, thrown.message];
}

const text = { messageType: 'text', text: 'Hi' };

it('refuses an expression that n8n was not told to fill in, and takes what one gives', async () => {
	expect(await wrongWith({ ...text, text: 'I am {{ $json.owner.name }}' })).toEqual([
		'invalidInput',
		"The field 'Text' holds {{ $… }} as plain text",
	]);
	expect(await contentOf({ ...text, text: 'Use {{ name }} in the text' })).toMatchObject({
		text: 'Use {{ name }} in the text',
	});
	const context = contextOf({
		parameters: { recipient: TO_CONVERSATION, options: {}, ...text, text: 'Write {{ $json }}' },
	});
	const node = { parameters: { text: '=Write {{ $json.message.text }}' } };
	const filled = { ...context, getNode: () => node } as unknown as typeof context;
	expect((await readDraft(filled, 0, tools)).content).toMatchObject({
		text: 'Write {{ $json }}',
	});
});

it('reads how urgent a message is, and says nothing where it is like all others', async () => {
	const urgencyOf = async (options: object) => (await draftOf({ ...text, options })).urgency;

	expect(await urgencyOf({ priority: 'high' })).toBe('high');
	expect(await urgencyOf({ priority: 'low' })).toBe('low');
	expect([await urgencyOf({ priority: 'normal' }), await urgencyOf({})]).toEqual([
		undefined,
		undefined,
	]);
	expect(await wrongWith({ ...text, options: { priority: 1 } })).toEqual([
		'invalidInput',
		"The field 'Priority' is none that there is",
	]);
});

it('keeps a step once for each contact, unless there is a key of one’s own', async () => {
	const step = { sequence: 'cart', step: '1' };
	const own = { ...step, idempotencyKey: 'order-1' };

	expect(await draftOf({ ...text, options: step })).toMatchObject({
		...step,
		idempotencyKey: 'step:["cart","1"]',
		keyScope: 'contact',
	});
	expect(await draftOf({ ...text, options: own })).toMatchObject({
		...step,
		idempotencyKey: 'order-1',
	});
	expect(await draftOf({ ...text, options: own })).not.toHaveProperty('keyScope');
	expect(await draftOf({ ...text, options: { sequence: 'cart' } })).toMatchObject({
		idempotencyKey: 'item:0',
	});
});

it('reads a text with its options', async () => {
	const options = {
		category: 'reply',
		idempotencyKey: 'order-1',
		linkPreview: true,
		notBefore: '2100-01-01T00:00:00Z',
		replyTo: ' wamid.1 ',
		expiresAfter: 5,
	};
	const notBefore = Date.UTC(2100, 0, 1);

	expect(await draftOf({ ...text, options })).toEqual({
		recipient: { kind: 'conversation', conversationId: 'c1' },
		content: { type: 'text', text: 'Hi', linkPreview: true },
		category: 'reply',
		idempotencyKey: 'order-1',
		replyTo: 'wamid.1',
		notBefore,
		expiresAt: notBefore + 5 * 60_000,
		cause: '7',
	});
});

it.each([
	[
		{ mode: 'conversation', value: ' c1 ' },
		{ kind: 'conversation', conversationId: 'c1' },
	],
	[
		{ mode: 'contact', value: 'p1' },
		{ kind: 'contact', contactId: 'p1' },
	],
	[
		{ mode: 'phone', value: 4915112345678 },
		{ kind: 'phone', phone: '+4915112345678' },
	],
])('reads the recipient %j', async (recipient, expected) => {
	expect((await draftOf({ ...text, recipient })).recipient).toEqual(expected);
});

it.each([
	[{ mode: 'conversation', value: '' }, "The field 'Recipient' is empty"],
	[
		{ mode: 'phone', value: 'Ana' },
		"The field 'Recipient' is not a phone number that can be dialled from everywhere",
	],
])('refuses the recipient %j', async (recipient, message) => {
	expect(await wrongWith({ ...text, recipient })).toEqual(['invalidInput', message]);
});

it('puts the signature below a text and a caption, and below nothing else', async () => {
	const options = { signature: ' Mia ' };
	const picture = { messageType: 'image', mediaSource: 'id', mediaId: '990', options };

	expect([
		await contentOf({ ...text, options }),
		await contentOf({ ...picture, caption: 'Look' }),
		await contentOf({ ...picture, caption: '' }),
	]).toMatchObject([{ text: 'Hi\n\nMia' }, { caption: 'Look\n\nMia' }, { caption: null }]);
});

it('uploads a file of the item, after all else is known to be right', async () => {
	const document = { messageType: 'document', mediaSource: 'binary', binaryPropertyName: 'data' };
	const content = await contentOf({ ...document, caption: 'Look' }, { data: PDF });

	expect(content).toEqual({
		type: 'document',
		media: { kind: 'id', id: '990' },
		caption: 'Look',
		fileName: 'invoice.pdf',
	});
	expect(uploads).toMatchObject([
		{
			recipient: { kind: 'conversation', conversationId: 'c1' },
			file: { fileName: 'invoice.pdf', mimeType: 'application/pdf', size: 16 },
		},
	]);

	await wrongWith({ ...document, caption: 'x'.repeat(1025) }, { data: PDF });
	expect(uploads).toHaveLength(1);
});

it('takes a file from a private network where the workspace allows it, and asks only then', async () => {
	const image = { messageType: 'image', mediaSource: 'url', mediaUrl: 'https://10.0.0.7/a.png' };
	const link = {
		...image,
		messageType: 'link',
		text: 'Look',
		linkText: 'Here',
		headerType: 'image',
	};
	const message = "The field 'Media URL' leads into a private network";
	expect(await wrongWith(image)).toEqual(['invalidInput', message]);
	allowsPrivate = true;

	expect(await contentOf(image)).toMatchObject({ media: { url: 'https://10.0.0.7/a.png' } });
	expect(await contentOf({ ...link, linkUrl: 'https://example.com' })).toMatchObject({
		header: { media: { url: 'https://10.0.0.7/a.png' } },
	});
	expect(asked).toBe(3);
	await contentOf(text);
	await contentOf({ ...image, mediaSource: 'id', mediaId: '7' });
	expect(asked).toBe(3);
});

it('streams what n8n keeps outside its memory', async () => {
	const document = { messageType: 'document', mediaSource: 'binary', binaryPropertyName: 'data' };
	await contentOf(document, { data: { ...PDF, isStored: true } });
	const [upload] = uploads;
	const bytes = await upload?.file.open();

	expect(upload?.file).toMatchObject({ key: 'stored:data', size: 16 });
	expect(bytes && (await buffer(bytes)).toString()).toBe('not really a PDF');
});

it('refuses a file that WhatsApp does not take, before it is uploaded', async () => {
	const image = { messageType: 'image', mediaSource: 'binary', binaryPropertyName: 'data' };

	expect(await wrongWith(image, { data: PDF })).toEqual([
		'invalidInput',
		"The field 'Input Binary Field' holds a file of the type application/pdf, which WhatsApp does not take as image",
	]);
	expect(uploads).toEqual([]);
});

it.each([
	[{ mediaSource: 'url', mediaUrl: ' https://example.com/a ' }, 'url', 'https://example.com/a'],
	[{ mediaSource: 'id', mediaId: 1037 }, 'id', '1037'],
])('reads where a file comes from: %j', async (source, kind, value) => {
	expect(await contentOf({ messageType: 'sticker', ...source })).toEqual({
		type: 'sticker',
		media: { kind, [kind]: value },
	});
});

it('reacts to the message of the field, and quotes nothing', async () => {
	const options = { replyTo: 'wamid.2' };
	const reaction = { messageType: 'reaction', messageId: 'm1', emoji: '👍', options };

	expect(await draftOf(reaction)).toMatchObject({
		content: { type: 'reaction', emoji: '👍' },
		replyTo: 'm1',
	});
	expect(await wrongWith({ ...reaction, messageId: '' })).toEqual([
		'invalidInput',
		"The field 'Message ID' is empty",
	]);
});

it('takes degrees as numbers or as text', async () => {
	const place = { messageType: 'location', latitude: '52,5163', longitude: 13.3777 };

	expect(await contentOf(place)).toEqual({
		type: 'location',
		latitude: 52.5163,
		longitude: 13.3777,
		name: null,
		address: null,
	});
	expect(await wrongWith({ ...place, latitude: '' })).toEqual([
		'invalidInput',
		"The field 'Latitude' is not a number from -90 to 90",
	]);
});

it('uses the title of a button or row as its id where there is none', async () => {
	const buttons = { values: [{ title: ' Yes ' }, { title: 'No', id: 'no-1' }] };
	const rows = { values: [{ title: 'One' }, { title: 'Two', id: 'two', description: 'More' }] };

	expect(await contentOf({ messageType: 'buttons', text: 'Well?', buttons })).toMatchObject({
		header: null,
		footer: null,
		buttons: [
			{ id: 'Yes', title: 'Yes' },
			{ id: 'no-1', title: 'No' },
		],
	});
	const list = { messageType: 'list', text: 'Well?', listButton: 'Choose', rows };
	expect(await contentOf(list)).toMatchObject({
		button: 'Choose',
		sections: [
			{
				title: null,
				rows: [
					{ id: 'One', title: 'One', description: null },
					{ id: 'two', title: 'Two', description: 'More' },
				],
			},
		],
	});
});

const META_CARD = {
	name: { formatted_name: 'Nathan Smith', first_name: 'Nathan' },
	phones: [{ phone: '+1 650', type: 'Mobile', wa_id: '1650' }],
	org: { company: 'Shrub' },
	addresses: [{ country_code: 'us' }],
	birthday: '1999-01-23',
};
const OUR_CARD = {
	name: { formatted: 'Nathan Smith', first: 'Nathan' },
	phones: [{ phone: '+1 650', type: 'Mobile', waId: '1650' }],
	organization: { company: 'Shrub' },
	addresses: [{ countryCode: 'us' }],
	birthday: '1999-01-23',
};

it.each([
	['text', JSON.stringify([META_CARD])],
	['a list', [META_CARD]],
	['one card', META_CARD],
])('reads contacts as JSON: %s', async (_what, contactsJson) => {
	const contacts = { messageType: 'contacts', contactsInput: 'json', contactsJson };

	expect(await contentOf(contacts)).toEqual({ type: 'contacts', contacts: [OUR_CARD] });
});

it('reads the contacts of a received message as they are', async () => {
	const received = {
		name: 'Nathan Smith',
		firstName: 'Nathan',
		lastName: null,
		phones: [{ value: '+1 650', type: 'Mobile', whatsAppPhone: '+1650' }],
		emails: [],
		urls: [{ value: 'https://a.example', type: null }],
		company: 'Shrub',
		jobTitle: null,
		birthday: null,
		origin: 'other',
		vcard: null,
	};
	const contacts = { messageType: 'contacts', contactsInput: 'json', contactsJson: [received] };

	expect(await contentOf(contacts)).toEqual({
		type: 'contacts',
		contacts: [
			{
				name: { formatted: 'Nathan Smith', first: 'Nathan' },
				phones: [{ phone: '+1 650', type: 'Mobile', waId: '1650' }],
				organization: { company: 'Shrub' },
				urls: [{ url: 'https://a.example' }],
			},
		],
	});
});

it('refuses contacts that are no JSON', async () => {
	const contacts = { messageType: 'contacts', contactsInput: 'json', contactsJson: '[{' };

	expect(await wrongWith(contacts)).toEqual([
		'invalidInput',
		"The field 'Contacts (JSON)' is not a list of contacts",
	]);
});

it('refuses a message type that there is not', async () => {
	expect(await wrongWith({ messageType: 'fax' })).toEqual([
		'invalidInput',
		"The field 'Message Type' is none that WhatsApp has",
	]);
});
