import { parseWebhook } from '../../../../src/transport/cloud/webhook/parse.ts';
import { AT, message, newsOf, webhook, type Json } from '../../support/webhook-bodies.ts';

const BUSINESS = '15550001111';
const ANA = '16505551234';
const ANA_KEY = { type: 'phone', value: `+${ANA}` };

/** What is the same of every recorded message here. */
const HELLO = {
	providerId: 'wamid.1',
	content: { type: 'text' },
	text: 'Hello',
	replyTo: null,
	forwarded: null,
	product: null,
	referral: null,
	sentAt: AT * 1_000,
};
const hello = (changes: Json): Json => message('text', { body: 'Hello' }, changes);

describe('the address book of the app on the phone', () => {
	const book = (...state_sync: readonly unknown[]) =>
		newsOf(webhook({ state_sync }, 'smb_app_state_sync'));
	const entry = (contact: Json, action = 'add') => ({
		type: 'contact',
		contact,
		action,
		metadata: { timestamp: String(AT) },
	});

	it('names people by phone or user id, and those who were removed', () => {
		const ben = { full_name: 'Ben Ode', first_name: 'Ben', user_id: 'US.1349' };
		const news = book(
			entry({ full_name: 'Ana Silva', first_name: 'Ana', phone_number: ANA }),
			entry(ben),
			entry({ phone_number: ANA }, 'remove'),
		);

		expect(news?.addressBook).toEqual([
			{ key: ANA_KEY, name: 'Ana Silva', isRemoved: false },
			{ key: { type: 'bsuid', value: 'US.1349' }, name: 'Ben Ode', isRemoved: false },
			{ key: ANA_KEY, name: null, isRemoved: true },
		]);
		expect(news).toMatchObject({ messages: [], recorded: [], others: [], unreadable: 0 });
	});

	it('counts what it cannot read', () => {
		const news = book(entry({ full_name: 'Nobody' }), { type: 'label' }, entry({}));

		expect(news).toMatchObject({ unreadable: 3 });
		expect(news?.addressBook).toBeUndefined();
	});
});

describe('the progress of a history', () => {
	const chunk = (progress: unknown) => ({
		metadata: { phase: 0, chunk_order: 1, progress },
		threads: [],
	});

	it.each([
		[[chunk(10), chunk(55)], 55],
		[[chunk('55')], undefined],
		[[{}], undefined],
	])('of %j is %p', (history, progress) => {
		expect(newsOf(webhook({ history }, 'history'))?.historyProgress).toBe(progress);
	});
});

describe('an echo', () => {
	const echo = (changes: Json = {}, contacts: readonly unknown[] = []) => {
		const message_echoes = [hello({ from: BUSINESS, to: ANA, ...changes })];
		return newsOf(webhook({ contacts, message_echoes }, 'smb_message_echoes'));
	};

	it('is a message that the business wrote to a customer', () => {
		expect(echo()).toMatchObject({
			messages: [],
			unreadable: 0,
			recorded: [
				{
					...HELLO,
					origin: 'phone',
					direction: 'out',
					contact: [ANA_KEY],
					contactName: null,
					status: 'sent',
				},
			],
		});
	});

	it('knows the customer by every address, and by the name of the contact', () => {
		const contact = { profile: { name: 'Ana', username: '@Ana' }, wa_id: ANA };
		const news = echo({ to_user_id: 'US.1', to_parent_user_id: 'US.ENT.1' }, [contact]);

		expect(news?.recorded).toMatchObject([
			{
				contactName: 'Ana',
				contact: [
					ANA_KEY,
					{ type: 'bsuid', value: 'US.1' },
					{ type: 'parentBsuid', value: 'US.ENT.1' },
					{ type: 'username', value: 'ana' },
				],
			},
		]);
	});

	it('to a customer without a phone is known by the user id', () => {
		expect(echo({ to: undefined, to_user_id: 'US.1' })?.recorded).toMatchObject([
			{ contact: [{ type: 'bsuid', value: 'US.1' }] },
		]);
	});

	it.each([
		[{ type: 'revoke', revoke: { original_message_id: 'wamid.0' } }, 'revoke'],
		[
			{
				type: 'edit',
				edit: { original_message_id: 'wamid.0', message: { type: 'text', text: {} } },
			},
			'edit',
		],
	])('may change what was written: %j', (changes, type) => {
		expect(echo(changes)?.recorded).toMatchObject([{ content: { type, target: 'wamid.0' } }]);
	});

	it('to nobody is counted', () => {
		expect(echo({ to: undefined })).toMatchObject({ recorded: [], unreadable: 1 });
	});

	it('to a group is ignored and counted', () => {
		expect(echo({ group_id: '120363' })).toMatchObject({
			recorded: [],
			unreadable: 0,
			groupIgnored: 1,
		});
	});
});

