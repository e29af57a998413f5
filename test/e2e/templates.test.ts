import { itemsOf, outputOf } from './support/conversation.ts';
import { waitFor } from './support/deadline.ts';
import { changeInbox } from './support/inbox-file.ts';
import type { Execution } from './support/rest-executions.ts';
import { ANA, BEN, publish, startTeam, trigger, TRIGGER, type Team } from './support/team.ts';
import {
	manualTrigger,
	node,
	packageName,
	teamSend,
	workflow,
	type WorkflowNode,
} from './support/workflow.ts';

/*
 * Templates in a real n8n: chosen from the account's list, filled by fields that n8n makes of the
 * chosen one, sent at any time, made, edited, deleted, and told of when Meta changes them.
 */

const CEM = '4915112345673';
const DAY_MS = 24 * 60 * 60 * 1000;
const START = 'Start';

const ORDER = {
	name: 'order_update',
	components: [
		{ type: 'HEADER', format: 'DOCUMENT', example: { header_handle: ['4::x'] } },
		{
			type: 'BODY',
			text: 'Hello {{1}}, your order {{2}} is on its way.',
			example: { body_text: [['Ana', 'A-1']] },
		},
		{
			type: 'BUTTONS',
			buttons: [
				{ type: 'QUICK_REPLY', text: 'Thanks' },
				{
					type: 'URL',
					text: 'Track',
					url: 'https://example.com/o/{{1}}',
					example: ['https://example.com/o/17'],
				},
			],
		},
	],
};

let team: Team;

beforeAll(async () => {
	team = await startTeam({ name: 'templates' });
	await team.meta.createCustomer({ waId: CEM, profileName: 'Cem' });
	await team.meta.createTemplates(40);
	await team.meta.createTemplate(ORDER);
	await team.meta.createTemplate({ name: 'waiting', status: 'PENDING' });
	await team.meta.createTemplate({ name: 'stopped', status: 'PAUSED' });
});

afterAll(() => team?.close());

function template(name: string, parameters: object): WorkflowNode {
	const type = `${packageName}.whatsAppTeamTemplate`;
	const { credential } = team;
	return node(name, type, parameters as Readonly<Record<string, unknown>>, { credential });
}

const chosen = (value: string) => ({ __rl: true, mode: 'list', value });
const toPhone = (phone: string) => ({ __rl: true, mode: 'phone', value: `+${phone}` });

/** Runs nodes by hand, each after the other. */
async function runByHand(...nodes: readonly WorkflowNode[]): Promise<Execution> {
	const { id } = await team.n8n.rest.createWorkflow(
		workflow('By hand', [manualTrigger(START), ...nodes]),
	);
	return await team.n8n.rest.runToEnd(id, START);
}

/** What Meta took for a customer: the type, and the object named like it. */
async function taken(customer: string): Promise<readonly unknown[]> {
	const accepted = await team.meta.logOf('accepted');
	return accepted
		.filter(({ recipient }) => recipient.waId === customer)
		.map(({ type, content }) => [type, content]);
}

describe('the list of templates in the editor', () => {
	const list = async (more: object = {}, parameters: object = { operation: 'send' }) =>
		await team.n8n.rest.listSearch({
			node: template('Template', parameters),
			method: 'searchTemplates',
			...more,
		});

	test('holds all approved ones, over its pages, and no others', async () => {
		const names: unknown[] = [];
		let paginationToken: string | undefined;
		let pages = 0;
		do {
			const page = await list(paginationToken === undefined ? {} : { paginationToken });
			names.push(...page.results.map(({ value }) => value));
			({ paginationToken } = page);
			pages += 1;
		} while (paginationToken !== undefined && pages < 10);

		const samples = Array.from(
			{ length: 40 },
			(_, index) => `sample_${String(index + 1).padStart(3, '0')}|en_US`,
		);
		expect(names).toEqual([...samples, 'order_update|en_US']);
		expect(pages).toBe(2);
	});

	test('is searched', async () => {
		const found = await list({ filter: 'on its way' });

		expect(found.results).toMatchObject([
			{ name: 'order_update (en_US, utility)', value: 'order_update|en_US' },
		]);
		expect((await list({ filter: 'sample_01' })).results).toHaveLength(10);
	});

	test('holds all of them where one is to be looked at', async () => {
		const { results } = await list({ filter: 'stopped' }, { operation: 'get' });

		expect(results).toMatchObject([{ name: 'stopped (en_US, utility, paused)' }]);
	});
});

