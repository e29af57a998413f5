import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkout } from '../n8n/checkout.ts';
import { environmentFor } from '../simulators/whatsapp-web/environment.ts';
import { WhatsAppWebSimulator } from '../simulators/whatsapp-web/simulator.ts';
import type { Answer, Look, Order } from './linked/crew.ts';
import { atOnce, median, round, timed } from './measure.ts';
import type { Report } from './report.ts';

const NUMBERS = Number(process.env['LINKED_NUMBERS'] ?? 50);
const PER_NUMBER = 20;
/** Customers of each number: one alone would be written to at a recipient's own pace, which is slow. */
const PEOPLE = 10;
const ROUNDS = 3;

/** What one crew cost. */
interface Cost {
	/** CPU time of a message in, and out, in ms. */
	readonly inMs: number;
	readonly outMs: number;
	/** Memory of a linked number that is idle, in MB, over that of a crew without numbers. */
	readonly mbPerNumber: number;
	/** Until all were connected again after all connections broke, in ms. */
	readonly reconnectMs: number;
}

/** Our package, and bare Baileys with its keys in memory and in files. */
type Who = 'ours' | 'bare' | 'files';

/**
 * Fifty linked numbers in one process, ours against Baileys alone, over the same simulator: CPU time of messages in and out, memory of a number, and connecting anew.
 */
export async function linked(): Promise<Report> {
	const costs: Record<Who, Cost>[] = [];
	for (let index = 0; index < ROUNDS; index += 1) {
		costs.push({
			bare: await measure('bare'),
			ours: await measure('ours'),
			files: await measure('files'),
		});
	}
	const of = (pick: (cost: Cost) => number, who: Who): number =>
		median(costs.map((cost) => pick(cost[who])));
	const ratio = (pick: (cost: Cost) => number, to: Who = 'bare'): number =>
		median(costs.map((cost) => pick(cost.ours) / pick(cost[to])));
	const [inMs, outMs] = [(cost: Cost) => cost.inMs, (cost: Cost) => cost.outMs];
	const memory = (cost: Cost): number => cost.mbPerNumber;
	const reconnect = (cost: Cost): number => cost.reconnectMs;
	const extraMb = median(costs.map(({ ours, bare }) => memory(ours) - memory(bare)));
	const row = (what: string, pick: (cost: Cost) => number, unit: string, aim: string) => ({
		what,
		ours: `${round(of(pick, 'ours'))} ${unit}`,
		baseline: `${round(of(pick, 'bare'))} ${unit} Baileys alone, ${round(of(pick, 'files'))} with its keys in files`,
		aim,
	});
	return {
		figures: {
			numbers: NUMBERS,
			cpuRatioIn: round(ratio(inMs)),
			cpuRatioOut: round(ratio(outMs)),
			cpuRatioInToFiles: round(ratio(inMs, 'files')),
			cpuRatioOutToFiles: round(ratio(outMs, 'files')),
			extraMbPerNumber: round(extraMb),
			reconnectMs: Math.round(of(reconnect, 'ours')),
		},
		rows: [
			row('CPU time of a message in', inMs, 'ms', 'at most 1.3 times'),
			row('CPU time of a message out', outMs, 'ms', 'at most 1.3 times'),
			row('memory of a number', memory, 'MB', 'at most 2 MB more'),
			row(`${NUMBERS} connect again`, reconnect, 'ms', ''),
		],
	};
}

