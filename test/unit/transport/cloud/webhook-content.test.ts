import { AT, message, newsOf, webhook, type Json } from '../../support/webhook-bodies.ts';

/** Content and text of the only message. */
function read(type: string, content: unknown, changes: Json = {}): unknown {
	const messages = [message(type, content, changes)];
	const news = newsOf(webhook({ messages }));
	expect(news?.unreadable).toBe(0);
	const [only] = news?.messages ?? [];
	return { content: only?.content, text: only?.text };
}

const FILE = { id: '77', mime_type: 'image/jpeg', sha256: 'aGFzaA==' };
const MEDIA = { id: '77', mimeType: 'image/jpeg', sha256: 'aGFzaA==', fileName: null };
const unsupported = (kind: string | null) => ({
	content: { type: 'unsupported', kind, reason: null },
	text: null,
});

describe('a file', () => {
	it.each(['image', 'video'])('of type %s has its caption as the text', (type) => {
		expect(read(type, { ...FILE, caption: 'Look' })).toEqual({
			content: { type, media: MEDIA },
			text: 'Look',
		});
	});

	it.each([true, false])('of sound may be a voice note: %s', (voice) => {
		const mime_type = 'audio/ogg; codecs=opus';

		expect(read('audio', { ...FILE, mime_type, voice })).toEqual({
			content: { type: 'audio', media: { ...MEDIA, mimeType: mime_type, voice } },
			text: null,
		});
	});

	it('of type document keeps its name', () => {
		expect(read('document', { ...FILE, filename: 'a.pdf', caption: 'Bill' })).toEqual({
			content: { type: 'document', media: { ...MEDIA, fileName: 'a.pdf' } },
			text: 'Bill',
		});
	});

	it.each([true, false])('of type sticker may move: %s', (animated) => {
		expect(read('sticker', { ...FILE, animated })).toEqual({
			content: { type: 'sticker', media: { ...MEDIA, animated } },
			text: null,
		});
	});

	it('may be known by its id alone', () => {
		expect(read('image', { id: '77', caption: '' })).toEqual({
			content: { type: 'image', media: { ...MEDIA, mimeType: null, sha256: null } },
			text: null,
		});
	});

	it('without an id cannot be fetched: it is unsupported', () => {
		expect(read('image', { mime_type: 'image/jpeg' })).toEqual(unsupported('image'));
	});
});

describe('a place', () => {
	const place = { latitude: 37.46, longitude: -122.21 };

	it.each([
		['its name', { name: 'HQ', address: 'Way 1', url: 'https://x' }, 'HQ'],
		['its address', { address: 'Way 1' }, 'Way 1'],
		['its coordinates', {}, '37.46, -122.21'],
	])('has %s as the text', (_what, more, text) => {
		expect(read('location', { ...place, ...more })).toEqual({
			content: {
				type: 'location',
				location: { ...place, name: null, address: null, url: null, ...more },
			},
			text,
		});
	});

	it('may have its coordinates as text', () => {
		const texts = { latitude: '37.46', longitude: '-122.21' };

		expect(read('location', texts)).toMatchObject({ content: { location: place } });
	});

	it.each(['', '1e3', 'x', null])(
		'without a sensible latitude (%j) is unsupported',
		(latitude) => {
			expect(read('location', { ...place, latitude })).toEqual(unsupported('location'));
		},
	);
});

