import { buffer } from 'node:stream/consumers';
import { readDraft, type DraftTools } from '../../../nodes/WhatsAppTeam/adapter/fields/draft.ts';
import { toPreviewItem } from '../../../nodes/WhatsAppTeam/adapter/items/preview-item.ts';
import { toSendItem } from '../../../nodes/WhatsAppTeam/adapter/items/send-item.ts';
import { readTemplateContent } from '../../../nodes/WhatsAppTeam/adapter/fields/template-content.ts';
import { templateOutputsOf } from '../../../nodes/WhatsAppTeam/descriptions/template-outputs.ts';
import { templateProperties } from '../../../nodes/WhatsAppTeam/descriptions/template.ts';
import { isProblem, type MediaFile, type Outcome, type Template } from '../../../src/index.ts';
import { code, gaps, template } from '../domain/template/samples.ts';
import { contextOf, type GivenFile } from './parameters.ts';

const PNG: GivenFile = {
	bytes: Buffer.from('not really a PNG'),
	mimeType: 'image/png',
	fileName: 'shop.png',
};

let kept: Template | null;
let uploads: MediaFile[];
let allowsPrivate: boolean;
beforeEach(() => {
	kept = template({ body: gaps('Hi {{1}}.', 'Ana') });
	uploads = [];
	allowsPrivate = false;
});

const tools: DraftTools = {
	keyOf: (index, own) => own || `item:${index}`,
	readPhone: () => Promise.resolve(undefined),
	upload: (_recipient, file) => {
		uploads.push(file);
		return Promise.resolve('990');
	},
	allowsPrivate: () => Promise.resolve(allowsPrivate),
	findTemplate: (reference) => {
		asked = reference;
		return Promise.resolve(kept);
	},
};
let asked: unknown;

type Files = Readonly<Record<string, GivenFile>>;

const base = {
	recipient: { mode: 'conversation', value: 'c1' },
	options: {},
	template: { __rl: true, mode: 'list', value: 'order_update|en_US' },
};
const mapper = (value: object) => ({ mappingMode: 'defineBelow', value, schema: [] });

async function templateDraft(parameters: object, files: Files = {}) {
	const context = contextOf({ parameters: { ...base, ...parameters }, files });
	return await readDraft(context, 0, tools, readTemplateContent);
}

async function sendDraft(parameters: object, files: Files = {}) {
	const text = { ...base, messageType: 'text', text: 'Hi', ...parameters };
	return await readDraft(contextOf({ parameters: text, files }), 0, tools);
}

async function wrongWith(draft: Promise<unknown>): Promise<unknown> {
	const thrown: unknown = await draft.catch((error: unknown) => error);
	if (!isProblem(thrown)) throw new Error(`It was not refused: ${JSON.stringify(thrown)}`);
	return thrown.message;
}