async function measure(who: Who): Promise<Cost> {
	const sim = await WhatsAppWebSimulator.start();
	const folder = await mkdtemp(path.join(tmpdir(), 'linked-bench-'));
	const simulator = path.join(checkout, 'test/simulators/whatsapp-web');
	const env = await environmentFor(sim, { program: checkout, simulator, folder });
	const crew = await CrewProcess.start(who, env);
	try {
		const phones = Array.from({ length: NUMBERS }, (_, index) =>
			sim.addPhone(`+4915100${String(index).padStart(6, '0')}`),
		);
		const people = Array.from({ length: NUMBERS * PEOPLE }, (_, index) =>
			sim.addCustomer(`+4917100${String(index).padStart(6, '0')}`),
		);
		const chat = (index: number) => ({
			phone: phones[index % NUMBERS],
			person: people[index % people.length],
		});
		crew.onQr = (phone, qr) =>
			void sim
				.phone(phone)
				.scan(qr)
				.catch(() => undefined);
		const empty = await crew.settled();
		// Baileys writes eight hundred files for each, all at once.
		await atOnce(NUMBERS, who === 'files' ? 1 : 5, (index) =>
			crew.tell({ do: 'link', phone: `+${phones[index]?.digits ?? ''}` }),
		);
		const linkedLook = await crew.settled();

		// The first message of each is dearer: both sides make a session.
		const write = async (count: number): Promise<void> => {
			const before = (await crew.look()).received;
			await atOnce(NUMBERS * count, 10, async (index) => {
				const { phone, person } = chat(index);
				if (phone !== undefined) await person?.says(phone, `in ${index}`);
			});
			await crew.until((look) => look.received >= before + NUMBERS * count);
		};
		const answer = async (count: number): Promise<void> => {
			await atOnce(NUMBERS * count, 10, async (index) => {
				const { phone, person } = chat(index);
				const to = person?.digits ?? '';
				const text = `out ${index}`;
				await crew.tell({ do: 'send', phone: `+${phone?.digits ?? ''}`, to, text });
			});
		};
		await write(PEOPLE);
		await answer(PEOPLE);
		const inMs = await crew.cpu(() => write(PER_NUMBER));
		const outMs = await crew.cpu(() => answer(PER_NUMBER));
		const reconnectMs = await timed(async () => {
			for (const phone of phones) sim.dropConnections(phone);
			await crew.until((look) => look.connected < NUMBERS);
			await crew.until((look) => look.connected === NUMBERS);
		});
		return {
			inMs: inMs / (NUMBERS * PER_NUMBER),
			outMs: outMs / (NUMBERS * PER_NUMBER),
			mbPerNumber: (linkedLook.rssBytes - empty.rssBytes) / NUMBERS / 1024 / 1024,
			reconnectMs,
		};
	} finally {
		await crew.end();
		await sim.close();
		await rm(folder, { recursive: true, force: true });
	}
}

class CrewProcess {
	onQr: (phone: string, qr: string) => void = () => undefined;
	readonly #child: ChildProcess;
	readonly #waiting = new Map<number, (answer: Answer) => void>();
	#serial = 0;

	private constructor(child: ChildProcess) {
		this.#child = child;
		child.on('message', (answer: Answer | 'ready') => {
			if (answer === 'ready') return;
			if ('qr' in answer) this.onQr(answer.phone, answer.qr);
			else this.#waiting.get(answer.id)?.(answer);
		});
	}

	static async start(who: Who, env: Readonly<Record<string, string>>): Promise<CrewProcess> {
		const script = path.join(checkout, 'test/bench/linked/crew-process.ts');
		const execArgv = ['--expose-gc', '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'];
		const child = fork(script, [who], { env: { ...process.env, ...env }, execArgv });
		await new Promise((resolve) => child.once('message', resolve));
		return new CrewProcess(child);
	}

	async tell(order: Order): Promise<Look> {
		const id = (this.#serial += 1);
		const answer = await new Promise<Answer>((resolve) => {
			this.#waiting.set(id, resolve);
			this.#child.send({ id, order });
		});
		this.#waiting.delete(id);
		if ('look' in answer) return answer.look;
		throw new Error('error' in answer ? answer.error : 'no answer');
	}

	look(): Promise<Look> {
		return this.tell({ do: 'look' });
	}

	async until(isMet: (look: Look) => boolean): Promise<void> {
		while (!isMet(await this.look())) await new Promise((resolve) => setTimeout(resolve, 5));
	}

	/** CPU time that the crew spends on a task, in ms. */
	async cpu(task: () => Promise<void>): Promise<number> {
		const before = await this.look();
		await task();
		return (await this.look()).cpuMs - before.cpuMs;
	}

	/** What is left after a while, without garbage. */
	async settled(): Promise<Look> {
		for (let round = 0; round < 4; round += 1) {
			await new Promise((resolve) => setTimeout(resolve, 250));
			await this.tell({ do: 'collectGarbage' });
		}
		return await this.look();
	}

	async end(): Promise<void> {
		const ended = new Promise((resolve) => this.#child.once('exit', resolve));
		this.#child.send({ id: 0, order: { do: 'end' } });
		await ended;
	}
}
