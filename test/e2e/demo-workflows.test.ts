import { hireTeam, TEAM } from '../demo/workflows/router.ts';
import { REMINDER_TEMPLATE } from '../demo/workflows/reminder.ts';
import { WORKFLOWS } from '../demo/workflows/index.ts';
import { itemsOf } from './support/conversation.ts';
import { ANA, BEN, publish, startTeam, type Team } from './support/team.ts';

/* What the workflows of the demo do: each of them answers what is its own, and nothing else. */

const DAY_AND_MORE_MS = 25 * 3_600_000;

let team: Team;

beforeAll(async () => {
	team = await startTeam({ name: 'demo-workflows' });
	await team.meta.createTemplate(REMINDER_TEMPLATE);
	const { id } = await team.n8n.rest.createWorkflow(hireTeam(team.credential));
	await team.n8n.rest.runToEnd(id, 'Start');
	for (const [name, draw] of Object.entries(WORKFLOWS)) {
		await publish(team, draw(team.credential, name));
	}
});

afterAll(() => team?.close());

/** The next message that WhatsApp takes for a customer. */
async function nextTo(customer: string, after: number) {
	return await team.meta.waitFor(
		(log) =>
			log.find(
				(entry) =>
					entry.kind === 'accepted' &&
					entry.seq > after &&
					entry.recipient.waId === customer,
			),
		{ timeoutMs: 30_000 },
	);
}

async function answerTo(customer: string, text: string, timestamp?: number) {
	const before = (await team.meta.log()).at(-1)?.seq ?? 0;
	await team.meta.customerSends({
		customer,
		content: { type: 'text', text },
		...(timestamp === undefined ? {} : { timestamp }),
	});
	return await nextTo(customer, before);
}

test('anything else is answered with a menu, and a tap on it with what it offers', async () => {
	const menu = await answerTo(ANA, 'Good morning');
	const before = menu.seq;
	const content = { type: 'buttonReply', id: 'Prices', title: 'Prices' } as const;
	await team.meta.customerSends({ customer: ANA, content });

	expect(menu).toMatchObject({ type: 'interactive' });
	expect(await nextTo(ANA, before)).toMatchObject({
		body: 'A loaf of bread is 4.20, a croissant 1.90.',
	});
});

test('an offer is the business of the follow-up alone', async () => {
	expect(await answerTo(ANA, 'I want an OFFER')).toMatchObject({
		body: expect.stringMatching(/^Our offer/) as unknown,
	});
});

test('who asks for a person is given one, with a note', async () => {
	const answer = await answerTo(ANA, 'A person, please!');
	const draft = Object.entries(WORKFLOWS).map(([name]) => name)[2] ?? '';
	const list = (await team.n8n.rest.call('GET', '/rest/workflows')) as readonly {
		readonly id: string;
		readonly name: string;
	}[];
	const id = list.find(({ name }) => name === draft)?.id ?? '';
	const [run] = await team.n8n.rest.executions.waitFor(id, { count: 1, timeoutMs: 30_000 });
	const [owner] = TEAM;

	expect(answer).toMatchObject({
		body: `I am ${owner.name}. How can I help?`,
	});
	expect(await answerTo(ANA, 'A person, please!')).toMatchObject({
		body: `${owner.name} is on it already, and will write to you here.`,
	});
	expect(run && itemsOf(run, 'Write a note')).toMatchObject([
		{ note: { text: 'Asked for a person: "A person, please!"', mentions: [owner.email] } },
	]);
});

test('a reminder goes as text within the 24 hours, and as a template after them', async () => {
	const now = await team.meta.now();

	expect(await answerTo(ANA, 'Remind me')).toMatchObject({ type: 'text' });
	expect(await answerTo(BEN, 'Remind me', now - DAY_AND_MORE_MS)).toMatchObject({
		type: 'template',
		content: { name: 'order_ready' },
	});
});
