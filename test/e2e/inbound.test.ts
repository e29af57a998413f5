import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { outputOf } from './support/conversation.ts';
import type { Execution } from './support/rest-executions.ts';
import type { StoredWorkflow } from './support/rest.ts';
import { ANA, publish, startTeam, trigger, TRIGGER, type Team } from './support/team.ts';
import { workflow } from './support/workflow.ts';

/* What customers send besides text, as it arrives in a real n8n. */

const EVENTS = ['message.received', 'message.reaction', 'message.edited', 'message.deleted'];

let team: Team;
let stored: StoredWorkflow;
let seen = 0;

beforeAll(async () => {
	team = await startTeam({ name: 'inbound' });
	const listening = trigger(team, { events: EVENTS, options: { downloadMedia: true } });
	stored = await publish(team, workflow('Listen', [listening]));
});

afterAll(() => team?.close());

/** Waits for the next run. */
async function nextRun(): Promise<Execution> {
	seen += 1;
	const runs = await team.n8n.rest.executions.waitFor(stored.id, { count: seen });
	const run = runs[seen - 1];
	if (run === undefined) throw new Error('There is no run.');
	return run;
}

/** A file that n8n keeps on its disk beside the execution. */
async function fileOf(id: string): Promise<Buffer> {
	const folder = path.join(team.n8n.userFolder, '.n8n', 'storage');
	const older = path.join(team.n8n.userFolder, '.n8n', 'binaryData');
	const below = id.replace(/^filesystem-v2:/, '');
	const file = [folder, older].map((one) => path.join(one, below)).find(existsSync);
	return await readFile(file ?? below);
}

/** The items of the next run. */
async function nextItems() {
	return outputOf(await nextRun(), TRIGGER, 0);
}

test('a picture comes with its caption and its file', async () => {
	const bytes = Buffer.from('a picture, more or less');
	const media = await team.meta.customerUploads({
		mimeType: 'image/png',
		base64: bytes.toString('base64'),
	});
	await team.meta.customerSends({
		customer: ANA,
		content: { type: 'image', media, caption: 'Look!' },
	});
	const run = await nextRun();
	const [item] = run.run.nodes[TRIGGER]?.[0]?.outputs[0] ?? [];
	expect(item?.json).toMatchObject({
		event: 'message.received',
		message: { type: 'image', text: 'Look!', media: { mimeType: 'image/png' } },
	});
	const { data } = item?.['binary'] as { data: { id: string; mimeType: string } };
	expect(data.mimeType).toBe('image/png');
	expect(await fileOf(data.id)).toEqual(bytes);
});

test('a file that Meta no longer has is said in the item', async () => {
	const media = { id: '404', mimeType: 'application/pdf', sha256: 'x' };
	await team.meta.customerSends({
		customer: ANA,
		content: { type: 'document', media, fileName: 'a.pdf' },
	});
	expect(await nextItems()).toMatchObject([
		{
			message: {
				type: 'document',
				media: { fileName: 'a.pdf', error: { message: expect.any(String) as unknown } },
			},
		},
	]);
});

test('a place, an answer by button and a reaction come as what they are', async () => {
	await team.meta.customerSends({
		customer: ANA,
		content: { type: 'location', latitude: 52.52, longitude: 13.4, name: 'Here' },
	});
	expect(await nextItems()).toMatchObject([
		{ message: { type: 'location', text: 'Here', location: { latitude: 52.52 } } },
	]);
	const messageId = await team.meta.customerSends({
		customer: ANA,
		content: { type: 'buttonReply', id: 'yes', title: 'Yes, please' },
	});
	expect(await nextItems()).toMatchObject([
		{ message: { text: 'Yes, please', interactive: { id: 'yes' } } },
	]);
	await team.meta.customerSends({
		customer: ANA,
		content: { type: 'reaction', messageId, emoji: '👍' },
	});
	expect(await nextItems()).toMatchObject([{ event: 'message.reaction' }]);
});
