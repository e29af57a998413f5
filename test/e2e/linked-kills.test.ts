import { setTimeout as sleep } from 'node:timers/promises';
import { waitFor } from './support/deadline.ts';
import { readInbox } from './support/inbox-file.ts';
import {
	link,
	linkedEcho,
	linkedTrigger,
	NO_CAPS,
	startLinkedTeam,
	type LinkedTeam,
} from './support/linked-team.ts';
import { itemsThatStarted } from './support/n8n-database.ts';
import { sendType, triggerType, workflow } from './support/workflow.ts';

/*
 * n8n is killed again and again while customers of a linked number write and are answered. What may
 * be lost is known: Baileys tells WhatsApp that it has a message before it hands it over, so what it
 * had in its hands at that instant never comes again. It is counted and printed.
 */

const MESSAGES = 300;
const CUSTOMERS = 20;
const KILLS = 10;
const BACKLOG = 500;
const WRITERS = 10;

let team: LinkedTeam;

beforeAll(async () => {
	const inbox = 'n8n-nodes-whatsapp-team.whatsAppTeamInbox';
	const nodesInclude = [triggerType, sendType, inbox, 'n8n-nodes-base.manualTrigger'];
	team = await startLinkedTeam({ name: 'linked-kills', nodesInclude }, NO_CAPS);
	await link(team);
});

afterAll(() => team?.close());

const column = (sql: string): readonly string[] =>
	readInbox(team, sql).map((row) => String(row['value']));

test(`${KILLS} kills among ${MESSAGES} messages in and as many out double nothing`, async () => {
	const echo = await team.n8n.rest.createWorkflow(linkedEcho(team));
	await team.n8n.rest.publish(echo.id);
	const people = Array.from({ length: CUSTOMERS }, (_, index) =>
		team.sim.addCustomer(`+49 171 00000${String(index).padStart(2, '0')}`, {
			name: `Customer ${index}`,
			addressing: index % 2 === 0 ? 'lid' : 'pn',
		}),
	);
	const fromClient = (): number =>
		team.sim.transcript
			.of('stanza')
			.filter(({ direction, tag }) => direction === 'fromClient' && tag === 'message').length;
	for (let round = 0; round <= KILLS; round += 1) {
		// Every second kill finds an answer that WhatsApp has and has not acknowledged.
		const isHeld = round < KILLS && round % 2 === 0;
		const before = fromClient();
		if (isHeld) team.sim.faults.add({ kind: 'holdAck' });
		for (let index = round; index < MESSAGES; index += KILLS + 1) {
			await people[index % CUSTOMERS]?.says(team.phone, `message ${index}`);
		}
		if (round === KILLS) break;
		if (isHeld) await team.sim.transcript.waitFor(() => fromClient() > before);
		else await sleep(Math.random() * 400);
		await team.n8n.kill();
		team.sim.faults.remove();
		await team.n8n.start();
		await team.n8n.rest.waitPublishedAgain(echo.id, { timeoutMs: 150_000 });
	}

	const open = "select id as value from outbox where state in ('queued', 'handing')";
	const unsettled = "select event_id as value from delivery where state <> 'settled'";
	const isWaiting = (): boolean =>
		[...team.phone.devices.values()].some(({ waitingCount }) => waitingCount > 0);
	await waitFor(
		() =>
			`everything to end: ${column(open).length} open, ${column(unsettled).length} unsettled`,
		() => (!isWaiting() && column(open).length + column(unsettled).length === 0) || undefined,
		{ timeoutMs: 240_000, everyMs: 1_000 },
	);

	const stored = column("select text as value from message where direction = 'in'");
	const states = column('select state as value from outbox');
	const lost = MESSAGES - new Set(stored).size;
	const answers = people.flatMap((person) =>
		person.received.flatMap(({ content }) => (content.kind === 'text' ? [content.text] : [])),
	);
	console.info(
		`linked kills: ${stored.length} stored, ${lost} lost in the known gap, ${states.length} answers of which ` +
			['sent', 'uncertain', 'failed']
				.map((one) => `${states.filter((state) => state === one).length} ${one}`)
				.join(', '),
	);

	expect(stored).toHaveLength(new Set(stored).size);
	expect(answers).toHaveLength(new Set(answers).size);
	expect(new Set(states)).toEqual(
		new Set(states.filter((state) => ['sent', 'uncertain', 'failed'].includes(state))),
	);
	// At each kill no more than what was being decrypted in that instant.
	expect(lost).toBeLessThanOrEqual(KILLS * 3);
	// What has arrived is known to have left: of the others nobody can say.
	expect(answers).toHaveLength(states.filter((state) => state === 'sent').length);
	expect(team.sim.transcript.of('problem')).toEqual([]);
}, 900_000);

test(`${BACKLOG} messages that came while n8n was away start one run each, in order`, async () => {
	const { rest } = team.n8n;
	const listen = await rest.createWorkflow(workflow('Listen', [linkedTrigger(team)]));
	await rest.publish(listen.id);
	await team.n8n.stop();
	const people = Array.from({ length: WRITERS }, (_, index) =>
		team.sim.addCustomer(`+49 172 00000${String(index).padStart(2, '0')}`),
	);
	for (let index = 0; index < BACKLOG; index += 1) {
		await people[index % WRITERS]?.says(team.phone, `backlog ${index}`);
	}
	await team.n8n.start();

	const runs =
		"select count(*) as value from delivery where state = 'settled' and consumer like ?";
	const settled = (): number => Number(column(runs.replace('?', `'%${listen.id}%'`))[0]);
	await waitFor(
		() => `${BACKLOG} runs: ${settled()} so far`,
		() => settled() >= BACKLOG || undefined,
		{ timeoutMs: 240_000, everyMs: 1_000 },
	);
	const rows = readInbox(
		team,
		'select provider_id as id, text, contact_id as contact from message',
	);
	const messages = new Map(rows.map((row) => [String(row['id']), row]));
	const started = itemsThatStarted(team, listen.id).map(({ providerId }) => {
		const { text, contact } = messages.get(providerId) ?? {};
		return { contact, number: Number(String(text).replace('backlog ', '')) };
	});
	const writers = [...new Set(started.map(({ contact }) => contact))];
	const numbers = writers.map((writer) =>
		started.filter(({ contact }) => contact === writer).map(({ number }) => number),
	);

	expect(started).toHaveLength(BACKLOG);
	expect(numbers).toHaveLength(WRITERS);
	for (const list of numbers) expect(list).toEqual(list.toSorted((a, b) => a - b));
	expect(new Set(numbers.flat()).size).toBe(BACKLOG);
}, 600_000);