describe('a template', () => {
	it('is filled with what the fields say, and has the category of the template', async () => {
		const draft = await templateDraft({ templateFields: mapper({ body_1: 'Ben' }) });

		expect(asked).toEqual({ name: 'order_update', language: 'en_US' });
		expect(draft).toMatchObject({
			content: { type: 'template', name: 'order_update', text: 'Hi Ben.' },
			category: 'service',
		});
		expect(draft.expiresAt - Date.now()).toBeGreaterThan(23 * 3_600_000);
	});

	it('of marketing is marketing, whatever is said', async () => {
		kept = template({ category: 'MARKETING' });
		const draft = await templateDraft({ options: { category: 'reply' } });

		expect(draft).toMatchObject({ category: 'marketing' });
	});

	it.each<[string, unknown]>([
		['an object of an expression', { body_1: 'Ben' }],
		['JSON', '{"body_1": "Ben"}'],
	])('takes its values as %s, too', async (_what, templateFields) => {
		expect(await templateDraft({ templateFields })).toMatchObject({
			content: { text: 'Hi Ben.' },
		});
	});

	it.each<[unknown, string]>([
		[mapper({ body_1: '' }), "The field 'Body {{1}}' is empty"],
		[null, "The field 'Body {{1}}' is empty"],
		[mapper({ body_1: 'a', body_2: 'b' }), "has a value for 'body_2'"],
		['{', "The field 'Template Fields' is no JSON object"],
	])('says which of its fields is wrong: %j', async (templateFields, message) => {
		expect(await wrongWith(templateDraft({ templateFields }))).toContain(message);
	});

	it.each([
		[{ mode: 'list', value: '' }, "The field 'Template' is empty"],
		[{ mode: 'name', value: 'order' }, "The field 'Template' names no template"],
	])('must be chosen: %j', async (locator, message) => {
		expect(await wrongWith(templateDraft({ template: locator }))).toContain(message);
	});

	it('must be approved', async () => {
		kept = template({ status: 'PAUSED' });

		expect(await wrongWith(templateDraft({}))).toContain('is paused by Meta');
	});

	it('shows a file of the item, uploaded once all else is right', async () => {
		kept = template({ header: { kind: 'image' }, body: gaps('Hi {{1}}.', 'Ana') });
		const files = { photo: PNG };
		const fields = { header: 'photo', body_1: '' };

		expect(await wrongWith(templateDraft({ templateFields: mapper(fields) }, files))).toContain(
			"'Body {{1}}' is empty",
		);
		expect(uploads).toEqual([]);
		const right = mapper({ ...fields, body_1: 'Ben' });
		const { content } = await templateDraft({ templateFields: right }, files);
		expect(content).toMatchObject({
			components: [
				{ parameters: [{ kind: 'image', media: { kind: 'id', id: '990' } }] },
				{ kind: 'body' },
			],
		});
		const [upload] = uploads;
		expect(upload).toMatchObject({ kind: 'image', isVoice: false, mimeType: 'image/png' });
		expect(upload && (await buffer(await upload.open()))).toEqual(PNG.bytes);
	});

	it('names a document like the file of the item', async () => {
		kept = template({ header: { kind: 'document' } });
		const pdf = { ...PNG, mimeType: 'application/pdf', fileName: 'invoice.pdf' };
		const { content } = await templateDraft(
			{ templateFields: mapper({ header: 'data' }) },
			{ data: pdf },
		);

		expect(content).toMatchObject({
			components: [{ parameters: [{ kind: 'document', fileName: 'invoice.pdf' }] }],
		});
	});

	it.each([
		['https://example.com/a.png', { kind: 'url', url: 'https://example.com/a.png' }],
		['1037543291543636', { kind: 'id', id: '1037543291543636' }],
	])('shows a file that lies somewhere: %s', async (header, media) => {
		kept = template({ header: { kind: 'image' } });
		const { content } = await templateDraft({ templateFields: mapper({ header }) });

		expect(content).toMatchObject({ components: [{ parameters: [{ media }] }] });
		expect(uploads).toEqual([]);
	});

	it('shows no file of a private network, unless the workspace allows it', async () => {
		kept = template({ header: { kind: 'image' } });
		const given = { templateFields: mapper({ header: 'https://10.0.0.1/a.png' }) };

		expect(await wrongWith(templateDraft(given))).toContain("'Media URL'");
		allowsPrivate = true;
		expect(await templateDraft(given)).toMatchObject({ content: { type: 'template' } });
	});

	it('shows no file of another kind or size', async () => {
		kept = template({ header: { kind: 'image' } });
		const given = { templateFields: mapper({ header: 'data' }) };

		expect(
			await wrongWith(templateDraft(given, { data: { ...PNG, mimeType: 'text/plain' } })),
		).toContain('text/plain');
	});

	it('goes to the outbox unfilled where the number is linked: it is refused there', async () => {
		kept = null;

		expect(await templateDraft({})).toMatchObject({
			content: { type: 'template', name: 'order_update', components: [] },
			category: 'service',
		});
	});
});

describe('a template to fall back on', () => {
	const options = { fallbackTemplate: { __rl: true, mode: 'list', value: 'order_update|en_US' } };

	it('goes with the message, which stays what it is', async () => {
		const rows = { values: [{ field: 'body_1', value: 'Ben' }] };
		const of = async (fallbackFields: unknown) =>
			await sendDraft({ options: { ...options, fallbackFields } });

		expect(await of(rows)).toMatchObject({
			content: { type: 'text', text: 'Hi' },
			fallback: { type: 'template', text: 'Hi Ben.' },
			category: 'service',
		});
		expect(await of({ body_1: 'Cem' })).toMatchObject({ fallback: { text: 'Hi Cem.' } });
		expect(await wrongWith(of({ values: [{ field: 'body_2', value: 'x' }] }))).toContain(
			"The field 'Fallback Template Fields' has a value for 'body_2'",
		);
		expect(await sendDraft({})).not.toHaveProperty('fallback');
	});

	it('must be right, before anything is uploaded', async () => {
		const image = { messageType: 'image', mediaSource: 'binary', binaryPropertyName: 'data' };
		const draft = sendDraft({ options, ...image }, { data: PNG });

		expect(await wrongWith(draft)).toBe("The field 'Body {{1}}' is empty");
		expect(uploads).toEqual([]);
		const empty = { fallbackTemplate: { mode: 'list', value: '' } };
		expect(await wrongWith(sendDraft({ options: empty }))).toBe(
			"The field 'Fallback Template' is empty",
		);
	});

	it('is not needed on a linked number', async () => {
		kept = null;

		expect(await sendDraft({ options })).not.toHaveProperty('fallback');
	});
});