describe('contact cards', () => {
	const EMPTY = {
		name: null,
		firstName: null,
		lastName: null,
		phones: [],
		emails: [],
		urls: [],
		company: null,
		jobTitle: null,
		birthday: null,
		origin: 'other',
		vcard: null,
	};

	it('have the names as the text', () => {
		const cards = [
			{
				name: { formatted_name: 'Ana B.', first_name: 'Ana', last_name: 'B.' },
				phones: [{ phone: '+1 650 555 1234', wa_id: '16505551234', type: 'WORK' }],
				emails: [{ email: 'a@b.c', type: 'HOME' }, { email: 7 }],
				urls: [{ url: 'https://a.b' }],
				org: { company: 'Shop', department: 'x', title: 'Boss' },
				birthday: '1999-01-23',
				vcard: 'BEGIN:VCARD',
				origin: 'other',
			},
			{ name: { first_name: 'Ben', last_name: 'C.' } },
			{ phones: [{ wa_id: '4915112345678' }] },
		];

		expect(read('contacts', cards)).toEqual({
			content: {
				type: 'contacts',
				contacts: [
					{
						name: 'Ana B.',
						firstName: 'Ana',
						lastName: 'B.',
						phones: [
							{
								value: '+1 650 555 1234',
								type: 'WORK',
								whatsAppPhone: '+16505551234',
							},
						],
						emails: [{ value: 'a@b.c', type: 'HOME' }],
						urls: [{ value: 'https://a.b', type: null }],
						company: 'Shop',
						jobTitle: 'Boss',
						birthday: '1999-01-23',
						origin: 'other',
						vcard: 'BEGIN:VCARD',
					},
					{ ...EMPTY, name: 'Ben C.', firstName: 'Ben', lastName: 'C.' },
					{
						...EMPTY,
						phones: [
							{
								value: '+4915112345678',
								type: null,
								whatsAppPhone: '+4915112345678',
							},
						],
					},
				],
			},
			text: 'Ana B., Ben C., +4915112345678',
		});
	});

	it('tell when a phone was shared on request, and is surely the sender’s', () => {
		const card = { origin: 'contact_request', phones: [{ phone: '+1650', type: 'CELL' }] };

		expect(read('contacts', [card])).toMatchObject({
			content: { contacts: [{ origin: 'contact_request' }] },
		});
	});

	it('may be empty', () => {
		expect(read('contacts', [{}])).toEqual({
			content: { type: 'contacts', contacts: [EMPTY] },
			text: null,
		});
	});
});

describe('a reaction', () => {
	it('has its emoji as the text', () => {
		expect(read('reaction', { message_id: 'wamid.0', emoji: '😮' })).toEqual({
			content: { type: 'reaction', to: 'wamid.0', emoji: '😮' },
			text: '😮',
		});
	});

	it.each([{}, { emoji: '' }])('is taken back by %j', (emoji) => {
		expect(read('reaction', { message_id: 'wamid.0', ...emoji })).toEqual({
			content: { type: 'reaction', to: 'wamid.0', emoji: null },
			text: null,
		});
	});

	it('to nothing is unsupported', () => {
		expect(read('reaction', { emoji: '😮' })).toEqual(unsupported('reaction'));
	});
});

describe('a tap', () => {
	const tap = (type: string, said: unknown) => read('interactive', { type, [type]: said });

	it('on a quick reply of a template has its words as the text', () => {
		expect(read('button', { payload: 'YES', text: 'Yes' })).toEqual({
			content: { type: 'button', reply: { kind: 'quickReply', id: 'YES', title: 'Yes' } },
			text: 'Yes',
		});
	});

	it('on a button has its title as the text', () => {
		expect(tap('button_reply', { id: '1', title: 'Yes' })).toEqual({
			content: { type: 'interactive', reply: { kind: 'button', id: '1', title: 'Yes' } },
			text: 'Yes',
		});
	});

	it('on a list has the title of the row as the text', () => {
		expect(tap('list_reply', { id: '1', title: 'Red', description: 'Dark' })).toEqual({
			content: {
				type: 'interactive',
				reply: { kind: 'list', id: '1', title: 'Red', description: 'Dark' },
			},
			text: 'Red',
		});
	});

	it('that ends a Flow brings what was filled in', () => {
		const response_json = '{"size":"L","flow_token":"t"}';

		expect(tap('nfm_reply', { name: 'flow', body: 'Sent', response_json })).toEqual({
			content: {
				type: 'interactive',
				reply: {
					kind: 'flow',
					name: 'flow',
					response: { size: 'L', flow_token: 't' },
					flowToken: 't',
				},
			},
			text: 'Sent',
		});
	});

	it.each([
		['no JSON', '{"size', '{"size'],
		['nothing', undefined, null],
	])('that ends a Flow with %s is kept', (_what, response_json, response) => {
		expect(tap('nfm_reply', { name: 'flow', response_json })).toEqual({
			content: {
				type: 'interactive',
				reply: { kind: 'flow', name: 'flow', response, flowToken: null },
			},
			text: null,
		});
	});

	it.each([
		['accept', true],
		['reject', false],
	])('that answers a request for calls with %s is read', (response, isGranted) => {
		const said = { response, expiration_timestamp: AT, response_source: 'user_action' };

		expect(tap('call_permission_reply', said)).toEqual({
			content: {
				type: 'interactive',
				reply: {
					kind: 'callPermission',
					isGranted,
					isPermanent: false,
					expiresAt: AT * 1_000,
					source: 'user_action',
				},
			},
			text: null,
		});
	});

	it.each([
		['of a new kind', { type: 'dance_reply', dance_reply: {} }],
		['without its object', { type: 'button_reply' }],
		['without an id', { type: 'button_reply', button_reply: { title: 'x' } }],
		['that every object inherits', { type: 'constructor' }],
	])('%s is unsupported', (_what, content) => {
		expect(read('interactive', content)).toEqual(unsupported('interactive'));
	});
});

