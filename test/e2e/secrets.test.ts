import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { deriveKeys } from '../../src/runtime/credential/keys.ts';
import { ANA, publish, send, startTeam, trigger, type Team } from './support/team.ts';
import { postWebhook, textWebhook, webhookAddress } from './support/webhook-post.ts';
import { workflow } from './support/workflow.ts';

/*
 * Everything that n8n writes, on disk and to its log, and everything that it tells a person, is
 * searched for every secret there is, after runs that went well and runs that did not.
 */

const WORKSPACE_KEY = 'secret-key-of-the-workspace';
const WRONG_TOKEN = 'EAAsecretTokenThatMetaRefuses';
const WRONG_SECRET = 'secret-of-another-app';
const ENCRYPTION_KEY = 'key-of-the-n8n-under-test';

let team: Team;
/** What a person was shown. */
const told: string[] = [];

beforeAll(async () => {
	team = await startTeam({ name: 'secrets', env: { N8N_LOG_LEVEL: 'debug' } });
	await useCredential({});
});

afterAll(() => team?.close());

/** Changes the credential, and tests it as a person does. */
async function useCredential(change: Readonly<Record<string, string>>): Promise<void> {
	const fields = { ...team.fields, workspace: 'acme', workspaceKey: WORKSPACE_KEY, ...change };
	await team.n8n.rest.updateCredential(team.credential, fields);
	told.push(JSON.stringify(await team.n8n.rest.testCredential(team.credential, fields)));
}

/** Publishes what cannot be published, and notes what the person is told. */
async function failToPublish(): Promise<void> {
	const draft = workflow('Refused', [trigger(team)]);
	const { id } = await team.n8n.rest.createWorkflow(draft);
	const refusal = await team.n8n.rest.publish(id, { timeoutMs: 60_000 }).catch(String);
	expect(refusal).toContain('Error');
	told.push(String(refusal));
	await team.n8n.rest.deleteWorkflow(id);
}

/** Every file of n8n's folder but the one in which n8n keeps its own key, and our package. */
function filesOf(folder: string): readonly string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath, entry.name))
		.filter((file) => !file.includes('/node_modules/') && !file.endsWith('/.n8n/config'));
}

test('no secret is in a log, an item, an error, a file or a message, whatever goes wrong', async () => {
	const passOn = { messageType: 'document', mediaSource: 'binary' };
	const parameters = { options: { downloadMedia: true, includeRaw: true } };
	const more = { onError: 'continueErrorOutput' } as const;
	const answering = workflow('Answer', [
		trigger(team, parameters),
		send(team, '={{ "You said: " + $json.message.text }}', more),
	]);
	const passing = workflow('Pass on', [
		trigger(team, parameters),
		send(team, '', { ...more, parameters: passOn }),
	]);
	const { id } = await publish(team, answering);
	const { id: passingId } = await publish(team, passing);
	const url = await webhookAddress(team);
	let runs = 0;
	/** Lets Ana send a text and a file, and waits until both workflows have run for both. */
	const written = async (): Promise<void> => {
		const media = await team.meta.customerUploads({
			mimeType: 'application/pdf',
			base64: Buffer.from('a file').toString('base64'),
		});
		await team.meta.customerWrites({ customer: ANA, text: 'hello' });
		await team.meta.customerSends({ customer: ANA, content: { type: 'document', media } });
		runs += 2;
		const wait = { count: runs, timeoutMs: 90_000 };
		await team.n8n.rest.executions.waitFor(id, wait);
		const all = await team.n8n.rest.executions.waitFor(passingId, wait);
		told.push(...all.map(({ run }) => JSON.stringify(run.raw)));
	};

	await written();
	// A token that Meta refuses, in everything that is asked of Meta.
	await useCredential({ accessToken: WRONG_TOKEN });
	await written();
	await failToPublish();
	// Nobody there, a broken line, and something else that answers.
	await useCredential({ baseUrl: 'http://127.0.0.1:1' });
	await useCredential({});
	for (const fault of [
		{ kind: 'fail', code: 190, operation: 'any' },
		{ kind: 'dropBeforeAccept', operation: 'any' },
		{ kind: 'garbage', operation: 'any', body: '<html>gateway</html>' },
	] as const) {
		await team.meta.addFault({ ...fault, times: 8 });
		await useCredential({});
		await written();
		await team.meta.clearFaults();
	}
	// Another app's secret, another key, a signature that does not fit.
	await useCredential({ appSecret: WRONG_SECRET });
	const body = textWebhook(team, { from: ANA, id: 'wamid.forged', text: 'forged' });
	told.push((await postWebhook(team, url, body)).text);
	await useCredential({ workspaceKey: `${WORKSPACE_KEY}?` });
	await failToPublish();
	await useCredential({});
	await written();
	const nodes = [answering, passing].flatMap((one) => one.nodes);
	await team.n8n.stop();

	const keys = deriveKeys(ENCRYPTION_KEY);
	const { accessToken = '', appSecret = '' } = team.fields;
	const secrets: Readonly<Record<string, string>> = {
		accessToken,
		appSecret,
		WORKSPACE_KEY,
		WRONG_TOKEN,
		WRONG_SECRET,
		ENCRYPTION_KEY,
		...Object.fromEntries(
			nodes.flatMap(({ name, webhookId }) =>
				webhookId === undefined ? [] : [[`verify ${name}`, keys.verifyToken(webhookId)]],
			),
		),
	};
	const files = filesOf(path.join(team.n8n.userFolder, '.n8n'));
	const places = [
		...[...files, team.n8n.logFile].map(
			(file) => [file, readFileSync(file, 'latin1')] as const,
		),
		...told.map((text, index) => [`told ${index}`, text] as const),
		['log of Meta', JSON.stringify(await team.meta.log())] as const,
	];
	const found = places.flatMap(([place, text]) =>
		Object.entries(secrets)
			.filter(([, secret]) => text.includes(secret))
			.map(([name]) => `${name} in ${place}`),
	);
	expect(found).toEqual([]);
	// It was looked for where there is something.
	const withText = places.filter(([, text]) => text.includes('hello'));
	expect(withText.map(([place]) => path.basename(place))).toEqual(
		expect.arrayContaining(['database.sqlite', 'inbox.db', 'log of Meta']),
	);
	expect(readFileSync(team.n8n.logFile, 'utf8')).toContain('WhatsApp Team: ');
}, 300_000);
