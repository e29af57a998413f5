import { readableText } from '../../domain/outgoing.ts';
import { describe } from '../../domain/problem.ts';
import type { Draft } from '../../ports/store.ts';
import { withClient } from '../number/cloud-number.ts';
import { accessTo, linkedTo, type Asker } from '../number/number-access.ts';

/** How long somebody types for each character, in ms, and the bounds of it all. */
const PER_CHARACTER_MS = 40;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 5_000;

/**
 * Shows a customer that somebody types, and lets the message wait as long as typing it takes. Meta
 * shows it below the customer's last message, which is read from then on; a linked number shows it
 * in the chat, where there is one. It is an ornament: where
 * it cannot be shown, the message goes without.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/typing-indicators
 */
export async function typeFirst(asker: Asker, draft: Draft): Promise<Draft> {
	const { store, clock, logger } = asker.office;
	if (draft.notBefore !== null) return draft;
	const { workspaceId, id: numberId } = asker.own;
	const { recipient } = draft;
	const last = await store.lastInbound({ workspaceId, numberId, recipient });
	if (last === null) return draft;
	try {
		if (last.phoneNumberId === null)
			await linkedTo(asker, last.numberId).sendTyping(last.contact);
		else await showTyping(asker, last.numberId, last.phoneNumberId, last.providerId);
	} catch (error) {
		logger.debug({ numberId, error: describe(error) }, 'typing could not be shown');
		return draft;
	}
	return { ...draft, notBefore: clock.now() + typingMs(readableText(draft.content) ?? '') };
}

async function showTyping(
	asker: Asker,
	numberId: string,
	phoneNumberId: string,
	providerId: string,
): Promise<void> {
	const { sendReadReceipt } = await import('../../transport/cloud/read-receipt.ts');
	await withClient(await accessTo(asker, numberId), (client) =>
		sendReadReceipt(client, phoneNumberId, providerId, true),
	);
}

/** How long a text takes to type, in ms. */
export function typingMs(text: string): number {
	return Math.min(Math.max(text.length * PER_CHARACTER_MS, SHORTEST_MS), LONGEST_MS);
}