describe('what is put out', () => {
	const number = { id: 'n1', label: 'Sales', phone: null, mode: 'cloud', group: null } as const;
	const outcome = {
		outboxId: 'm1',
		state: 'sent',
		reason: null,
		until: null,
		failure: null,
		windowExpiresAt: null,
		message: { id: 'm1', providerId: 'wamid.1', status: 'sent' },
		number,
		contact: { id: 'p1', name: null, phone: null, lid: null, bsuid: null, username: null },
		conversation: {
			id: 'c1',
			status: 'open',
			owner: null,
			labels: [],
			priority: null,
			windowExpiresAt: null,
			isNew: false,
		},
	} as const satisfies Outcome;
	const itemOf = (more: Partial<Outcome>) => {
		const {
			message,
			template: sent,
			usedFallback,
		} = toSendItem({
			outcome: { ...outcome, ...more },
			deduplicated: false,
		});
		return { message, template: sent, usedFallback };
	};
	const sent = { name: 'hello', language: 'en_US', text: 'Hello Ana' };

	it('says whether the template went in place of the message', () => {
		expect([
			itemOf({}),
			itemOf({ usedFallback: false }),
			itemOf({ usedFallback: true, template: sent }),
			itemOf({ template: sent }),
		]).toEqual([
			{ message: outcome.message },
			{ message: outcome.message, usedFallback: false },
			{
				message: { ...outcome.message, type: 'template', text: 'Hello Ana' },
				template: { name: 'hello', language: 'en_US' },
				usedFallback: true,
			},
			{
				message: { ...outcome.message, type: 'template', text: 'Hello Ana' },
				template: { name: 'hello', language: 'en_US' },
			},
		]);
	});

	it('says so beforehand, and why a linked number sends no template', () => {
		const parties = { number, contact: null, conversation: null };
		const failure = { name: 'unsupported', code: 0, message: 'Not here', advice: 'Go there.' };

		expect([
			toPreviewItem({
				kind: 'forecast',
				forecast: { verdict: 'sent' },
				usedFallback: true,
				...parties,
			}),
			toPreviewItem({
				kind: 'forecast',
				forecast: { verdict: 'refused', reason: 'unsupported', failure },
				...parties,
			}),
		]).toMatchObject([
			{ verdict: 'sent', usedFallback: true },
			{ verdict: 'refused', reason: 'unsupported', explanation: 'Not here. Go there.' },
		]);
	});

	it('says so after it was refused, too', () => {
		const failure = { name: 'unsupported', code: 0, message: 'Not here', advice: 'Go there.' };

		expect(
			toSendItem({
				outcome: { ...outcome, state: 'refused', reason: 'unsupported', failure },
				deduplicated: false,
			}),
		).toMatchObject({
			verdict: 'refused',
			reason: 'unsupported',
			explanation: 'Not here. Go there.',
		});
	});
});

describe('the panel of Template', () => {
	it('offers what Send offers, but for what Meta decides', () => {
		const options = templateProperties.find(({ name }) => name === 'options');
		const names = (options?.options ?? []).map(({ name }) => name);

		expect(names).toEqual([
			'actingAgent',
			'expiresAfter',
			'idempotencyKey',
			'maxWait',
			'notBefore',
			'ownerGuard',
			'priority',
			'replyTo',
			'sendOnlyIf',
			'sequence',
			'step',
			'whenHeld',
		]);
	});

	it('has the outputs of Send where it sends, and one otherwise', () => {
		const names = (operation: string) =>
			templateOutputsOf({ operation }).map(({ displayName }) => displayName);

		expect(names('send')).toEqual(['Sent', 'Queued', 'Not Sent']);
		expect(names('create')).toEqual(['Done']);
	});
});

it('a one-time code is in no text that anybody reads', async () => {
	kept = code;
	const draft = await templateDraft({ templateFields: mapper({ code: '424242' }) });
	const { components, ...shown } = draft.content as { components: unknown };

	expect(JSON.stringify(shown)).not.toContain('424242');
	expect(JSON.stringify(components)).toContain('424242');
});
