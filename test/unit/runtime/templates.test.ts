import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { isProblem } from '../../../src/domain/problem.ts';
import { fieldsOf } from '../../../src/domain/template/fields.ts';
import { fillTemplate } from '../../../src/domain/template/fill.ts';
import type { Template } from '../../../src/domain/template/model.ts';
import { parseReference } from '../../../src/domain/template/reference.ts';
import type { TemplateWording } from '../../../src/domain/template/wording.ts';
import type { Recipient } from '../../../src/ports/store.ts';
import { readCredential } from '../../../src/runtime/credential/credential.ts';
import { Desk } from '../../../src/runtime/desk/desk.ts';
import { openOffice, type Office } from '../../../src/runtime/office.ts';
import type { TemplateBody } from '../../../src/runtime/desk/template-body.ts';
import { templatePayload } from '../../../src/transport/cloud/payload-template.ts';
import type { JsonObject } from '../../simulators/graph-api/json.ts';
import { openBench, type Bench } from '../simulators/graph-api/bench.ts';
import { HandClock } from '../support/hand-clock.ts';
import { loggerInto } from '../support/ordered-log.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ORDER = parseReference('order|en_US');

let folder: string;
let bench: Bench;
let office: Office;
let clock: HandClock;
beforeEach(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'whatsapp-team-templates-'));
	bench = await openBench();
	clock = new HandClock(NOON);
	const host = { folder, encryptionKey: 'key of a test', isQueueMode: false };
	office = await openOffice({ host, logger: loggerInto([]), clock });
});
afterEach(async () => {
	await office.close();
	await bench.close();
	await rm(folder, { recursive: true, force: true });
});

const deskOf = async (more: object = {}) =>
	await Desk.open(office, () =>
		Promise.resolve(
			readCredential({
				label: 'Sales',
				phoneNumberId: bench.number.id,
				accessToken: bench.number.accessTokens[0] ?? '',
				appSecret: bench.number.appSecret,
				businessAccountId: bench.number.wabaId,
				baseUrl: bench.simulator.url,
				...more,
			}),
		),
	);
const linkedDesk = () =>
	deskOf({ mode: 'linked', phone: '+4915112345678', phoneNumberId: '', businessAccountId: '' });

/** How often the account's templates were listed. */
async function looks(): Promise<number> {
	const actions = await bench.control.logOf('template');
	return actions.filter(({ action }) => action === 'listed').length;
}

async function wrongWith(work: Promise<unknown>): Promise<readonly unknown[]> {
	const thrown: unknown = await work.then(
		() => null,
		(error: unknown) => error,
	);
	if (!isProblem(thrown)) throw new Error(`It was not refused: ${String(thrown)}`);
	return [thrown.code, thrown.message];
}

const text = (value: string, ...examples: string[]) => ({
	type: 'BODY',
	text: value,
	...(examples.length === 0 ? {} : { example: { body_text: [examples] } }),
});
const url = {
	type: 'URL',
	text: 'Track',
	url: 'https://example.com/o/{{1}}',
	example: ['https://example.com/o/17'],
};

