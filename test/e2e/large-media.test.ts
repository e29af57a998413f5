import { randomFillSync } from 'node:crypto';
import { itemsOf, outputOf } from './support/conversation.ts';
import { canMeasurePeak, watchMemory } from './support/peak-memory.ts';
import type { Execution } from './support/rest-executions.ts';
import type { StoredWorkflow } from './support/rest.ts';
import {
	ANA,
	publish,
	SEND,
	send,
	startTeam,
	TRIGGER,
	trigger,
	type Team,
} from './support/team.ts';
import { sendType, triggerType, workflow } from './support/workflow.ts';

/*
 * The largest file that WhatsApp knows, in and out, while n8n keeps files on disk. What n8n's process
 * takes of memory meanwhile must not depend on the file.
 */

const MB = 1024 * 1024;
const LARGEST = 100 * MB;
const MOST_GROWTH = 60 * MB;

let team: Team;

beforeAll(async () => {
	team = await startTeam({
		name: 'large-media',
		nodesInclude: [triggerType, sendType],
		env: { N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem' },
	});
});

afterAll(() => team?.close());

/** Ana sends a document of random bytes. @returns its checksum in hex */
async function sendsDocument(bytes: number): Promise<string> {
	const content = randomFillSync(Buffer.alloc(bytes));
	const media = await team.meta.customerUploads({
		mimeType: 'application/pdf',
		base64: content.toString('base64'),
	});
	await team.meta.customerSends({
		customer: ANA,
		content: { type: 'document', media, fileName: `${bytes}.pdf` },
	});
	return Buffer.from(media.sha256, 'base64').toString('hex');
}

/** A document comes to a workflow. @returns the run, the growth of n8n meanwhile, the checksum */
async function run({ id }: StoredWorkflow, count: number, bytes: number) {
	const { pid } = team.n8n;
	if (pid === undefined) throw new Error('n8n does not run.');
	const growth = await watchMemory(pid);
	const sha256 = await sendsDocument(bytes);
	const runs = await team.n8n.rest.executions.waitFor(id, { count, timeoutMs: 120_000 });
	return { run: runs.at(-1), growth: await growth(), sha256 };
}

const binariesOf = (execution: Execution | undefined) =>
	execution?.run.nodes[TRIGGER]?.[0]?.outputs.flat().map((item) => item['binary']);

(canMeasurePeak ? test : test.skip)(
	'a document of 100 MB comes in without passing through memory',
	async () => {
		const parameters = { options: { downloadMedia: true } };
		const fetching = await publish(team, workflow('Fetch', [trigger(team, parameters)]));
		// What is loaded and grows once does so here.
		await run(fetching, 1, MB);
		const { run: fetched, growth } = await run(fetching, 2, LARGEST);
		console.info(`100 MB in: n8n grew by ${(growth / MB).toFixed(1)} MB`);

		expect(itemsOf(fetched, TRIGGER)).toMatchObject([{ message: { type: 'document' } }]);
		expect(binariesOf(fetched)).toMatchObject([{ data: { bytes: LARGEST } }]);
		expect(growth).toBeLessThan(MOST_GROWTH);
		await team.n8n.rest.deactivate(fetching.id);
	},
);

(canMeasurePeak ? test : test.skip)(
	'a document of 100 MB comes in and goes out again, byte for byte, without passing through memory',
	async () => {
		const document = { messageType: 'document', mediaSource: 'binary' };
		const passing = await publish(
			team,
			workflow('Pass on', [
				trigger(team, { options: { downloadMedia: true } }),
				send(team, '', { parameters: document }),
			]),
		);
		await run(passing, 1, MB);
		const { run: passed, growth, sha256 } = await run(passing, 2, LARGEST);
		console.info(`100 MB in and out: n8n grew by ${(growth / MB).toFixed(1)} MB`);

		expect(outputOf(passed, SEND, 0)).toMatchObject([{ verdict: 'sent' }]);
		expect((await team.meta.logOf('uploaded')).at(-1)).toMatchObject({ size: LARGEST, sha256 });
		expect((await team.meta.logOf('accepted')).at(-1)).toMatchObject({ type: 'document' });
		expect(growth).toBeLessThan(MOST_GROWTH);
	},
);
