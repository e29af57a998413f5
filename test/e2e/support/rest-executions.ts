import { waitFor } from './deadline.ts';
import type { WaitOptions } from './deadline.ts';
import type { RestSession } from './rest-session.ts';
import { parseRunData } from './run-data.ts';
import type { RunData } from './run-data.ts';

/** The states of an execution in n8n. `new` is queued. */
export type ExecutionStatus =
	'canceled' | 'crashed' | 'error' | 'new' | 'running' | 'success' | 'unknown' | 'waiting';

/** A line of the list of executions. */
export type ExecutionSummary = {
	readonly id: string;
	readonly workflowId: string;
	readonly status: ExecutionStatus;
	/** `trigger`, `webhook`, `manual`, `retry` ... */
	readonly mode: string;
	/** Id of the execution that this one tried again. */
	readonly retryOf?: string | null;
	/** Id of the execution that tried this one again and succeeded. */
	readonly retrySuccessId?: string | null;
	readonly startedAt: string | null;
	readonly stoppedAt?: string | null;
	readonly waitTill?: string | null;
};

/** An execution with what its nodes did. */
export type Execution = ExecutionSummary & { readonly run: RunData };

/** Which executions. Default: all. */
export type ExecutionFilter = {
	readonly workflowId?: string;
	readonly status?: ExecutionStatus | readonly ExecutionStatus[];
	readonly mode?: string;
};

const ended: readonly ExecutionStatus[] = ['canceled', 'crashed', 'error', 'success', 'waiting'];

/** The executions of n8n's internal REST API. */
export class RestExecutions {
	readonly #session: RestSession;

	constructor(session: RestSession) {
		this.#session = session;
	}

	/** The newest 100 executions that match, oldest first. */
	async list(filter: ExecutionFilter = {}): Promise<readonly ExecutionSummary[]> {
		const { status, ...rest } = filter;
		const statuses = typeof status === 'string' ? [status] : status;
		const query = JSON.stringify({
			...rest,
			...(statuses === undefined ? {} : { status: statuses }),
		});
		const path = `/rest/executions?limit=100&filter=${encodeURIComponent(query)}`;
		const answer = (await this.#session.call('GET', path)) as {
			results: readonly ExecutionSummary[];
		};
		return answer.results.toSorted((a, b) => Number(a.id) - Number(b.id));
	}

	/** One execution with its run data. */
	async get(id: string): Promise<Execution> {
		const answer = await this.#session.call('GET', `/rest/executions/${id}`);
		return toExecution(answer);
	}

	/** What `list()` answers, each with its run data. */
	async getAll(filter: ExecutionFilter = {}): Promise<readonly Execution[]> {
		const summaries = await this.list(filter);
		return Promise.all(summaries.map(({ id }) => this.get(id)));
	}

	/**
	 * Tries an execution again ("Retry with original workflow") and waits for the end of it.
	 *
	 * @param loadWorkflow with the workflow as it is now instead. Default: false.
	 * @returns the new execution.
	 */
	async retry(id: string, loadWorkflow = false): Promise<Execution> {
		const path = `/rest/executions/${id}/retry`;
		const answer = (await this.#session.call('POST', path, { loadWorkflow })) as { id: string };
		return this.waitForEnd(answer.id);
	}

	/** Stops a running or waiting execution. */
	async stop(id: string): Promise<void> {
		await this.#session.call('POST', `/rest/executions/${id}/stop`);
	}

	/** Waits until an execution is over, or is waiting for something, and returns it. */
	async waitForEnd(id: string, wait: WaitOptions = {}): Promise<Execution> {
		let last: ExecutionStatus | undefined;
		return waitFor(
			() => `the end of execution ${id}, which is ${last}`,
			async () => {
				const execution = await this.get(id);
				last = execution.status;
				return ended.includes(last) ? execution : undefined;
			},
			wait,
		);
	}

	/**
	 * Waits until at least `count` executions of a workflow have a status, and returns them, oldest
	 * first. Default for `status`: every status in which n8n does nothing more by itself.
	 */
	async waitFor(
		workflowId: string,
		{
			count = 1,
			status = ended,
			mode,
			...wait
		}: { readonly count?: number } & Omit<ExecutionFilter, 'workflowId'> & WaitOptions = {},
	): Promise<readonly Execution[]> {
		const filter = { workflowId, status, ...(mode === undefined ? {} : { mode }) };
		let seen: readonly ExecutionSummary[] = [];
		const describe = (): string => {
			const states = seen.map((one) => `${one.id} ${one.status}`).join(', ');
			return `${count} executions (${String(status)}) of ${workflowId}; there are: ${states || 'none'}`;
		};
		await waitFor(
			describe,
			async () => {
				if ((await this.list(filter)).length >= count) return true;
				seen = await this.list({ workflowId });
				return undefined;
			},
			wait,
		);
		return this.getAll(filter);
	}
}

function toExecution(answer: unknown): Execution {
	const { data, ...summary } = answer as ExecutionSummary & { readonly data: unknown };
	return { ...summary, run: parseRunData(data) };
}