describe('a template that Meta keeps', () => {
	const FULL: readonly JsonObject[] = [
		{
			type: 'HEADER',
			format: 'TEXT',
			text: 'Order {{1}}',
			example: { header_text: ['A-1'] },
		},
		text('Hi {{1}}, {{2}} comes.', 'Ana', 'it'),
		{ type: 'FOOTER', text: 'Lucky Shrub' },
		{
			type: 'BUTTONS',
			buttons: [
				{ type: 'QUICK_REPLY', text: 'Yes' },
				url,
				{ type: 'COPY_CODE', text: 'Copy', example: ['25OFF'] },
				{ type: 'FLOW', text: 'Open', flow_id: '1' },
				{ type: 'PHONE_NUMBER', text: 'Call', phone_number: '+1' },
			],
		},
	];
	const header = (format: string) => [{ type: 'HEADER', format }, text('Look')];
	const card = {
		components: [
			{ type: 'HEADER', format: 'IMAGE' },
			text('Card {{1}}', '1'),
			{ type: 'BUTTONS', buttons: [url] },
		],
	};
	const link = { kind: 'url', url: 'https://example.com/a.png' } as const;

	it.each<[string, readonly JsonObject[], object]>([
		['plain', [text('Hello')], {}],
		['everything', FULL, {}],
		['everything that may be', FULL, { button_1_payload: 'Y', button_4_flow_token: 't' }],
		['image', header('IMAGE'), {}],
		['video', header('VIDEO'), {}],
		['document', header('DOCUMENT'), { header_file_name: 'a.pdf' }],
		['location', header('LOCATION'), {}],
		['cards', [text('Hi {{1}}.', 'Ana'), { type: 'CAROUSEL', cards: [card, card] }], {}],
	])('is read, filled and taken by Meta: %s', async (_what, components, more) => {
		const options = { name: 'order', category: 'MARKETING', components } as const;
		await bench.control.createTemplate(options);
		const template = await (await deskOf()).findTemplate(ORDER);

		expect(await accepted(template, more)).toBe(true);
	});

	it('is read, filled and taken by Meta where its variables have names', async () => {
		const example = { body_text_named_params: [{ param_name: 'first', example: 'Ana' }] };
		await bench.control.createTemplate({
			name: 'order',
			parameterFormat: 'NAMED',
			components: [{ type: 'BODY', text: 'Hi {{first}}.', example }],
		});
		const template = await (await deskOf()).findTemplate(ORDER);

		expect(template).toMatchObject({
			isNamed: true,
			body: { variables: [{ name: 'first', example: 'Ana' }] },
		});
		expect(await accepted(template)).toBe(true);
	});

	it('is read, filled and taken by Meta where it brings a code', async () => {
		await bench.control.createTemplate({
			name: 'order',
			category: 'AUTHENTICATION',
			components: [
				text('x'),
				{ type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
			],
		});
		const template = await (await deskOf()).findTemplate(ORDER);

		expect(await accepted(template)).toBe(true);
	});

	it('shows its examples', async () => {
		await bench.control.createTemplate({
			name: 'order',
			components: FULL,
			qualityScore: 'RED',
		});
		const template = await (await deskOf()).findTemplate(ORDER);

		expect(template).toMatchObject({ quality: 'RED', rejectedReason: null, unknownParts: [] });
		expect(fieldsOf(template as Template).map(({ label }) => label)).toEqual([
			'Header {{1}} (e.g. A-1)',
			'Body {{1}} (e.g. Ana)',
			'Body {{2}} (e.g. it)',
			'Button "Yes": Payload',
			'Button "Track": URL End (e.g. 17)',
			'Button "Copy": Code (e.g. 25OFF)',
			'Button "Open": Flow Token',
			'Button "Open": Flow Data',
		]);
	});

	it('names the parts that cannot be filled yet', async () => {
		const components = [
			{ type: 'HEADER', format: 'GIF' },
			text('Hello'),
			{ type: 'LIMITED_TIME_OFFER' },
			{ type: 'BUTTONS', buttons: [{ type: 'MPM', text: 'Shop' }] },
		];
		await bench.control.createTemplate({ name: 'order', components });

		expect(await (await deskOf()).findTemplate(ORDER)).toMatchObject({
			unknownParts: ['GIF header', 'LIMITED_TIME_OFFER', 'MPM button'],
		});
	});

	/** Fills each field and sends the template as it is sent. */
	async function accepted(template: Template | null, more: object = {}): Promise<boolean> {
		if (template === null) throw new Error('There is no template');
		const fields = fieldsOf(template).filter(({ isRequired }) => isRequired);
		const values = new Map<string, unknown>([
			...fields.map(({ id, type }) => [id, type === 'number' ? 1 : 'a1'] as const),
			...Object.entries(more),
		]);
		const media = fields.filter(({ type }) => type === 'media');
		const files = new Map(media.map(({ id }) => [id, { media: link, fileName: null }]));
		const content = fillTemplate(template, { values, files });
		const answer = await bench.send({
			type: 'template',
			template: templatePayload(content) as unknown as JsonObject,
		});
		if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
		return true;
	}
});

describe('a template that is looked for', () => {
	beforeEach(async () => {
		await bench.control.createTemplates(40);
		await bench.control.createTemplate({ name: 'order' });
		await bench.control.createTemplate({ name: 'order', language: 'de' });
		await bench.control.createTemplate({ name: 'order_late' });
	});

	it('is asked for once a quarter of an hour, by whatever node', async () => {
		await (await deskOf()).findTemplate(ORDER);
		await clock.advance(15 * MINUTE - 1);
		const desk = await deskOf();
		await desk.findTemplate(ORDER);
		expect(await looks()).toBe(1);
		await clock.advance(1);
		await (await deskOf()).findTemplate(ORDER);
		expect(await looks()).toBe(2);
		// Within one run nothing is asked twice.
		await desk.findTemplate(ORDER);
		expect(await looks()).toBe(2);
	});

	it('is asked for again as long as it is not approved', async () => {
		await bench.control.changeTemplate('order|en_US', { status: 'PAUSED' });

		expect((await (await deskOf()).findTemplate(ORDER))?.status).toBe('PAUSED');
		await bench.control.changeTemplate('order|en_US', { status: 'APPROVED' });
		expect((await (await deskOf()).findTemplate(ORDER))?.status).toBe('APPROVED');
	});

	it('is the one that is known while Meta is away', async () => {
		await (await deskOf()).findTemplate(ORDER);
		await clock.advance(DAY);
		await bench.control.addFault({ kind: 'down', how: 'status503' });

		expect((await (await deskOf()).findTemplate(ORDER))?.name).toBe('order');
		expect(
			await wrongWith((await deskOf()).findTemplate(parseReference('sample_001|en_US'))),
		).toEqual(['remoteUnreachable', expect.stringContaining('sample_001|en_US')]);
	});

	it('must be there in this language', async () => {
		expect(await wrongWith((await deskOf()).findTemplate(parseReference('order|fr')))).toEqual([
			'notFound',
			'There is no template order|fr in the account of the number',
		]);
	});

	it('needs an account that the credential names', async () => {
		const desk = await deskOf({ businessAccountId: '' });

		expect(await wrongWith(desk.findTemplate(ORDER))).toEqual([
			'invalidCredential',
			expect.stringContaining('names none'),
		]);
	});

	it('is in the account of the number by which the message goes', async () => {
		const other = await bench.control.createNumber();
		await bench.control.createTemplate({ name: 'order', phoneNumberId: other.id });
		await bench.control.changeTemplate('order|de', { category: 'MARKETING' });
		const elsewhere = {
			phoneNumberId: other.id,
			businessAccountId: other.wabaId,
			accessToken: other.accessTokens[0] ?? '',
		};
		const recipient: Recipient = { kind: 'phone', phone: '+16505551234' };

		expect((await (await deskOf(elsewhere)).findTemplate(ORDER, recipient))?.id).not.toBe(
			(await (await deskOf()).findTemplate(ORDER, recipient))?.id,
		);
	});

	it('is none where a message goes by a linked number', async () => {
		const recipient: Recipient = { kind: 'phone', phone: '+16505551234' };

		expect(await (await linkedDesk()).findTemplate(ORDER, recipient)).toBeNull();
		expect(await wrongWith((await (await linkedDesk()).templates()).get(ORDER))).toEqual([
			'invalidInput',
			expect.stringContaining('A linked number has no templates'),
		]);
	});

	it('is on one of the pages', async () => {
		const templates = await (await deskOf()).templates();
		const first = await templates.page({ status: 'APPROVED', limit: 25, after: null });
		const second = await templates.page({ status: 'APPROVED', limit: 25, after: first.next });

		expect([first.templates.length, second.templates.length, second.next]).toEqual([
			25,
			18,
			null,
		]);
		expect((await templates.getAll({})).length).toBe(43);
		expect((await templates.getAll({}, 30)).length).toBe(30);
		const german = await templates.getAll({ language: 'de', search: 'order' });
		expect(german.map(({ name }) => name)).toEqual(['order']);
	});
});

const wording: TemplateWording = {
	header: null,
	body: 'Hello {{1}}, thank you.',
	bodyExamples: new Map([['1', 'Ana']]),
	footer: null,
	buttons: [],
};
const body = (changes: Partial<TemplateWording> = {}): TemplateBody => ({
	kind: 'wording',
	wording: { ...wording, ...changes },
	sample: null,
});

describe('a new template', () => {
	const create = async (given: object = {}) =>
		await (
			await (await deskOf()).templates()
		).create({ ...ORDER, category: 'UTILITY', body: body(), ...given });

	it('goes to review with all that it says', async () => {
		const made = await create({
			category: 'MARKETING',
			body: body({
				header: { kind: 'text', text: 'Order {{1}}', example: 'A-1' },
				footer: 'Lucky Shrub',
				buttons: [
					{ kind: 'quickReply', text: 'Yes' },
					{ kind: 'url', text: 'Track', url: 'https://example.com/{{1}}', example: '17' },
					{ kind: 'phone', text: 'Call', phone: '+1' },
					{ kind: 'copyCode', example: '25OFF' },
					{ kind: 'contactInfo' },
				],
			}),
		});
		const [kept] = await bench.control.templates();

		expect(made).toMatchObject({ id: kept?.id, status: 'PENDING', category: 'MARKETING' });
		expect(kept?.components).toEqual([
			{
				type: 'HEADER',
				format: 'TEXT',
				text: 'Order {{1}}',
				example: { header_text: ['A-1'] },
			},
			text('Hello {{1}}, thank you.', 'Ana'),
			{ type: 'FOOTER', text: 'Lucky Shrub' },
			{
				type: 'BUTTONS',
				buttons: [
					{ type: 'QUICK_REPLY', text: 'Yes' },
					{
						type: 'URL',
						text: 'Track',
						url: 'https://example.com/{{1}}',
						example: ['https://example.com/17'],
					},
					{ type: 'PHONE_NUMBER', text: 'Call', phone_number: '+1' },
					{ type: 'COPY_CODE', example: '25OFF' },
					{ type: 'REQUEST_CONTACT_INFO' },
				],
			},
		]);
	});

	it('may have names for its variables', async () => {
		await create({
			body: body({ body: 'Hi {{first}}.', bodyExamples: new Map([['first', 'Ana']]) }),
		});

		expect(await bench.control.templates()).toMatchObject([
			{
				parameterFormat: 'NAMED',
				components: [
					{
						example: {
							body_text_named_params: [{ param_name: 'first', example: 'Ana' }],
						},
					},
				],
			},
		]);
	});

	it('shows a sample of its file to Meta', async () => {
		const bytes = Buffer.from('not really a PNG');
		const sample = {
			key: 'a',
			fileName: 'a b.png',
			mimeType: 'image/png',
			size: bytes.length,
			open: () => Promise.resolve(Readable.from([bytes], { objectMode: false })),
		};
		const header = { kind: 'image', handle: '0' } as const;
		await create({ body: { kind: 'wording', wording: { ...wording, header }, sample } });

		expect(await bench.control.templates()).toMatchObject([
			{
				components: [
					{
						format: 'IMAGE',
						example: { header_handle: [expect.stringMatching(/^4::/)] },
					},
					{},
				],
			},
		]);
	});

	it('may bring a code, or be written in Meta’s own way', async () => {
		await create({
			name: 'login',
			category: 'AUTHENTICATION',
			body: {
				kind: 'code',
				code: { addsSecurityRecommendation: true, expiresInMinutes: 10 },
			},
		});
		await create({ name: 'own', body: { kind: 'json', components: [text('Hi {{1}}.', 'a')] } });

		expect(await bench.control.templates()).toMatchObject([
			{
				components: [
					{ add_security_recommendation: true },
					{ code_expiration_minutes: 10 },
					{ buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
				],
			},
			{ components: [text('Hi {{1}}.', 'a')] },
		]);
	});

	it.each<[object, string]>([
		[{ body: body({ body: '{{1}} hello' }) }, "'Body' begins or ends with a variable"],
		[{ body: body({ bodyExamples: new Map() }) }, "'Body' has no example for {{1}}"],
		[{ name: 'Order' }, "'Name' has other characters"],
		[{ body: { kind: 'json', components: 'x' } }, "'Components' is no list"],
		[{ body: { kind: 'json', components: [text('{{1}} a', 'b')] } }, "'Body' begins"],
		[
			{
				category: 'AUTHENTICATION',
				body: {
					kind: 'code',
					code: { addsSecurityRecommendation: true, expiresInMinutes: 91 },
				},
			},
			"'Code Expires After' is not 1 to 90 minutes",
		],
	])('%j is refused before Meta is asked', async (given, message) => {
		expect(await wrongWith(create(given))).toEqual([
			'invalidInput',
			expect.stringContaining(message),
		]);
		expect(await bench.control.logOf('refused')).toEqual([]);
	});

	it('is refused by Meta in words', async () => {
		await create();

		expect(await wrongWith(create())).toEqual([
			'remoteRefused',
			expect.stringContaining('The template exists already in this language'),
		]);
	});
});

describe('an edit', () => {
	const update = async (change: object = { body: body() }) =>
		await (await (await deskOf()).templates()).update(ORDER, change);

	it('replaces what the template says, as often as Meta allows', async () => {
		await bench.control.createTemplate({ name: 'order' });

		expect(await update()).toMatchObject({ body: { text: 'Hello {{1}}, thank you.' } });
		const [code, message] = await wrongWith(update());
		expect([code, message]).toEqual([
			'invalidInput',
			expect.stringContaining('once within 24 hours'),
		]);
		expect(await bench.control.logOf('refused')).toEqual([]);
		await clock.advance(DAY);
		await bench.control.advance(DAY);
		expect(await update()).toMatchObject({ status: 'APPROVED' });
	});

	it('is refused by Meta in words where somebody else has edited it', async () => {
		const { id } = await bench.control.createTemplate({ name: 'order' });
		await bench.call('POST', `/${id}`, { components: [text('Hello')] });

		expect(await wrongWith(update())).toEqual([
			'remoteRefused',
			expect.stringContaining('once in 24 hours'),
		]);
		// What Meta did not take does not count.
		expect(await wrongWith(update())).toMatchObject(['remoteRefused', expect.anything()]);
	});

	it('changes the category of one that was rejected, and of no approved one', async () => {
		await bench.control.createTemplate({ name: 'order', status: 'REJECTED' });

		expect(await update({ category: 'MARKETING' })).toMatchObject({
			status: 'PENDING',
			category: 'MARKETING',
		});
		await bench.control.changeTemplate('order|en_US', { status: 'APPROVED' });
		expect(await wrongWith(update({ category: 'UTILITY' }))).toEqual([
			'invalidInput',
			expect.stringContaining('category'),
		]);
		expect(await wrongWith(update({ category: 'MARKETING' }))).toEqual([
			'invalidInput',
			expect.stringContaining('says nothing new'),
		]);
	});

	it('needs a template', async () => {
		expect(await wrongWith(update())).toMatchObject(['notFound', expect.anything()]);
	});
});

describe('a deletion', () => {
	const remove = async (isInAllLanguages = false) =>
		await (await (await deskOf()).templates()).remove(ORDER, isInAllLanguages);

	it('takes one language, or all', async () => {
		for (const language of ['en_US', 'de', 'fr']) {
			await bench.control.createTemplate({ name: 'order', language });
		}
		await bench.control.createTemplate({ name: 'order_late' });

		expect(await remove()).toEqual([ORDER]);
		expect(await wrongWith(remove())).toMatchObject(['notFound', expect.anything()]);
		expect(await remove(true)).toEqual([
			{ name: 'order', language: 'de' },
			{ name: 'order', language: 'fr' },
		]);
		expect(await bench.control.templates()).toMatchObject([{ name: 'order_late' }]);
	});

	it('leaves a disabled one alone, without asking Meta', async () => {
		await bench.control.createTemplate({ name: 'order', status: 'DISABLED' });

		expect(await wrongWith(remove())).toEqual([
			'invalidInput',
			expect.stringContaining('disabled'),
		]);
		expect(await bench.control.logOf('refused')).toEqual([]);
	});
});
