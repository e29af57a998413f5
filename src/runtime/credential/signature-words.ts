import type { Office } from '../office.ts';

/**
 * What is known of refused webhooks. A wrong app secret cannot be seen by asking Meta: only by
 * webhooks that were refused, with none taken in since.
 */
export async function lookAtSignatures(
	office: Office,
	phoneNumberId: string,
): Promise<{ readonly words: string; readonly areWrong: boolean }> {
	const { counters, lastReceivedAt } = await office.store.counters({ phoneNumberId });
	const rejected = counters.find((counter) => counter.name === 'signatureRejected');
	if (rejected === undefined) return { words: '', areWrong: false };
	const what = rejected.count === 1 ? '1 webhook was' : `${rejected.count} webhooks were`;
	const last = new Date(rejected.lastAt).toISOString();
	return {
		words: `${what} refused because the signature did not fit, the last at ${last}: if this goes on, copy the app secret anew from the Meta app under 'App settings, Basic'.`,
		areWrong: (lastReceivedAt ?? 0) < rejected.lastAt,
	};
}
