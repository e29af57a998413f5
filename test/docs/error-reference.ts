import { CATALOGUE, RANGES } from '../../src/transport/cloud/error-catalogue/index.ts';
import { END_CATALOGUE } from '../../src/transport/linked/error-catalogue/link.ts';
import { SEND_CATALOGUE } from '../../src/transport/linked/error-catalogue/send.ts';
import { escapeCell, table } from './markdown.ts';

interface Row {
	readonly codes: string;
	readonly name: string;
	readonly message: string;
	readonly advice: string;
	readonly class: 'retry' | 'later' | 'fix' | 'never';
	readonly waitMs?: number;
}

const CLASSES: Readonly<Record<Row['class'], string>> = {
	retry: 'tried again by itself',
	later: 'waiting helps',
	fix: 'something must change first',
	never: 'will not work',
};

/** Every code that Meta or WhatsApp answers with, in words. */
export function errorReference(): string {
	const meta: readonly Row[] = [
		...CATALOGUE.map((row) => ({ ...row, codes: String(row.code) })),
		...RANGES.map((row) => ({ ...row, codes: `${row.from} to ${row.to}` })),
	];
	const linked = (rows: readonly (Omit<Row, 'codes'> & { readonly code: number })[]) =>
		rows.map((row) => ({ ...row, codes: row.code === 0 ? '' : String(row.code) }));
	return `${[
		'# Error codes',
		'A message that was not sent carries `error` with `name`, `code`, `message` and `advice`; so does the error output of a node. The names are stable: a workflow may branch on them. A code that is not listed here stays readable, as `meta<code>`, and is not tried again by itself.',
		'## Cloud API',
		"From [Meta's list](https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes).",
		tableOf(meta),
		'## Linked numbers: sending',
		tableOf(linked(SEND_CATALOGUE)),
		'## Linked numbers: the link',
		'How a connection ends, by the code that WhatsApp or the connection gives.',
		tableOf(linked(END_CATALOGUE)),
	].join('\n\n')}\n`;
}

function tableOf(rows: readonly Row[]): string {
	return table(
		['Code', 'Name', 'What happened', 'What to do', ''],
		rows.map(({ codes, name, message, advice, class: kind, waitMs }) => [
			codes,
			`\`${name}\``,
			escapeCell(message),
			escapeCell(advice),
			waitMs === undefined ? CLASSES[kind] : `${CLASSES[kind]}: ${spanOf(waitMs)}`,
		]),
	);
}

function spanOf(ms: number): string {
	const minutes = ms / 60_000;
	if (minutes < 60) return `${minutes} min`;
	return minutes < 48 * 60 ? `${minutes / 60} h` : `${minutes / 1_440} days`;
}
