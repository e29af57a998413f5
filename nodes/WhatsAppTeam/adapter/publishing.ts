import { isProblem, webhookRefusal, type Listening } from '../../../src/index.ts';

/** How long somebody who publishes waits for Meta's word, in ms. */
const PATIENCE_MS = 8_000;
const PAUSE_MS = 500;

/**
 * Where a person waits, Meta is asked at once: for the number, and for its webhook address.
 * Weather, on the other hand, is never thrown: it is tried again in the background.
 *
 * @throws TeamError `remoteRefused`, `invalidCredential`, `workspaceKey`
 */
export async function confirmPublished(listening: Listening): Promise<void> {
	const deadline = Date.now() + PATIENCE_MS;
	try {
		await Promise.race([listening.firstTry(), pause(PATIENCE_MS)]);
	} catch (error) {
		if (isProblem(error) && error.code === 'remoteUnreachable') return;
		throw asThrown(error);
	}
	for (;;) {
		const state = await listening.checkWebhook();
		if (state === null || state.kind === 'ours') return;
		// n8n makes the webhook at the same time: at first there may be no receiver yet, and Meta
		// may find nobody at the address. Somebody else's address does not change by itself.
		if (state.kind !== 'foreign' && Date.now() < deadline) {
			await pause(PAUSE_MS);
			continue;
		}
		const refusal = webhookRefusal(state);
		if (refusal !== null) throw refusal;
		return;
	}
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => void setTimeout(resolve, ms).unref());
}

function asThrown(error: unknown): Error {
	return error instanceof Error ? error : new Error(String(error));
}
