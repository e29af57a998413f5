import type { IExecuteFunctions } from 'n8n-workflow';
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
	const reasons = new Set(left.map(({ explanation }) => explanation ?? ''));
	const what = left.length === 1 ? '1 message was' : `${left.length} messages were`;
	const [first = ''] = reasons;
	const why = reasons.size > 1 ? `The first: ${first}` : first;
	context.addExecutionHints({
		message: `${what} not sent, see "Not Sent". ${why}`.trimEnd(),
		location: 'outputPane',
		// What a condition skips was meant to be skipped.
		type: left.every(({ verdict }) => verdict === 'skipped') ? 'info' : 'warning',
	});
}
