import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import {
	REPORT_DEFINITIONS,
	wrong,
	type Desk,
	type Durations,
	type ReportKind,
	type ReportResult,
} from '../../../src/index.ts';
import { readOptions } from '../adapter/fields/lookup-form.ts';
import { isoOrNull } from '../adapter/items/lookup-item.ts';
import { readMoment } from '../adapter/fields/moment.ts';
import { optionalText, readTextList } from '../adapter/fields/values.ts';

const DAY_MS = 86_400_000;

const KINDS: readonly string[] = [
	'overview',
	'agents',
	'numbers',
	'sequences',
] satisfies ReportKind[];

/**
 * Counts what is and what happened.
 *
 * @throws TeamError
 */
export async function runReport(
	context: IExecuteFunctions,
	desk: Desk,
	index: number,
): Promise<readonly INodeExecutionData[]> {
	const kind = readKind(context.getNodeParameter('operation', index));
	const options = readOptions(context, index);
	const { from, to } = readPeriod(context, index);
	const numberIds = readTextList('Number IDs', options['numberIds']);
	const report = await desk.lookup().report(kind, {
		from,
		to,
		actingAgent: optionalText(options['actingAgent']),
		...(numberIds.length === 0 ? {} : { numberIds }),
	});
	const period = { from: isoOrNull(from), to: isoOrNull(to) };
	const definitions =
		options['includeDefinitions'] === false
			? {}
			: { definitions: { ...REPORT_DEFINITIONS[kind] } };
	return figuresOf(report).map((figures) => ({ json: { ...figures, period, ...definitions } }));
}

function readKind(value: unknown): ReportKind {
	if (typeof value === 'string' && KINDS.includes(value)) return value as ReportKind;
	throw wrong('Operation', 'is none that the resource has', 'Choose one from the list.');
}

function readPeriod(context: IExecuteFunctions, index: number) {
	const period = context.getNodeParameter('period', index, '7');
	if (period !== 'between') {
		const days = Number(period);
		if (!Number.isInteger(days) || days < 1) {
			throw wrong('Period', 'is none that there is', 'Choose one from the list.');
		}
		const to = Date.now();
		return { from: to - days * DAY_MS, to };
	}
	const [from, to] = [
		needed('From', context.getNodeParameter('from', index)),
		needed('To', context.getNodeParameter('to', index)),
	];
	if (from < to) return { from, to };
	throw wrong('To', "does not lie after 'From'", 'Choose a later time.');
}

function needed(field: string, value: unknown): number {
	const time = readMoment(field, value);
	if (time !== null) return time;
	throw wrong(field, 'is empty', 'Choose a time.');
}

function figuresOf(report: ReportResult): readonly IDataObject[] {
	switch (report.kind) {
		case 'overview':
			return [times(report.overview)];
		case 'agents':
			return report.agents.map(times);
		case 'numbers':
			return report.numbers.map((figures) => ({
				...times(figures),
				number: { ...figures.number },
				replyRate: rate(figures.replied, figures.contacted),
				failureRate: rate(figures.failed, figures.sent + figures.failed),
			}));
		case 'sequences':
			return report.sequences.map((figures) => ({
				...figures,
				ended: { ...figures.ended },
				replyRate: rate(figures.replied, figures.started),
			}));
	}
}

/** A share from 0 to 1; `null` of nothing. */
function rate(part: number, whole: number): number | null {
	return whole === 0 ? null : Number((part / whole).toFixed(4));
}

/** Times as items show them: ISO 8601, and seconds where it is about how long. */
function times<
	T extends {
		readonly oldestWaitingSince: number | null;
		readonly firstReply: Durations;
		readonly firstAnswer?: Durations;
	},
>({ oldestWaitingSince, firstReply, firstAnswer, ...rest }: T): IDataObject {
	return {
		...(rest as unknown as IDataObject),
		oldestWaitingSince: isoOrNull(oldestWaitingSince),
		firstReply: inSeconds(firstReply),
		...(firstAnswer === undefined ? {} : { firstAnswer: inSeconds(firstAnswer) }),
	};
}

function inSeconds({ count, medianMs, p90Ms }: Durations): IDataObject {
	const seconds = (ms: number | null) => (ms === null ? null : Math.round(ms / 1_000));
	return { count, medianSeconds: seconds(medianMs), p90Seconds: seconds(p90Ms) };
}
