import { answersTo } from './support/conversation.ts';
import { ANA, echo, publish, startTeam, type Team } from './support/team.ts';

let team: Team;

beforeAll(async () => {
	team = await startTeam({ name: 'publishing' });
});

afterAll(() => team?.close());

/** What n8n shows of a workflow that it could not publish. */
async function refusal(): Promise<string> {
	const stored = await team.n8n.rest.createWorkflow(echo(team, 'Refused'));
	try {
		await team.n8n.rest.publish(stored.id, { timeoutMs: 120_000 });
		return 'published';
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	} finally {
		await team.n8n.rest.deleteWorkflow(stored.id);
	}
}

async function useCredential(change: Readonly<Record<string, string>>): Promise<void> {
	await team.n8n.rest.updateCredential(team.credential, { ...team.fields, ...change });
}

test('a token that Meta refuses is said when the workflow is published', async () => {
	await useCredential({ accessToken: 'EAAwrong' });
	expect(await refusal()).toContain('The access token has expired or was revoked');
	await useCredential({});
});

test('a phone number in place of its ID is said without asking Meta', async () => {
	await useCredential({ phoneNumberId: '+1 555-078-3881' });
	expect(await refusal()).toContain("The field 'Phone Number ID' of the credential is not an ID");
	await useCredential({});
});

test('the webhook address of another system is left alone and named', async () => {
	const foreign = { url: 'https://other.example/hook', verifyToken: 'x' };
	await team.meta.updateNumber(team.number.id, { override: foreign });
	expect(await refusal()).toContain(
		'Webhooks of this number go to another address: other.example',
	);
	expect((await team.meta.numbers())[0]?.override).toEqual(foreign);
	await team.meta.updateNumber(team.number.id, { override: null });
});

test('a workflow published while Meta is away works as soon as Meta is back', async () => {
	await team.meta.addFault({ kind: 'down', how: 'refuse' });
	const stored = await team.n8n.rest.createWorkflow(echo(team));
	await team.n8n.rest.publish(stored.id);
	await team.meta.clearFaults();
	await team.meta.waitFor(
		(log) => log.some((entry) => entry.kind === 'override' && entry.outcome === 'set'),
		{ timeoutMs: 60_000 },
	);
	await team.meta.customerWrites({ customer: ANA, text: 'there you are' });
	await team.n8n.rest.executions.waitFor(stored.id, { count: 1 });
	expect(await answersTo(team, ANA)).toEqual(['You said: there you are']);
	await team.n8n.rest.deleteWorkflow(stored.id);
});

test('an expired token is replaced in the credential, and nothing has to be published again', async () => {
	const stored = await publish(team, echo(team));
	await team.meta.putToken({ value: team.fields['accessToken'] ?? '', expiresAt: 1 });
	await team.meta.putToken({ value: 'EAAnew' });
	await useCredential({ accessToken: 'EAAnew' });
	await team.meta.customerWrites({ customer: ANA, text: 'still there?' });
	await team.n8n.rest.executions.waitFor(stored.id, { count: 1 });
	expect((await answersTo(team, ANA)).at(-1)).toBe('You said: still there?');
});
