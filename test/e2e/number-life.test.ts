import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { NumberView } from '../simulators/graph-api/control/options.ts';
import { checkout } from '../n8n/checkout.ts';
import { itemsOf, outputOf } from './support/conversation.ts';
import { waitFor } from './support/deadline.ts';
import { readInbox } from './support/inbox-file.ts';
import type { Execution } from './support/rest-executions.ts';
import { ANA, publish, startTeam, TRIGGER, type Team } from './support/team.ts';
import {
	manualTrigger,
	node,
	packageName,
	teamTrigger,
	workflow,
	type CredentialReference,
	type WorkflowNode,
} from './support/workflow.ts';

/*
 * A number that was just added to an account is taken to ready in a real n8n, with the Inbox node
 * alone: each step says what comes next. docs/number-life.md shows this very run.
 */

const PIN = '428619';
const INBOX = 'Inbox';
const BEHIND = 'Campaign';

let team: Team;
let number: NumberView;
let credential: CredentialReference;

beforeAll(async () => {
	team = await startTeam({ name: 'number-life', env: { N8N_LOG_LEVEL: 'debug' } });
	const { wabaId } = team.number;
	number = await team.meta.createPendingNumber({ wabaId, verifiedName: 'Acme Flowers' });
	await team.meta.createTemplate({ name: 'spring' });
	const fields = { ...team.fields, label: 'Acme', phoneNumberId: number.id };
	credential = await team.n8n.rest.createCredential('whatsAppTeamApi', 'Acme', fields);
});

afterAll(() => team?.close());

/** An Inbox for the number. */
const inbox = (operation: string, parameters: object = {}): WorkflowNode =>
	node(
		INBOX,
		`${packageName}.whatsAppTeamInbox`,
		{ resource: 'number', operation, ...parameters },
		{ credential },
	);

async function run(...nodes: readonly WorkflowNode[]): Promise<Execution> {
	const draft = workflow('Number', [manualTrigger(), ...nodes]);
	const stored = await team.n8n.rest.createWorkflow(draft);
	const execution = await team.n8n.rest.runToEnd(stored.id, 'Start');
	await team.n8n.rest.deleteWorkflow(stored.id);
	return execution;
}

type Item = Readonly<Record<string, unknown>>;

/** The only item of an Inbox that ran once. */
async function step(operation: string, parameters: object = {}): Promise<Item> {
	const execution = await run(inbox(operation, parameters));
	const [item] = outputOf(execution, INBOX, 0);
	if (item === undefined) throw new Error(JSON.stringify(execution.run.error));
	return item;
}

/** What a refused step says: what happened, and what to do. */
async function refusal(operation: string, parameters: object = {}): Promise<readonly unknown[]> {
	const { run: result } = await run(inbox(operation, parameters));
	return [result.error?.message, result.error?.description];
}

/** The table of the page: operation, state, what happened, next step. */
function transcript(): readonly (readonly string[])[] {
	const page = readFileSync(path.join(checkout, 'docs/number-life.md'), 'utf8');
	return page
		.split('\n')
		.filter((line) => /^\| *\d/.test(line))
		.map((line) => line.split('|').slice(2, -1))
		.map((cells) => cells.map((cell) => cell.trim().replace(/^_(.*)_$/, '$1')));
}

test('a newcomer takes a pending number to ready, each step telling the next, as the page shows', async () => {
	const seen: (readonly unknown[])[] = [];
	const note = (name: string, item: Item, said: unknown) =>
		seen.push([name, item['state'], said, item['nextStep']]);
	const failed = (item: Item) => `not ready: ${(item['failed'] as string[]).join(', ')}`;

	const first = await step('preflight');
	note('Preflight', first, failed(first));
	const requested = await step('requestCode', { codeMethod: 'sms', codeLanguage: 'en_US' });
	note('Request Code', requested, requested['message']);
	const code = await team.meta.codeOf(number.id);
	const verified = await step('verifyCode', { code });
	note('Verify Code', verified, verified['message']);
	const registered = await step('register', { pin: PIN });
	note('Register', registered, registered['message']);
	const profileFields = { about: 'Flowers, delivered today', vertical: 'RETAIL' };
	const described = await step('setProfile', { profileFields });
	note('Set Profile', described, described['message']);
	const last = await step('preflight');
	note('Preflight', last, last['ready'] === true ? 'ready' : failed(last));

	expect(seen).toEqual(transcript());
	expect([first, requested, verified, registered, described, last].map(stateOf)).toEqual([
		'pending',
		'code_sent',
		'verified',
		'ready',
		'ready',
		'ready',
	]);
	expect(last).toMatchObject({ ready: true, failed: [], warnings: ['webhook'] });
	const numbers = await team.meta.numbers();
	expect(numbers.find(({ id }) => id === number.id)).toMatchObject({
		status: 'CONNECTED',
		pin: PIN,
		businessProfile: { about: 'Flowers, delivered today', vertical: 'RETAIL' },
	});

	// n8n keeps what a person typed into the node with the workflow; we keep neither.
	await team.n8n.stop();
	const folder = path.join(team.n8n.userFolder, '.n8n/whatsapp-team');
	const files = ['inbox.db', 'inbox.db-wal'].map((name) => path.join(folder, name));
	const places = [...files.filter((file) => existsSync(file)), team.n8n.logFile];
	expect(places.length).toBeGreaterThan(1);
	for (const secret of [code, PIN]) {
		const whole = new RegExp(`(?<![\\d.])${secret}(?!\\d)`);
		for (const place of places) expect(readFileSync(place, 'latin1')).not.toMatch(whole);
		expect(JSON.stringify([first, requested, verified, registered, last])).not.toMatch(whole);
	}
	await team.n8n.start();
}, 300_000);