describe('the fields of the chosen template in the editor', () => {
	const fieldsOf = async (
		one: WorkflowNode,
		method: string,
	): Promise<readonly (readonly unknown[])[]> => {
		const { fields } = await team.n8n.rest.resourceFields({ node: one, method });
		return fields.map(({ id, displayName, required, type }) => [
			id,
			displayName,
			required,
			type,
		]);
	};
	const FIELDS = [
		['header', 'Header Document (URL, media ID or input binary field)', true, 'string'],
		['header_file_name', 'Header File Name', false, 'string'],
		['body_1', 'Body {{1}} (e.g. Ana)', true, 'string'],
		['body_2', 'Body {{2}} (e.g. A-1)', true, 'string'],
		['button_1_payload', 'Button "Thanks": Payload', false, 'string'],
		['button_2_url', 'Button "Track": URL End (e.g. 17)', true, 'string'],
	];

	test('are its gaps, with the examples that Meta saw', async () => {
		const one = template('Template', { template: chosen('order_update|en_US') });

		expect(await fieldsOf(one, 'templateFields')).toEqual(FIELDS);
	});

	test('are there for the fallback of Send, too', async () => {
		const { credential } = team;
		const options = { fallbackTemplate: chosen('order_update|en_US') };
		const one = teamSend({ operation: 'send', options }, { credential });
		const choices = await team.n8n.rest.loadOptions({ node: one, method: 'fallbackFields' });

		expect(choices).toMatchObject(FIELDS.map(([value, name]) => ({ name, value })));
	});

	test('are none before one is chosen', async () => {
		const one = template('Template', { template: chosen('') });

		expect(await fieldsOf(one, 'templateFields')).toEqual([]);
	});
});

describe('a template that is sent', () => {
	const send = (parameters: object, name = 'Template') =>
		template(name, {
			operation: 'send',
			recipient: toPhone(ANA),
			template: chosen('order_update|en_US'),
			...parameters,
		});
	const values = { body_1: 'Ana', body_2: '={{ "A-" + 9 }}', button_2_url: '9' };
	const mapped = (value: object) => ({ mappingMode: 'defineBelow', value, schema: [] });

	test('reaches somebody who never wrote, filled, with a file of the item', async () => {
		const file = node(
			'File',
			'n8n-nodes-base.convertToFile',
			{ operation: 'toText', sourceProperty: 'text', options: { fileName: 'invoice.txt' } },
			{ typeVersion: 1.1 },
		);
		const text = node(
			'Text',
			'n8n-nodes-base.set',
			{
				assignments: {
					assignments: [{ id: '1', name: 'text', value: 'Paid', type: 'string' }],
				},
			},
			{ typeVersion: 3.4 },
		);
		const fields = mapped({ ...values, header: 'data', button_1_payload: 'THX' });
		const run = await runByHand(text, file, send({ templateFields: fields }));

		expect(outputOf(run, 'Template', 0)).toMatchObject([
			{
				verdict: 'sent',
				message: {
					type: 'template',
					text: 'Hello Ana, your order A-9 is on its way.',
					providerId: expect.stringMatching(/^wamid/) as string,
				},
				template: { name: 'order_update', language: 'en_US' },
			},
		]);
		const [uploaded] = await team.meta.logOf('uploaded');
		const document = { id: uploaded?.mediaId, filename: 'invoice.txt' };
		expect(await taken(ANA)).toEqual([
			[
				'template',
				{
					name: 'order_update',
					language: { code: 'en_US' },
					components: [
						{ type: 'header', parameters: [{ type: 'document', document }] },
						{
							type: 'body',
							parameters: [
								{ type: 'text', text: 'Ana' },
								{ type: 'text', text: 'A-9' },
							],
						},
						{
							type: 'button',
							sub_type: 'quick_reply',
							index: '0',
							parameters: [{ type: 'payload', payload: 'THX' }],
						},
						{
							type: 'button',
							sub_type: 'url',
							index: '1',
							parameters: [{ type: 'text', text: '9' }],
						},
					],
				},
			],
		]);
	});

	test('is not sent with a value missing, which is said by its name', async () => {
		const fields = mapped({ ...values, body_1: '', header: 'https://example.com/a.pdf' });
		const before = (await team.meta.logOf('accepted')).length;
		const run = await runByHand(send({ templateFields: fields }));

		expect(run.run.error?.message).toBe("The field 'Body {{1}}' is empty");
		expect(await team.meta.logOf('accepted')).toHaveLength(before);
	});

	test('is not sent while it is paused, nor if nobody knows it', async () => {
		const [paused, unknown] = [
			await runByHand(send({ template: chosen('stopped|en_US') })),
			await runByHand(send({ template: chosen('nowhere|en_US') })),
		];

		expect([paused.run.error?.message, unknown.run.error?.message]).toEqual([
			'The template stopped|en_US is paused by Meta because of its quality',
			'There is no template nowhere|en_US in the account of the number',
		]);
		expect(await team.meta.logOf('refused')).toEqual([]);
	});

	test('is refused by a linked number before it is queued', async () => {
		const linked = await team.n8n.rest.createCredential('whatsAppTeamApi', 'Linked', {
			mode: 'linked',
			label: 'Phone',
			phone: '+4915199999999',
			workspace: 'elsewhere',
		});
		const one = {
			...send({}),
			credentials: { whatsAppTeamApi: { id: linked.id, name: linked.name } },
		};
		const run = await runByHand(one);

		expect(outputOf(run, 'Template', 2)).toMatchObject([
			{
				verdict: 'refused',
				reason: 'unsupported',
				explanation: expect.stringContaining('Templates cannot be sent') as string,
			},
		]);
	});
});

