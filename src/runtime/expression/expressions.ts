import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, problem } from '../../domain/problem.ts';
import type { Expressions } from '../../ports/expressions.ts';
import type { Answer, Asked } from './expression-worker.ts';

/** How long an expression may take, in ms. */
const LIMIT_MS = 50;

/** How often it may try: a machine that does much else may stand still for a moment. */
const TRIES = 2;

/** How long a thread may take to start, in ms. */
const START_MS = 30_000;

/**
 * How much memory the thread may take, in MB. Much more than it can fill before its time is over: a
 * thread that meets this limit by one large allocation takes the whole process with it.
 * @see https://nodejs.org/api/worker_threads.html#new-workerfilename-options
 */
const MOST_MB = 512;

/** How long an expression may be, in characters. */
const MOST_LENGTH = 20_000;

/** The thread of this process in which expressions are evaluated, one after the other. */
export class ExpressionThread implements Expressions {
	#worker: Promise<Worker> | null = null;
	#last: Promise<unknown> = Promise.resolve();

	/** See {@link Expressions.evaluate}. */
	evaluate(expression: string, input: unknown): Promise<unknown> {
		if (expression.length > MOST_LENGTH) {
			return Promise.reject(refusal(`it is longer than ${MOST_LENGTH} characters`));
		}
		const run = (): Promise<unknown> => this.#evaluate({ expression, input });
		const task = this.#last.then(run, run);
		this.#last = task;
		return task;
	}

	/** See {@link Expressions.close}. */
	async close(): Promise<void> {
		const worker = this.#worker;
		this.#worker = null;
		await worker?.then(
			(started) => started.terminate(),
			() => undefined,
		);
	}

	async #evaluate(asked: Asked): Promise<unknown> {
		for (let tries = 1; tries <= TRIES; tries += 1) {
			const answer = await this.#ask(asked);
			if (answer === null) continue;
			if (answer.kind === 'failed') throw refusal(answer.why);
			return answer.kind === 'ready' || answer.json === undefined
				? undefined
				: (JSON.parse(answer.json) as unknown);
		}
		throw refusal(`it takes longer than ${LIMIT_MS} ms, or too much memory`);
	}

	/** @returns `null` if the thread had to be ended */
	async #ask(asked: Asked): Promise<Answer | null> {
		this.#worker ??= start();
		let worker: Worker;
		try {
			worker = await this.#worker;
		} catch (error) {
			this.#worker = null;
			throw noThread(error);
		}
		const answer = await next(worker, LIMIT_MS, () => worker.postMessage(asked));
		if (answer === null) await this.close();
		return answer;
	}
}

async function start(): Promise<Worker> {
	// From TypeScript sources and from dist alike: the worker lies beside this file.
	const file = path.join(__dirname, `expression-worker${path.extname(__filename)}`);
	const worker = new Worker(file, {
		env: {},
		execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'],
		resourceLimits: { maxOldGenerationSizeMb: MOST_MB, maxYoungGenerationSizeMb: 16 },
	});
	// What goes wrong while nobody waits, or while it is being ended, is nobody's.
	worker.on('error', () => undefined);
	if ((await next(worker, START_MS, () => undefined)) !== null) return worker;
	await worker.terminate();
	throw new Error('the thread did not start');
}

/** Waits for the thread to say something. While it is waited for, it keeps the process alive. */
async function next(worker: Worker, ms: number, ask: () => void): Promise<Answer | null> {
	return await new Promise((resolve) => {
		const end = (answer: Answer | null): void => {
			clearTimeout(timer);
			worker.off('message', end).off('error', fail).off('exit', fail);
			worker.unref();
			resolve(answer);
		};
		const fail = (): void => end(null);
		// Where this thread stood still itself, the answer may be here already: it is heard first.
		const timer = setTimeout(() => setImmediate(fail), ms);
		worker.on('message', end).on('error', fail).on('exit', fail);
		worker.ref();
		ask();
	});
}

function refusal(why: string): Error {
	return problem(
		'invalidInput',
		`The expression cannot be evaluated: ${why}`,
		'It is JSONata: try it at https://try.jsonata.org with an item like yours.',
	);
}

function noThread(error: unknown): Error {
	return problem(
		'internal',
		`Expressions cannot be evaluated: ${describe(error)}`,
		'Restart n8n. If it happens again, report it.',
	);
}
