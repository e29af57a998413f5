import { isLinkedMessageId, linkedMessageId } from '../../domain/number/linked-message-id.ts';
import { IN_DOUBT } from '../outbox/outbox-states.ts';
import type { Scope } from '../team/scope.ts';
import type { Tx } from '../schema.ts';

/**
 * Finds the message of ours that a linked number handed over under an id of WhatsApp's, as long as
 * nobody knows what became of it. A linked number chooses the id itself: news under that id prove
 * that the message left, also after the process that sent it died.
 *
 * @returns its id in the outbox; `null` for a message of the Cloud API, whose news bring that id
 */
export async function handedAs(
	{ db }: Tx,
	{ numberId, hasWindow }: Scope,
	providerId: string,
): Promise<string | null> {
	if (hasWindow || !isLinkedMessageId(providerId)) return null;
	const open = await db
		.selectFrom('outbox')
		.select('id')
		.where('number_id', '=', numberId)
		.where('state', 'in', IN_DOUBT)
		.execute();
	return open.find(({ id }) => linkedMessageId(id) === providerId)?.id ?? null;
}

/**
 * Makes room for a message of ours whose echo was quicker than the answer to the send: the echo was
 * filed as written on the phone, and is the same message.
 */
export async function yieldEcho(
	{ db }: Tx,
	{ numberId, providerId, outboxId }: { numberId: string; providerId: string; outboxId: string },
): Promise<void> {
	const echo = await db
		.selectFrom('message')
		.select('id')
		.where('number_id', '=', numberId)
		.where('provider_id', '=', providerId)
		.where('direction', '=', 'out')
		.where('origin', '=', 'phone')
		.executeTakeFirst();
	if (echo === undefined) return;
	await db
		.updateTable('event')
		.set({ message_id: outboxId })
		.where('message_id', '=', echo.id)
		.execute();
	await db.deleteFrom('message').where('id', '=', echo.id).execute();
}
