import type { FaultOf } from '../simulators/graph-api/faults/fault.ts';
import type { NumberView } from '../simulators/graph-api/control/options.ts';
import { outputOf } from './support/conversation.ts';
import { waitFor } from './support/deadline.ts';
import { readInbox } from './support/inbox-file.ts';
import { ANA, BEN, SEND, send, startTeam, TRIGGER, type Team } from './support/team.ts';
import type { StoredWorkflow } from './support/rest.ts';
import { teamTrigger, workflow } from './support/workflow.ts';

/*
 * Two numbers of one workspace. One is in trouble; the other's messages come in and its answers go
 * out as if nothing were.
 */

let team: Team;
let support: NumberView;
let helping: StoredWorkflow;
let rounds = 0;

beforeAll(async () => {
	team = await startTeam({ name: 'numbers-apart' });
	support = await team.meta.createNumber({ verifiedName: 'Support' });
	const credential = await team.n8n.rest.createCredential('whatsAppTeamApi', 'Support', {
		...team.fields,
		label: 'Support',
		accessToken: support.accessTokens[0] ?? '',
		phoneNumberId: support.id,
		appSecret: support.appSecret,
		businessAccountId: support.wabaId,
	});
	await publishEcho('Sales', team.credential, team.number.id);
	helping = await publishEcho('Support', credential, support.id);
});

afterAll(() => team?.close());

/** Publishes a workflow that answers, and waits until Meta delivers to it. */
async function publishEcho(name: string, credential: Team['credential'], phoneNumberId: string) {
	const own = { ...team, credential };
	const stored = await team.n8n.rest.createWorkflow(
		workflow(name, [
			teamTrigger({ scope: 'number', events: ['message.received'] }, { credential }, TRIGGER),
			send(own, '={{ "You said: " + $json.message.text }}'),
		]),
	);
	await team.n8n.rest.publish(stored.id);
	await waitFor('an address at Meta', async () => {
		const number = (await team.meta.numbers()).find(({ id }) => id === phoneNumberId);
		return number?.override ?? undefined;
	});
	return stored;
}

const acceptedOf = async (phoneNumberId: string): Promise<readonly (string | null)[]> =>
	(await team.meta.logOf('accepted'))
		.filter((entry) => entry.phoneNumberId === phoneNumberId)
		.map(({ body }) => body);

type Trouble = FaultOf<'dropBeforeAccept' | 'fail' | 'holdAnswer'>;

const TROUBLES: Readonly<Record<string, Trouble>> = {
	'never answers': { kind: 'holdAnswer', operation: 'any' },
	'breaks every connection': { kind: 'dropBeforeAccept', operation: 'any' },
	'refuses the token': { kind: 'fail', code: 190, operation: 'any' },
	'locks the account': { kind: 'fail', code: 131031, operation: 'any' },
	'has had too much': { kind: 'fail', code: 130429, operation: 'any' },
};

test.each(Object.entries(TROUBLES))(
	'where Meta %s for one number, the other is not delayed',
	async (_words, trouble) => {
		rounds += 1;
		const text = `round ${rounds}`;
		const customers = [ANA, BEN];
		await team.meta.addFault({ ...trouble, phoneNumberId: team.number.id });
		// A status would prove sent what was never answered.
		await team.meta.addFault({ kind: 'loseStatuses', phoneNumberId: team.number.id });
		const writes = customers.map((customer) => ({ customer, text }));
		await team.meta.customersWrite(writes);
		await waitFor('the trouble to begin', async () => {
			const [fault] = await team.meta.faults();
			return (fault?.used ?? 0) >= customers.length || undefined;
		});
		const startedAt = Date.now();
		await team.meta.customersWrite(
			writes.map((one) => ({ ...one, phoneNumberId: support.id })),
		);
		const runs = await team.n8n.rest.executions.waitFor(helping.id, {
			count: rounds * customers.length,
			status: 'success',
		});
		console.info(`beside ${JSON.stringify(trouble)}: ${Date.now() - startedAt} ms`);

		const sent = runs.flatMap((run) => outputOf(run, SEND, 0));
		expect(sent).toHaveLength(rounds * customers.length);
		expect((await acceptedOf(support.id)).slice(-customers.length)).toEqual(
			customers.map(() => `You said: ${text}`),
		);
		// The trouble was there all the while.
		const others = readInbox(
			team,
			`select o.state from outbox o join number n on n.id = o.number_id
		where n.phone_number_id = '${team.number.id}' order by o.id desc limit ${customers.length}`,
		).map(({ state }) => state);
		expect(others).not.toContain('sent');
		if (trouble.kind === 'holdAnswer') expect(others).toEqual(customers.map(() => 'handing'));
		await team.meta.clearFaults();
	},
);
