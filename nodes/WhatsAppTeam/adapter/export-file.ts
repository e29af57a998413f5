import { Readable } from 'node:stream';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { csvLine, wrong, type Cell } from '../../../src/index.ts';

/** What is written for one row of a file. */
export interface ExportRow {
	/** As JSON. */
	readonly json: IDataObject;
	/** As a line of CSV: one cell for each column. */
	readonly cells: readonly Cell[];
}

/** What is to be exported. */
export interface Export {
	/** As in `conversations`: the name of the file, and of what is counted. */
	readonly name: string;
	readonly columns: readonly string[];
	readonly rows: AsyncIterable<readonly ExportRow[]>;
}

/** How often it is said how far a long export is, in rows. */
const TELL_EVERY = 10_000;

/**
 * Writes rows to a file as they come: n8n keeps it wherever it keeps files, and only there is it
 * whole.
 *
 * @throws TeamError `invalidInput`, or what reading the rows throws
 */
export async function exportFile(
	context: IExecuteFunctions,
	index: number,
	what: Export,
): Promise<INodeExecutionData> {
	const format = context.getNodeParameter('format', index, 'csv');
	if (format !== 'csv' && format !== 'json') {
		throw wrong('Format', 'is none that there is', 'Choose one from the list.');
	}
	const field = String(context.getNodeParameter('binaryPropertyName', index, 'data')).trim();
	if (field === '') {
		throw wrong('Put Output File in Field', 'is empty', 'Write a name, as in data.');
	}
	const counted = { rows: 0 };
	const signal = context.getExecutionCancelSignal();
	const told = count(what, counted, signal, (rows) =>
		context.sendMessageToUI(`${rows} ${what.name} written`),
	);
	const texts = format === 'csv' ? asCsv(what.columns, told) : asJson(told);
	const file = `${what.name}.${format}`;
	const type = format === 'csv' ? 'text/csv' : 'application/json';
	const stream = Readable.from(bytes(texts), { objectMode: false });
	const binary = await context.helpers.prepareBinaryData(stream, file, type);
	return { json: { rows: counted.rows, fileName: file }, binary: { [field]: binary } };
}

async function* count(
	{ rows }: Export,
	counted: { rows: number },
	signal: AbortSignal | undefined,
	tell: (rows: number) => void,
): AsyncGenerator<readonly ExportRow[]> {
	let next = TELL_EVERY;
	for await (const piece of rows) {
		if (signal?.aborted === true) return;
		counted.rows += piece.length;
		yield piece;
		if (counted.rows < next) continue;
		tell(counted.rows);
		next = counted.rows + TELL_EVERY;
	}
}

async function* asCsv(
	columns: readonly string[],
	pieces: AsyncIterable<readonly ExportRow[]>,
): AsyncGenerator<string> {
	yield csvLine(columns);
	for await (const rows of pieces) yield rows.map(({ cells }) => csvLine(cells)).join('');
}

async function* asJson(pieces: AsyncIterable<readonly ExportRow[]>): AsyncGenerator<string> {
	let separator = '[\n';
	for await (const rows of pieces) {
		for (const { json } of rows) {
			yield `${separator}${JSON.stringify(json)}`;
			separator = ',\n';
		}
	}
	yield separator === '[\n' ? '[]\n' : '\n]\n';
}

/** An empty piece would end the stream. */
async function* bytes(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
	for await (const text of texts) if (text !== '') yield Buffer.from(text, 'utf8');
}
