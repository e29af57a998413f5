import type { SendProgress } from '../../../src/index.ts';

/** How far a run has come: `120 of 500 sent, 30 queued, 2 not sent`. */
export function progressInWords({ total, sent, queued, notSent }: SendProgress): string {
	const parts = [`${sent} of ${total} sent`];
	if (queued > 0) parts.push(`${queued} queued`);
	if (notSent > 0) parts.push(`${notSent} not sent`);
	return parts.join(', ');
}