describe('a text with a template to fall back on', () => {
	const reply = (name: string, operation: string) =>
		teamSend(
			{
				operation,
				recipient: toPhone(BEN),
				messageType: 'text',
				text: 'How was it?',
				options: {
					fallbackTemplate: chosen('sample_001|en_US'),
					fallbackFields: { values: [{ field: 'body_1', value: 'Ben' }] },
				},
			},
			{ credential: team.credential },
			name,
		);
	const FALLBACK = {
		name: 'sample_001',
		language: { code: 'en_US' },
		components: [{ type: 'body', parameters: [{ type: 'text', text: 'Ben' }] }],
	};
	let listening: { readonly id: string };

	beforeAll(async () => {
		listening = await publish(team, workflow('Listening', [trigger(team)]));
		await team.meta.customerWrites({ customer: BEN, text: 'Hi' });
		await team.n8n.rest.executions.waitFor(listening.id, { count: 1 });
	});

	test('goes as it is within 24 hours', async () => {
		const run = await runByHand(reply('Preview', 'preview'), reply('Reply', 'send'));

		expect(itemsOf(run, 'Preview')).toMatchObject([{ verdict: 'sent', usedFallback: false }]);
		const [sent] = outputOf(run, 'Reply', 0);
		expect(sent).toMatchObject({ verdict: 'sent', usedFallback: false });
		expect(sent).not.toHaveProperty('template');
		expect(await taken(BEN)).toMatchObject([['text', { body: 'How was it?' }]]);
	});

	test('goes as the template after 24 hours', async () => {
		changeInbox(
			team,
			`update conversation set window_expires_at = window_expires_at - ${DAY_MS},
				last_inbound_at = last_inbound_at - ${DAY_MS}`,
		);
		const run = await runByHand(reply('Preview', 'preview'), reply('Reply', 'send'));

		expect(itemsOf(run, 'Preview')).toMatchObject([{ verdict: 'sent', usedFallback: true }]);
		expect(outputOf(run, 'Reply', 0)).toMatchObject([
			{
				verdict: 'sent',
				usedFallback: true,
				template: { name: 'sample_001', language: 'en_US' },
				message: { type: 'template', text: 'Hello Ben, this is sample 1.' },
			},
		]);
		expect((await taken(BEN)).slice(1)).toEqual([['template', FALLBACK]]);
	});
});

describe('templates of the account', () => {
	test('are made, looked at, edited and deleted, and told of once', async () => {
		const told = await publish(
			team,
			workflow('Told', [trigger(team, { events: ['template.status', 'template.quality'] })]),
		);
		const created = template('Create', {
			operation: 'create',
			name: 'welcome',
			language: 'de',
			category: 'MARKETING',
			body: 'Hallo {{1}}, willkommen.',
			bodyExamples: { values: [{ variable: '1', example: 'Ana' }] },
			buttons: { values: [{ type: 'quickReply', text: 'Danke' }] },
		});
		const [made] = itemsOf(await runByHand(created), 'Create');
		expect(made).toMatchObject({ name: 'welcome', status: 'PENDING', category: 'MARKETING' });
		await team.meta.changeTemplate('welcome|de', { status: 'APPROVED', qualityScore: 'GREEN' });
		// What the engine would see within two minutes.
		changeInbox(team, 'update template_account set look_at = 0');
		const runs = await team.n8n.rest.executions.waitFor(told.id, {
			count: 3,
			timeoutMs: 90_000,
		});

		expect(runs.map((run) => itemsOf(run, TRIGGER)[0])).toMatchObject([
			{
				event: 'template.status',
				change: { field: 'status', from: null, to: 'PENDING' },
				template: { name: 'welcome', language: 'de', category: 'MARKETING' },
			},
			{
				event: 'template.status',
				change: { from: 'PENDING', to: 'APPROVED' },
				template: { status: 'APPROVED', quality: 'GREEN' },
			},
			{ event: 'template.quality', change: { from: null, to: 'GREEN' } },
		]);
		const welcome = { __rl: true, mode: 'name', value: 'welcome|de' };
		const changes = await runByHand(
			template('Update', {
				operation: 'update',
				template: welcome,
				contentInput: 'json',
				components: '[{"type": "BODY", "text": "Hallo und willkommen."}]',
			}),
			template('Get', { operation: 'get', template: welcome }),
			template('Get Many', { operation: 'getAll', filters: { language: 'de' } }),
			template('Delete', { operation: 'delete', template: welcome }),
		);
		expect(
			['Get', 'Get Many', 'Delete'].map((name) => itemsOf(changes, name)[0]),
		).toMatchObject([
			{ body: 'Hallo und willkommen.', template: 'welcome|de', fields: [] },
			{ name: 'welcome', language: 'de' },
			{ deleted: true, templates: [{ name: 'welcome', language: 'de' }] },
		]);
		const wrong = await runByHand(
			template('Create', { operation: 'create', name: 'x', body: '{{1}} hello' }),
		);
		expect(wrong.run.error?.message).toBe("The field 'Body' begins or ends with a variable");
		await waitFor('the deletion to be told', async () => {
			const all = await team.n8n.rest.executions.waitFor(told.id, { count: 4 });
			return all.length === 4 ? true : undefined;
		});
	}, 180_000);
});