describe('history', () => {
	const history = (value: Json) => newsOf(webhook(value, 'history'));
	const thread = (...messages: readonly Json[]) =>
		history({ history: [{ metadata: { phase: 0 }, threads: [{ id: ANA, messages }] }] });

	it('has messages of both sides, and how far ours came', () => {
		const theirs = hello({ from: ANA, to: BUSINESS, history_context: { status: 'READ' } });
		const ours = hello({ from: BUSINESS, to: ANA, history_context: { status: 'READ' } });
		const both = { ...HELLO, origin: 'history', contact: [ANA_KEY], contactName: null };

		expect(thread(theirs, ours)).toMatchObject({
			messages: [],
			recorded: [
				{ ...both, direction: 'in', status: null },
				{ ...both, direction: 'out', status: 'read' },
			],
		});
	});

	it.each([
		['SENT', 'sent'],
		['DELIVERED', 'delivered'],
		['READ', 'read'],
		['PLAYED', 'played'],
		['ERROR', 'failed'],
		['PENDING', null],
		['constructor', null],
	])('tells the status %s', (word, status) => {
		const ours = hello({ from: BUSINESS, to: ANA, history_context: { status: word } });

		expect(thread(ours)?.recorded).toMatchObject([{ status }]);
	});

	it('has placeholders for files', () => {
		const file = message('media_placeholder', undefined, { from: ANA });

		expect(thread(file)?.recorded).toMatchObject([
			{ content: { type: 'unsupported', kind: 'media_placeholder' } },
		]);
	});

	it('brings files later, one by one, of both sides', () => {
		const image = { id: '77', caption: 'Look' };
		const messages = [
			message('image', image, { from: ANA }),
			message('image', image, { from: BUSINESS, to: ANA }),
		];

		expect(history({ messages })).toMatchObject({
			messages: [],
			recorded: [
				{ origin: 'history', direction: 'in', contact: [ANA_KEY], text: 'Look' },
				{ origin: 'history', direction: 'out', contact: [ANA_KEY], text: 'Look' },
			],
		});
	});

	it('that the business does not share is a problem in words', () => {
		const errors = [{ code: 2593109, title: 'History sync is turned off' }];

		expect(history({ history: [{ errors }] })).toMatchObject({
			recorded: [],
			unreadable: 0,
			problems: [{ name: 'historyDeclined', code: 2593109 }],
		});
	});

	it('counts what it cannot read, and reads the rest', () => {
		const bad = { ...hello({ from: ANA }), timestamp: 'x' };

		expect(thread(bad, hello({ from: ANA }))).toMatchObject({
			recorded: [{ text: 'Hello' }],
			unreadable: 1,
		});
	});
});

describe('other news', () => {
	it.each([
		['account_update', { event: 'ACCOUNT_DELETED' }, 'account', 'ACCOUNT_DELETED'],
		['account_review_update', { decision: 'APPROVED' }, 'account', 'APPROVED'],
		['message_template_status_update', { event: 'PAUSED' }, 'template', 'PAUSED'],
		['message_template_quality_update', { new_quality_score: 'RED' }, 'template', 'RED'],
		['template_category_update', { new_category: 'UTILITY' }, 'template', 'UTILITY'],
		['phone_number_quality_update', { event: 'ONBOARDING' }, 'number', 'ONBOARDING'],
		['business_username_updates', { status: 'approved' }, 'number', 'approved'],
		['flows', {}, 'feature', null],
		['pigeons', { event: 5 }, 'unknown', null],
		['toString', {}, 'unknown', null],
	])('of %s are recognised', (field, value, subject, event) => {
		const body = {
			object: 'whatsapp_business_account',
			entry: [{ id: '900', time: AT, changes: [{ field, value }] }],
		};

		expect(parseWebhook(body)).toEqual({
			numbers: [],
			others: [{ field, subject, event }],
			unreadable: 0,
		});
	});

	it.each(['group_lifecycle_update', 'group_participants_update', 'group_settings_update'])(
		'of groups (%s) are ignored and counted',
		(field) => {
			expect(newsOf(webhook({ groups: [{}] }, field))).toMatchObject({
				groupIgnored: 1,
				others: [],
			});
		},
	);

	it('are problems of the number or the app', () => {
		const errors = [{ code: 130429, title: 'Rate limit hit' }, { title: 'no code' }];

		expect(newsOf(webhook({ errors }))).toMatchObject({
			problems: [{ name: 'rateLimit', code: 130429 }],
			unreadable: 1,
		});
	});

	it.each([
		['without a number', { field: 'messages', value: { messages: [{}] } }],
		['without a value', { field: 'messages' }],
		['without a field', { value: {} }],
		['that are no change', 'x'],
	])('%s where there should be one are counted', (_what, change) => {
		const body = { object: 'whatsapp_business_account', entry: [{ changes: [change] }] };

		expect(parseWebhook(body)).toEqual({ numbers: [], others: [], unreadable: 1 });
	});
});
