import type { GraphControl } from '../simulators/graph-api/control/client.ts';
import type { LogEntry } from '../simulators/graph-api/log-entries.ts';
import { echo, publish, startTeam, type Team } from '../e2e/support/team.ts';
import { node, triggerNode, workflow } from '../e2e/support/workflow.ts';
import { atOnce, median, round, ROUNDS } from './measure.ts';
import type { Report } from './report.ts';

const CUSTOMERS = 50;
const AT_ONCE = 20;
const ALONE = 20;
const MANY = 200;

type Figures = { readonly latencyMs: number; readonly perSecond: number };

/**
 * A message in to its answer out, in a real n8n: our Trigger and Send, against n8n's own Webhook and
 * HTTP Request, which store nothing and promise nothing. No statuses, which the baseline could not
 * read.
 */
export async function roundtrip(): Promise<Report> {
	const team = await startTeam({ name: 'bench-roundtrip' });
	try {
		await team.meta.addFault({ kind: 'loseStatuses' });
		await team.meta.updateNumber(team.number.id, { throughputLevel: 'HIGH' });
		const customers = Array.from({ length: CUSTOMERS }, (_, n) => `4917100000${100 + n}`);
		for (const customer of customers) await team.meta.createCustomer({ waId: customer });
		const [ours, baseline]: [Figures[], Figures[]] = [[], []];
		for (let turn = 0; turn < ROUNDS; turn += 1) {
			await team.meta.updateNumber(team.number.id, { override: null });
			const stored = await publish(team, echo(team));
			ours.push(await measure(team.meta, customers));
			await team.n8n.rest.deleteWorkflow(stored.id);
			const bare = await publishBare(team);
			baseline.push(await measure(team.meta, customers));
			await team.n8n.rest.deleteWorkflow(bare);
		}
		return report(ours, baseline);
	} finally {
		await team.close();
	}
}

function report(ours: readonly Figures[], baseline: readonly Figures[]): Report {
	const of = (all: readonly Figures[], key: keyof Figures): number =>
		median(all.map((one) => one[key]));
	const [latency, bareLatency] = [of(ours, 'latencyMs'), of(baseline, 'latencyMs')];
	const [rate, bareRate] = [of(ours, 'perSecond'), of(baseline, 'perSecond')];
	return {
		figures: {
			latencyRatio: round(latency / bareLatency),
			throughputRatio: round(rate / bareRate),
			latencyMs: round(latency, 0),
			perSecond: round(rate, 1),
		},
		rows: [
			{
				what: 'one at a time, median',
				ours: `${round(latency, 0)} ms`,
				baseline: `${round(bareLatency, 0)} ms Webhook and HTTP Request`,
				aim: 'at most 1.3 times',
			},
			{
				what: `${AT_ONCE} at once, answers per second`,
				ours: String(round(rate, 1)),
				baseline: `${round(bareRate, 1)} Webhook and HTTP Request`,
				aim: '0.8 of it',
			},
		],
	};
}

async function measure(meta: GraphControl, customers: readonly string[]): Promise<Figures> {
	const answers = new Answers(meta);
	const ask = async (n: number): Promise<number> => {
		run += 1;
		const text = `Message ${run}`;
		const answered = answers.to(text);
		await meta.customerWrites({ customer: customers[n % CUSTOMERS] ?? '', text });
		return await answered;
	};
	const latencies: number[] = [];
	for (let n = 0; n < ALONE; n += 1) latencies.push(await ask(n));
	const start = performance.now();
	await atOnce(MANY, AT_ONCE, ask);
	const perSecond = MANY / ((performance.now() - start) / 1_000);
	await answers.stop();
	return { latencyMs: median(latencies), perSecond };
}

let run = 0;

/** Reads the simulator's log once for all who wait for an answer. */
class Answers {
	readonly #asked = new Map<string, number>();
	readonly #waiting = new Map<string, (latencyMs: number) => void>();
	readonly #reading: Promise<unknown>;
	#read = 0;
	#isStopped = false;

	constructor(meta: GraphControl) {
		this.#reading = meta.waitFor((log) => this.#take(log), { timeoutMs: 600_000 });
		this.#reading.catch((error: unknown) => console.error(error));
	}

	/** From the customer's message to Meta taking the answer, in ms of the simulator's clock. */
	to(text: string): Promise<number> {
		return new Promise((resolve) => this.#waiting.set(`You said: ${text}`, resolve));
	}

	async stop(): Promise<void> {
		this.#isStopped = true;
		await Promise.race([
			this.#reading,
			new Promise((resolve) => setTimeout(resolve, 10).unref()),
		]);
	}

	#take(log: readonly LogEntry[]): boolean {
		for (const entry of log.slice(this.#read)) {
			if (entry.kind === 'inbound') this.#asked.set(`You said: ${entry.text}`, entry.at);
			if (entry.kind !== 'accepted' || entry.body === null) continue;
			this.#waiting.get(entry.body)?.(entry.at - (this.#asked.get(entry.body) ?? entry.at));
			this.#waiting.delete(entry.body);
		}
		this.#read = log.length;
		return this.#isStopped;
	}
}

/** The same with n8n's own nodes. @returns the id of the workflow */
async function publishBare({ n8n, meta, number, fields }: Team): Promise<string> {
	const value = '$json.body.entry[0].changes[0].value';
	const draft = workflow('Bare', [
		triggerNode(
			'Webhook',
			'n8n-nodes-base.webhook',
			{ path: 'bare', httpMethod: 'POST', options: {} },
			{ typeVersion: 2 },
		),
		node(
			'Answer',
			'n8n-nodes-base.httpRequest',
			{
				method: 'POST',
				url: `${fields['baseUrl'] ?? ''}/v25.0/${number.id}/messages`,
				sendHeaders: true,
				headerParameters: {
					parameters: [
						{ name: 'Authorization', value: `Bearer ${fields['accessToken'] ?? ''}` },
					],
				},
				sendBody: true,
				specifyBody: 'json',
				jsonBody: `={{ JSON.stringify({ messaging_product: 'whatsapp', to: '+' + ${value}.messages[0].from, type: 'text', text: { body: 'You said: ' + ${value}.messages[0].text.body } }) }}`,
				options: {},
			},
			{ typeVersion: 4.2 },
		),
	]);
	const stored = await n8n.rest.createWorkflow(draft);
	await n8n.rest.publish(stored.id);
	await meta.updateNumber(number.id, {
		override: { url: `${n8n.baseUrl}/webhook/bare`, verifyToken: 'x' },
	});
	return stored.id;
}
