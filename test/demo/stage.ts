import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { N8n } from '../e2e/support/n8n.ts';
import { startN8n } from '../e2e/support/n8n.ts';
import { ensureN8n } from '../n8n/install.ts';
import type { GraphControl } from '../simulators/graph-api/control/client.ts';
import { startGraphSimulator, type GraphSimulator } from '../simulators/graph-api/simulator.ts';
import { Interruption, unlessAborted } from './interruption.ts';
import type { StagePorts } from './ports.ts';
import { during, type Say } from './progress.ts';
import { startLinkedNumber, type LinkedNumber } from './linked-number.ts';
import { cloudChat } from './phone/cloud-chat.ts';
import { servePhonePage, type PhonePage } from './phone/server.ts';
import { setUp, setUpLinked } from './set-up.ts';

/** The customer who writes. */
export interface CustomerOnStage {
	/** The phone, in digits. */
	readonly id: string;
	readonly name: string;
}

/** n8n with our nodes and a published workflow, WhatsApp, and a customer. */
export interface Stage {
	readonly n8n: N8n;
	readonly meta: GraphControl;
	readonly controlUrl: string;
	readonly businessName: string;
	readonly customer: CustomerOnStage;
	readonly workflowId: string;
	/** Where a person is the customer, in a browser. */
	readonly phonesUrl: string;
	/** The second number. */
	readonly linked: LinkedNumber;
	/** Ends everything within some seconds. Safe to call twice. */
	close(): Promise<void>;
}

/** What differs from one stage to the next. */
export interface StageOptions {
	/** n8n's user folder, which lasts. Default: a new one, removed by `close()`. */
	readonly userFolder?: string;
	/** Default: free ones. */
	readonly ports?: StagePorts;
	/** Aborted when the demo is to end, ready or not. */
	readonly end: AbortSignal;
	readonly say: Say;
}

const BUSINESS = 'Corner Bakery';
const ANA: CustomerOnStage = { id: '4915112345671', name: 'Ana' };
const CLARA: CustomerOnStage = { id: '4915112345673', name: 'Clara' };

/** How long n8n may take to end in an orderly way. It is killed then. */
const STOP_MS = 6_000;

/** Slow enough to see a message first sent, then delivered. */
const DELIVERED_AFTER_MS = 500;

/**
 * Installs n8n if it is not there, and starts everything.
 *
 * @throws in words for whoever started the demo; Interruption if it ended before it was ready
 */
export async function openStage(options: StageOptions): Promise<Stage> {
	const { ports, end, say } = options;
	await unlessAborted(end, installN8n(say));
	const simulator = await startGraphSimulator({
		numbers: [{ verifiedName: BUSINESS }],
		settings: { deliveredAfterMs: DELIVERED_AFTER_MS },
		port: ports?.graph ?? 0,
		controlPort: ports?.control ?? 0,
	});
	const folder = options.userFolder ?? (await mkdtemp(path.join(tmpdir(), 'n8n-demo-')));
	const linked = await startLinkedNumber(folder);
	const phones = await servePhonePage(
		[
			cloudChat({
				...{ id: 'cloud', meta: simulator.control, customer: ANA, businessName: BUSINESS },
				hint: 'Write something, such as “hours”, “prices”, “I want an offer” or “a person, please”: workflows in n8n answer.',
			}),
			cloudChat({
				...{ id: 'late', meta: simulator.control, customer: CLARA, businessName: BUSINESS },
				hint: 'Clara last wrote more than 24 hours ago, so only a template may go to her: tap the button below.',
				isLate: true,
			}),
			...linked.chats,
		],
		ports?.phones ?? 0,
	);
	try {
		const { control: meta } = simulator;
		for (const { id, name } of [ANA, CLARA]) {
			await meta.createCustomer({ waId: id, profileName: name });
		}
		// She may have written in an earlier demo, which this simulator knows nothing of: an answer
		// that still waits may go.
		await meta.openWindow({ customer: ANA.id });
		const n8n = await during(say, 'n8n starts', () => start(folder, linked, options));
		return await connect(n8n, { simulator, linked, phones, folder }, options);
	} catch (error) {
		await phones.close();
		await linked.close();
		await simulator.close();
		throw end.aborted ? new Interruption() : error;
	}
}

function start(
	userFolder: string,
	{ env }: LinkedNumber,
	{ ports, end, say }: StageOptions,
): Promise<N8n> {
	return startN8n({
		name: 'demo',
		progress: say,
		signal: end,
		userFolder,
		env,
		...(ports === undefined ? {} : { port: ports.n8n }),
	});
}

interface Surroundings {
	readonly simulator: GraphSimulator;
	readonly linked: LinkedNumber;
	readonly phones: PhonePage;
	/** n8n's user folder. */
	readonly folder: string;
}

async function connect(
	n8n: N8n,
	{ simulator, linked, phones, folder }: Surroundings,
	{ userFolder, end, say }: StageOptions,
): Promise<Stage> {
	try {
		// n8n offers the newest credential first: that is to be the one of the tour.
		const first = 'The linked number is being linked';
		await during(say, first, () => unlessAborted(end, setUpLinked(n8n, linked)));
		const what = 'The workflows are being published';
		const workflowId = await during(say, what, () => unlessAborted(end, setUp(n8n, simulator)));
		say(`n8n ${n8n.version} is ready.`);
		return {
			n8n,
			meta: simulator.control,
			controlUrl: simulator.controlUrl,
			businessName: BUSINESS,
			customer: ANA,
			workflowId,
			phonesUrl: phones.url,
			linked,
			async close() {
				// Only a folder that lasts is worth an orderly end.
				if (userFolder !== undefined) await n8n.stop(STOP_MS).catch(() => undefined);
				await n8n.close();
				await phones.close();
				await linked.close();
				await simulator.close();
				if (userFolder === undefined) await rm(folder, { recursive: true, force: true });
			},
		};
	} catch (error) {
		await n8n.close();
		throw error;
	}
}

async function installN8n(say: Say): Promise<void> {
	let isFirst = true;
	await ensureN8n((line) => {
		if (isFirst) say('Installing n8n: 3 to 10 minutes and 2 GB, this once.');
		isFirst = false;
		say(line);
	});
}
