import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { SendItem } from './send-item.ts';

/**
 * Says above the output how many messages did not go, and why: n8n shows the first output, which
 * may be empty, and says of the node that it succeeded.
 *
 * @param items what Send puts out; only verdicts and explanations are looked at
 */
export function addNotSentHint(
	context: Pick<IExecuteFunctions, 'addExecutionHints'>,
	items: readonly Pick<SendItem, 'verdict' | 'explanation'>[],
): void {
	const left = items.filter(({ verdict }) => verdict !== 'sent' && verdict !== 'queued');
	if (left.length === 0) return;
	const what = left.length === 1 ? '1 message was' : `${left.length} messages were`;
	const why = whyInWords(left.map(({ explanation }) => explanation));
	context.addExecutionHints({
		message: `${what} not sent, see "Not Sent". ${why}`.trimEnd(),
		location: 'outputPane',
		// What a condition skips was meant to be skipped.
		type: left.every(({ verdict }) => verdict === 'skipped') ? 'info' : 'warning',
	});
}

/** Says the same of conversations that Assign gave to nobody. */
export function addNotAssignedHint(
	context: Pick<IExecuteFunctions, 'addExecutionHints'>,
	lost: readonly Pick<INodeExecutionData, 'json'>[],
): void {
	if (lost.length === 0) return;
	const what = lost.length === 1 ? '1 conversation was' : `${lost.length} conversations were`;
	const why = whyInWords(lost.map(({ json }) => json['explanation'] ?? json['error']));
	context.addExecutionHints({
		message: `${what} not assigned, see "Already Owned". ${why}`.trimEnd(),
		location: 'outputPane',
		type: 'info',
	});
}

function whyInWords(explanations: readonly unknown[]): string {
	const reasons = new Set(explanations.map((one) => (typeof one === 'string' ? one : '')));
	const [first = ''] = reasons;
	return reasons.size > 1 ? `The first: ${first}` : first;
}