it('reads a cart, and the words that came with it', () => {
	const items = [
		{ product_retailer_id: 'A', quantity: 3, item_price: 30.5, currency: 'ILS' },
		{ product_retailer_id: 'B', quantity: '2' },
		{ quantity: 1 },
	];

	expect(read('order', { catalog_id: '9', text: 'Quick', product_items: items })).toEqual({
		content: {
			type: 'order',
			order: {
				catalogId: '9',
				items: [
					{ productId: 'A', quantity: 3, price: 30.5, currency: 'ILS' },
					{ productId: 'B', quantity: 2, price: null, currency: null },
				],
			},
		},
		text: 'Quick',
	});
});

describe('what WhatsApp says about a customer', () => {
	const NEW = [
		{ type: 'phone', value: '+16505550000' },
		{ type: 'bsuid', value: 'US.2' },
		{ type: 'parentBsuid', value: 'US.ENT.2' },
	];

	it('may be a new phone', () => {
		const system = {
			type: 'user_changed_number',
			body: 'A changed',
			wa_id: '16505550000',
			user_id: 'US.2',
			parent_user_id: 'US.ENT.2',
			previous_user_id: 'US.1',
			previous_parent_user_id: 'US.ENT.1',
		};

		expect(read('system', system)).toEqual({
			content: {
				type: 'system',
				notice: {
					kind: 'numberChanged',
					before: [
						{ type: 'phone', value: '+16505551234' },
						{ type: 'bsuid', value: 'US.1' },
						{ type: 'parentBsuid', value: 'US.ENT.1' },
					],
					after: NEW,
				},
			},
			text: 'A changed',
		});
	});

	it('may come from nobody, and is then about whom it names', () => {
		const system = {
			type: 'user_changed_user_id',
			user_id: 'US.2',
			previous_user_id: 'US.1',
		};
		const news = newsOf(
			webhook({ messages: [message('system', system, { from: undefined })] }),
		);

		expect(news?.messages).toMatchObject([
			{
				sender: [{ type: 'bsuid', value: 'US.1' }],
				content: {
					notice: {
						kind: 'userIdChanged',
						before: [{ type: 'bsuid', value: 'US.1' }],
						after: [{ type: 'bsuid', value: 'US.2' }],
					},
				},
			},
		]);
	});

	it.each([
		['customer_identity_changed', 'identityChanged'],
		['something_new', 'unknown'],
		['constructor', 'unknown'],
	])('may be %s', (type, kind) => {
		expect(read('system', { type, body: 'x' })).toMatchObject({
			content: { type: 'system', notice: { kind, after: [] } },
		});
	});
});

