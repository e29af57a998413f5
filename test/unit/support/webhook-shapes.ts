import { AT, message, webhook, type Json } from './webhook-bodies.ts';

const BUSINESS = '15550001111';
const ANA = '16505551234';
const FILE = { id: '77', mime_type: 'image/jpeg', sha256: 'aGFzaA==', caption: 'Look' };
const EDITED = { type: 'text', text: { body: 'Better' } };
const ERRORS = [{ code: 131051, title: 'a', message: 'b', error_data: { details: 'c' } }];
const CONTACTS = [
	{ profile: { name: 'Ana', username: '@ana' }, wa_id: ANA, user_id: 'US.1' },
	{ profile: { name: 'Ben' }, wa_id: '4915112345678', user_id: 'DE.2' },
];

/** The content of a message of every type. */
const CONTENTS: Json = {
	text: { body: 'Hello' },
	image: FILE,
	video: FILE,
	audio: { ...FILE, voice: true },
	document: { ...FILE, filename: 'a.pdf' },
	sticker: { ...FILE, animated: true },
	location: { latitude: 37.4, longitude: -122.1, name: 'HQ', address: 'Way 1' },
	contacts: [
		{
			name: { formatted_name: 'Ben', first_name: 'Ben' },
			phones: [{ phone: '+49', wa_id: '4915112345678', type: 'CELL' }],
			emails: [{ email: 'a@b.c' }],
			org: { company: 'Shop' },
			origin: 'contact_request',
		},
	],
	reaction: { message_id: 'wamid.text', emoji: '😮' },
	button: { payload: 'YES', text: 'Yes' },
	interactive: { type: 'list_reply', list_reply: { id: '1', title: 'Red' } },
	order: {
		catalog_id: '9',
		product_items: [{ product_retailer_id: 'A', quantity: 2, item_price: 3, currency: 'EUR' }],
	},
	system: {
		type: 'user_changed_number',
		body: 'changed',
		wa_id: '4915112345678',
		user_id: 'DE.2',
		previous_user_id: 'US.1',
	},
	edit: { original_message_id: 'wamid.text', message: EDITED },
	revoke: { original_message_id: 'wamid.image' },
	unsupported: { type: 'poll_creation' },
};

const REFERRAL = { source_type: 'ad', source_id: '5', welcome_message: { text: 'Hi' } };
const CONTEXT = {
	from: BUSINESS,
	id: 'wamid.0',
	forwarded: true,
	referred_product: { catalog_id: '9', product_retailer_id: 'A' },
};
const STATUS = {
	id: 'wamid.echo',
	status: 'delivered',
	timestamp: String(AT),
	recipient_id: ANA,
	recipient_user_id: 'US.1',
	biz_opaque_callback_data: '0199a0b1-2c3d-7000-8000-000000000000',
	conversation: { id: 'c', origin: { type: 'marketing' } },
	pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'marketing' },
	errors: ERRORS,
};

const interactive = (kind: string, said: Json): Json =>
	message('interactive', { type: kind, [kind]: said }, { id: `wamid.${kind}` });

const account = (field: string, value: Json): Json => ({
	object: 'whatsapp_business_account',
	entry: [{ id: '900', time: AT, changes: [{ field, value }] }],
});

/** A webhook of every shape that Meta documents. */
export const SHAPES: readonly Json[] = [
	...Object.entries(CONTENTS).map(([type, content]) => {
		const more = { context: CONTEXT, referral: REFERRAL, errors: ERRORS };
		const messages = [
			message(type, content, { id: `wamid.${type}`, from_user_id: 'US.1', ...more }),
			message('text', { body: 'Hi' }, { id: `wamid.after.${type}`, from: '4915112345678' }),
		];
		return webhook({ contacts: CONTACTS, messages });
	}),
	...[
		interactive('button_reply', { id: '1', title: 'Yes' }),
		interactive('nfm_reply', { name: 'flow', body: 'Sent', response_json: '{"a":1}' }),
		interactive('call_permission_reply', {
			response: 'accept',
			expiration_timestamp: AT,
		}),
		message('text', { body: 'Group' }, { group_id: '120363' }),
	].map((one) => webhook({ contacts: CONTACTS, messages: [one] })),
	webhook({ contacts: CONTACTS, statuses: [STATUS, { ...STATUS, status: 'read' }] }),
	webhook({ statuses: [{ ...STATUS, recipient_type: 'group' }] }),
	webhook({ errors: ERRORS }),
	webhook(
		{
			contacts: CONTACTS,
			message_echoes: [
				message('text', CONTENTS['text'], { id: 'wamid.echo', from: BUSINESS, to: ANA }),
				message('edit', CONTENTS['edit'], { id: 'wamid.e2', from: BUSINESS, to: ANA }),
			],
		},
		'smb_message_echoes',
	),
	webhook(
		{
			history: [
				{
					metadata: { phase: 0, chunk_order: 1, progress: 55 },
					threads: [
						{
							id: ANA,
							messages: [
								message('text', CONTENTS['text'], {
									id: 'wamid.h1',
									to: BUSINESS,
									history_context: { status: 'READ' },
								}),
								message('media_placeholder', undefined, {
									id: 'wamid.h2',
									from: BUSINESS,
									to: ANA,
								}),
							],
						},
					],
				},
				{ errors: ERRORS },
			],
		},
		'history',
	),
	webhook(
		{ messages: [message('image', FILE, { id: 'wamid.h2', from: BUSINESS, to: ANA })] },
		'history',
	),
	webhook({ user_preferences: [{ wa_id: ANA, value: 'stop' }] }, 'user_preferences'),
	webhook({ groups: [{ group_id: '120363' }] }, 'group_lifecycle_update'),
	account('account_update', {
		event: 'DISABLED_UPDATE',
		ban_info: { waba_ban_state: 'DISABLE' },
	}),
	account('message_template_status_update', { event: 'PAUSED', message_template_id: 5 }),
	account('phone_number_quality_update', { event: 'ONBOARDING', current_limit: 'TIER_250' }),
];
