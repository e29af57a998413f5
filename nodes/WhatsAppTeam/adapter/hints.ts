import type { IExecuteFunctions } from 'n8n-workflow';
import type { SendResult } from '../../../src/index.ts';

/** Says above the output that messages wait, and when the next one goes. */
export function addHeldHint(context: IExecuteFunctions, results: readonly SendResult[]): void {
	const held = results.flatMap((result) =>
		result.kind === 'outcome' && result.outcome.state === 'queued' ? [result.outcome] : [],
	);
	if (held.length === 0) return;
	const times = held.flatMap(({ until }) => (until === null ? [] : [until]));
	const next = times.length === 0 ? '' : ` The next goes at ${clock(Math.min(...times))}.`;
	const messages = held.length === 1 ? '1 message waits' : `${held.length} messages wait`;
	context.addExecutionHints({
		message: `${messages} and will go by itself.${next}`,
		location: 'outputPane',
		type: 'info',
	});
}

function clock(time: number): string {
	return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