describe('a change of an earlier message', () => {
	const edit = (changed: unknown) => ({ original_message_id: 'wamid.0', message: changed });

	it('brings its new text', () => {
		expect(read('edit', edit({ type: 'text', text: { body: 'Better' } }))).toEqual({
			content: { type: 'edit', target: 'wamid.0', content: { type: 'text' } },
			text: 'Better',
		});
	});

	it('brings its new caption', () => {
		expect(read('edit', edit({ type: 'image', image: { ...FILE, caption: 'New' } }))).toEqual({
			content: { type: 'edit', target: 'wamid.0', content: { type: 'image', media: MEDIA } },
			text: 'New',
		});
	});

	it.each(['edit', 'revoke'])('cannot be a change itself (%s)', (type) => {
		const changed = { type, [type]: edit({ type: 'text' }) };

		expect(read('edit', edit(changed))).toEqual(unsupported('edit'));
	});

	it('may delete it', () => {
		expect(read('revoke', { original_message_id: 'wamid.0' })).toEqual({
			content: { type: 'revoke', target: 'wamid.0' },
			text: null,
		});
	});

	it.each(['edit', 'revoke'])('of nothing is unsupported (%s)', (type) => {
		expect(read(type, {})).toEqual(unsupported(type));
	});
});

describe('what Meta does not pass on', () => {
	const errors = [{ code: 131051, title: 'Message type unknown' }];

	it('keeps the reason, and the kind that it was', () => {
		expect(read('unsupported', { type: 'poll_creation' }, { errors })).toEqual({
			content: {
				type: 'unsupported',
				kind: 'poll_creation',
				reason: {
					name: 'unsupportedType',
					code: 131051,
					message: 'Meta does not support this type of message (Message type unknown)',
					advice: 'Choose another message type.',
				},
			},
			text: null,
		});
	});

	it.each(['unknown', 'unsupported'])('may be of no kind at all (%s)', (type) => {
		expect(read(type, undefined)).toEqual(unsupported(null));
	});

	it.each(['ephemeral', 'request_welcome', 'something_new', 'toString', '__proto__'])(
		'is also a type that is not known: %s',
		(type) => {
			expect(read(type, { any: 'thing' })).toEqual(unsupported(type));
		},
	);

	it.each(['image', 'location', 'interactive', 'order', 'system', 'contacts', 'button'])(
		'is also a message of type %s without its content',
		(type) => {
			expect(read(type, undefined)).toEqual(unsupported(type));
		},
	);
});

describe('around a message', () => {
	const around = (changes: Json): unknown =>
		newsOf(webhook({ messages: [message('text', { body: 'Hi' }, changes)] }))?.messages[0];

	it.each([
		[{ forwarded: true }, 'once'],
		[{ frequently_forwarded: true }, 'often'],
		[{ forwarded: true, frequently_forwarded: true }, 'often'],
		[{ forwarded: false }, null],
		[{ id: 'wamid.0' }, null],
	])('stands in %j how often it was forwarded', (context, forwarded) => {
		expect(around({ context })).toMatchObject({ forwarded });
	});

	it('stands the product that is asked about', () => {
		const referred_product = { catalog_id: '9', product_retailer_id: 'A' };

		expect(around({ context: { id: 'wamid.0', referred_product } })).toMatchObject({
			replyTo: 'wamid.0',
			product: { catalogId: '9', productId: 'A' },
		});
	});

	it('stands the ad that led to it', () => {
		const referral = {
			source_url: 'https://fb.me/x',
			source_id: '5',
			source_type: 'ad',
			headline: 'Shop',
			body: 'Buy',
			media_type: 'video',
			video_url: 'https://v',
			thumbnail_url: 'https://t',
			ctwa_clid: 'click',
			welcome_message: { text: 'Hello' },
		};

		expect(around({ referral })).toMatchObject({
			referral: {
				sourceType: 'ad',
				sourceId: '5',
				sourceUrl: 'https://fb.me/x',
				headline: 'Shop',
				body: 'Buy',
				mediaType: 'video',
				mediaUrl: 'https://v',
				thumbnailUrl: 'https://t',
				clickId: 'click',
				welcomeText: 'Hello',
			},
		});
	});
});
