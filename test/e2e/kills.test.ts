import { seededRandom } from '../unit/support/mutations.ts';
import { waitFor } from './support/deadline.ts';
import { readInbox } from './support/inbox-file.ts';
import { itemsThatStarted } from './support/n8n-database.ts';
import { publish, startTeam, trigger, type Team } from './support/team.ts';
import { postWebhook, STARTING_UP, textWebhook, webhookAddress } from './support/webhook-post.ts';
import { node, sendType, triggerType, workflow } from './support/workflow.ts';

/*
 * n8n is killed again and again while webhooks pour in. Meta's promise is kept by this test: what is
 * not answered with 200 is delivered again. One 200 is not ours: n8n gives it for a moment of each
 * start, to whatever comes. It is counted apart, and delivered again as well, as a proxy in front of
 * n8n would have it that passes nothing on before n8n is ready.
 */

const SEED = Number(process.env['TEST_SEED'] ?? 20_261_121);
const MESSAGES = 500;
const DOUBLES = 50;
const KILLS = 10;
/** How many webhooks are under way at once. */
const AT_ONCE = 16;
const CUSTOMERS = 40;

let team: Team;

beforeAll(async () => {
	team = await startTeam({
		name: 'kills',
		nodesInclude: [triggerType, sendType, 'n8n-nodes-base.noOp'],
	});
});

afterAll(() => team?.close());

const ids = Array.from({ length: MESSAGES }, (_, index) => `wamid.kill.${index}`);

/** Every message once, some twice, in any order. */
function shuffledDeliveries(): readonly number[] {
	const random = seededRandom(SEED);
	const doubles = Array.from({ length: DOUBLES }, () => Math.floor(random() * MESSAGES));
	const all = [...ids.keys(), ...doubles].map((index) => ({ index, at: random() }));
	return all.toSorted((a, b) => a.at - b.at).map(({ index }) => index);
}

const column = (sql: string): readonly string[] =>
	readInbox(team, sql).map((row) => String(row['id']));

/** How often each value stands in a list. */
function countsOf(list: readonly string[]): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const value of list) counts.set(value, (counts.get(value) ?? 0) + 1);
	return counts;
}

const onceEach = new Map(ids.map((id) => [id, 1]));
const sorted = (map: ReadonlyMap<string, number>) => [...map].toSorted();

test(`${KILLS} kills among ${MESSAGES} webhooks lose and double nothing (seed ${SEED})`, async () => {
	console.info(`kills among webhooks: TEST_SEED=${SEED}`);
	const listening = await publish(
		team,
		workflow('Listen', [trigger(team), node('End', 'n8n-nodes-base.noOp')]),
	);
	const url = await webhookAddress(team);
	const acknowledged = new Set<string>();
	const lostAtKill: string[] = [];
	/** Of each event, at how many kills its run was not settled. */
	const unsettled: string[] = [];
	let [unanswered, answeredByN8n, kills] = [0, 0, 0];
	let killing: Promise<void> | undefined;

	const kill = async (): Promise<void> => {
		const promised = [...acknowledged];
		await team.n8n.kill();
		const stored = new Set(
			column("select provider_id as id from message where direction = 'in'"),
		);
		lostAtKill.push(...promised.filter((id) => !stored.has(id)));
		unsettled.push(...column("select event_id as id from delivery where state <> 'settled'"));
		await team.n8n.start();
		// An n8n that dies while it starts a workflow leaves it claimed for two minutes.
		await team.n8n.rest.waitPublishedAgain(listening.id, { timeoutMs: 150_000 });
		killing = undefined;
	};
	const deliver = async (index: number): Promise<void> => {
		const id = ids[index] ?? '';
		const from = `4915112${String(345_000 + (index % CUSTOMERS))}`;
		const body = textWebhook(team, { from, id, text: `Message ${index}` });
		await waitFor(
			`${id} to be acknowledged`,
			async () => {
				const { status, text } = await postWebhook(team, url, body);
				if (status === 200 && text !== STARTING_UP) {
					expect(text).toBe('ok');
					return true;
				}
				if (status === 200) answeredByN8n += 1;
				else unanswered += 1;
				return undefined;
			},
			{ timeoutMs: 120_000, everyMs: 500 },
		);
		acknowledged.add(id);
		// Evenly spread. Who gets here while n8n starts waits for it, so that no kill is left out.
		while (kills < KILLS && acknowledged.size >= ((kills + 1) * MESSAGES) / (KILLS + 1)) {
			if (killing === undefined) {
				kills += 1;
				killing = kill();
			}
			await killing;
		}
	};

	const queue = [...shuffledDeliveries()];
	const work = async (): Promise<void> => {
		for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
			await deliver(next);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	await killing;

	expect(kills).toBe(KILLS);
	expect(acknowledged.size).toBe(MESSAGES);
	// What was acknowledged was stored before it was.
	expect(lostAtKill).toEqual([]);
	await waitFor(
		() => `all runs to be settled; there are ${settled()}`,
		() => settled() === MESSAGES || undefined,
		// A run that n8n knows from before it died is waited for for a minute.
		{ timeoutMs: 150_000, everyMs: 250 },
	);

	const rows = column("select provider_id as id from message where direction = 'in'");
	expect(sorted(countsOf(rows))).toEqual(sorted(onceEach));
	const events = readInbox(
		team,
		"select m.provider_id as id, e.id as event from event e join message m on m.id = e.message_id where e.type = 'message.received'",
	);
	expect(sorted(countsOf(events.map(({ id }) => String(id))))).toEqual(sorted(onceEach));

	const started = itemsThatStarted(team, listening.id);
	const runs = countsOf(started.map(({ eventId }) => eventId));
	const kept = countsOf(unsettled);
	const more = [...runs].filter(([, count]) => count > 1);
	console.info(
		`acknowledged ${acknowledged.size}, not acknowledged ${unanswered}, ` +
			`answered 200 by an n8n that was starting ${answeredByN8n}, executions ${started.length}, ` +
			`further attempts ${started.filter(({ attempt }) => attempt > 1).length}, ` +
			`unsettled at a kill ${kept.size}`,
	);
	// Each message had a run that came to its end.
	const ended = started.filter(({ status }) => status === 'success');
	expect(new Set(ended.map(({ providerId }) => providerId))).toEqual(new Set(ids));
	// No attempt was made twice.
	expect(new Set(started.map((item) => `${item.eventId} ${item.attempt}`)).size).toBe(
		started.length,
	);
	// More than one only where a kill met an unsettled one.
	expect(more.filter(([event, count]) => count > 1 + (kept.get(event) ?? 0))).toEqual([]);
}, 420_000);

function settled(): number {
	const [row] = readInbox(team, "select count(*) as n from delivery where state = 'settled'");
	return Number(row?.['n']);
}