const stateOf = ({ state }: Item) => state;

test('a step at the wrong time names the step that is missing', async () => {
	expect(await refusal('requestCode', { codeMethod: 'voice' })).toEqual([
		expect.stringContaining('verified already') as string,
		expect.stringContaining("Run 'Preflight'") as string,
	]);
	expect(await refusal('register', { pin: '111111' })).toEqual([
		expect.stringContaining('PIN is not the one of this number') as string,
		expect.stringContaining('the PIN that was set for the number') as string,
	]);
	expect(await refusal('register', { pin: '11111' })).toEqual([
		"The field 'PIN' is not six digits",
		expect.any(String) as string,
	]);
});

test('nothing behind the gate runs while the number is not ready, and all of it when it is', async () => {
	const campaign = node(
		BEHIND,
		`${packageName}.whatsAppTeamTemplate`,
		{
			operation: 'send',
			template: { __rl: true, mode: 'list', value: 'spring|en_US' },
			recipient: { __rl: true, mode: 'phone', value: `+${ANA}` },
		},
		{ credential },
	);
	const gate = inbox('preflight', { failIfNotReady: true });

	await step('deregister');
	const stopped = await run(gate, campaign);
	expect(stopped).toMatchObject({
		status: 'error',
		run: {
			error: {
				message: expect.stringContaining(
					'The number is not ready: It is verified',
				) as string,
				description: expect.stringContaining("Run 'Register'") as string,
			},
		},
	});
	expect(stopped.run.nodes[BEHIND]).toBeUndefined();
	expect(await team.meta.acceptedTo(ANA)).toBe(0);

	await step('register', { pin: PIN });
	const gone = await run(gate, campaign);
	expect(outputOf(gone, BEHIND, 0)).toMatchObject([{ verdict: 'sent' }]);
	expect(await team.meta.acceptedTo(ANA)).toBe(1);
}, 120_000);

describe('a number that also lives in the WhatsApp Business app', () => {
	const OLD = Date.now() - 2 * 24 * 60 * 60 * 1000;
	const message = (wamid: string, isFromBusiness: boolean) => ({
		customer: ANA,
		wamid,
		text: `Long ago: ${wamid}`,
		isFromBusiness,
		at: OLD,
	});

	test('brings its contacts and its history, which start no run, and what it writes and changes', async () => {
		const own = await team.meta.createNumber({
			wabaId: team.number.wabaId,
			isOnBizApp: true,
		});
		await team.meta.fillApp({
			phoneNumberId: own.id,
			contacts: [{ phone: '4915112345688', fullName: 'Dana Book' }],
			messages: [message('wamid.old1', false), message('wamid.old2', true)],
		});
		const fields = { ...team.fields, label: 'Shop', phoneNumberId: own.id };
		const both = await team.n8n.rest.createCredential('whatsAppTeamApi', 'Both', fields);
		const events = [
			'history.synced',
			'message.received',
			'message.sent',
			'message.edited',
			'message.deleted',
		];
		const listening = teamTrigger({ scope: 'number', events }, { credential: both }, TRIGGER);
		const { id } = await publish(team, workflow('Listen', [listening]));
		// Its parts come in any order; the last of them makes it whole, and there is none after it.
		const history = await waitFor('the whole history', async () => {
			const runs = await team.n8n.rest.executions.waitFor(id, { count: 1 });
			const items = runs.flatMap((execution) => itemsOf(execution, TRIGGER));
			const isWhole = items.some(
				({ history: part }) => (part as Item | undefined)?.['progress'] === 100,
			);
			return isWhole ? items : undefined;
		});
		const runs = history.length;
		expect(new Set(history.map(({ event }) => event))).toEqual(new Set(['history.synced']));

		const wrote = { customer: ANA, phoneNumberId: own.id };
		const text = { type: 'text', text: 'We open at nine' } as const;
		const wamid = await team.meta.businessWrites({ ...wrote, content: text });
		await team.n8n.rest.executions.waitFor(id, { count: runs + 1 });
		const newer = { type: 'text', text: 'We open at ten' } as const;
		const content = { type: 'edit', messageId: wamid, content: newer } as const;
		await team.meta.businessWrites({ ...wrote, content });
		await team.n8n.rest.executions.waitFor(id, { count: runs + 2 });
		await team.meta.businessWrites({ ...wrote, content: { type: 'revoke', messageId: wamid } });
		const all = await team.n8n.rest.executions.waitFor(id, { count: runs + 3 });
		await team.meta.customerWrites({ ...wrote, text: 'Thank you' });
		const [last] = (await team.n8n.rest.executions.waitFor(id, { count: runs + 4 })).slice(-1);

		const shown = [...all.slice(runs), last].map((execution) => {
			const [item] = itemsOf(execution, TRIGGER);
			const { origin, text: words } = item?.['message'] as Item;
			return [item?.['event'], origin, words];
		});
		expect(shown).toEqual([
			['message.sent', 'phone', 'We open at nine'],
			['message.edited', 'phone', 'We open at ten'],
			['message.deleted', 'phone', expect.anything()],
			['message.received', 'customer', 'Thank you'],
		]);
		expect(readInbox(team, `select name from contact where name = 'Dana Book'`)).toHaveLength(
			1,
		);
		const stored = `select text from message where origin = 'history' order by provider_id`;
		expect(readInbox(team, stored)).toEqual([
			{ text: 'Long ago: wamid.old1' },
			{ text: 'Long ago: wamid.old2' },
		]);
		const asked = (await team.meta.logOf('number')).filter(
			({ action, phoneNumberId }) => action === 'syncAsked' && phoneNumberId === own.id,
		);
		expect(asked).toHaveLength(2);
	}, 120_000);
});
