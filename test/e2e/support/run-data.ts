import { parse } from 'flatted';

/** An item as n8n stored it. */
export type StoredItem = Readonly<Record<string, unknown>> & {
	readonly json: Readonly<Record<string, unknown>>;
};

/** An error as n8n shows it to the user. */
export type ShownError = {
	readonly name: string;
	readonly message: string;
	readonly description: string | undefined;
};

/** One run of one node. */
export type NodeRun = {
	/** `success`, `error`, `crashed`, `waiting` ... */
	readonly status: string;
	/** Milliseconds since 1970. */
	readonly startedAt: number;
	/** Milliseconds. */
	readonly duration: number;
	/** The items of each main output; an output without items is an empty list. */
	readonly outputs: ReadonlyArray<readonly StoredItem[]>;
	/** The same for every kind of connection, such as `main` or `ai_tool`. */
	readonly outputsByType: Readonly<Record<string, ReadonlyArray<readonly StoredItem[]>>>;
	readonly error: ShownError | undefined;
	/** Texts of the hints in the output pane. */
	readonly hints: readonly string[];
	/** The run as n8n keeps it. */
	readonly raw: Readonly<Record<string, unknown>>;
};

/** What an execution left behind. */
export type RunData = {
	/** The runs of each node by its name, in order. */
	readonly nodes: Readonly<Record<string, readonly NodeRun[]>>;
	/** Names of the nodes in the order of their first run. */
	readonly order: readonly string[];
	readonly lastNode: string | undefined;
	readonly error: ShownError | undefined;
	/** Everything, as n8n keeps it. */
	readonly raw: unknown;
};

/** Reads the `data` field of an execution: a JSON text in the format of the library `flatted`. */
export function parseRunData(flat: unknown): RunData {
	const raw: unknown = typeof flat === 'string' ? parse(flat) : flat;
	const result = record(record(raw)['resultData']);
	const runs = Object.entries(record(result['runData'])).map(([name, list]) => {
		const parsed = array(list).map(parseNodeRun);
		return { name, runs: parsed, first: parsed[0]?.startedAt ?? 0 };
	});
	return {
		nodes: Object.fromEntries(runs.map(({ name, runs: list }) => [name, list])),
		order: runs.toSorted((a, b) => a.first - b.first).map(({ name }) => name),
		lastNode: text(result['lastNodeExecuted']),
		error: parseError(result['error']),
		raw,
	};
}

function parseNodeRun(value: unknown): NodeRun {
	const run = record(value);
	const outputsByType = Object.fromEntries(
		Object.entries(record(run['data'])).map(([type, outputs]) => [
			type,
			array(outputs).map((items) => array(items) as readonly StoredItem[]),
		]),
	);
	return {
		status: text(run['executionStatus']) ?? 'unknown',
		startedAt: Number(run['startTime']),
		duration: Number(run['executionTime']),
		outputs: outputsByType['main'] ?? [],
		outputsByType,
		error: parseError(run['error']),
		hints: array(run['hints']).map((hint) => text(record(hint)['message']) ?? ''),
		raw: run,
	};
}

function parseError(value: unknown): ShownError | undefined {
	if (value === undefined || value === null) return undefined;
	const error = record(value);
	return {
		name: text(error['name']) ?? 'Error',
		message: text(error['message']) ?? '',
		description: text(error['description']),
	};
}

function record(value: unknown): Readonly<Record<string, unknown>> {
	const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
	return isRecord ? (value as Readonly<Record<string, unknown>>) : {};
}

function array(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}
