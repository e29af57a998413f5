import type { StoreOperations } from '../../ports/store.ts';
import { addresses } from '../outbox/claim.ts';
import type { Tx } from '../schema.ts';
import { findTarget } from '../outbox/target.ts';

/** See `StoreOperations.lastInbound`. */
export async function lastInbound(
	tx: Tx,
	{ recipient, ...from }: Parameters<StoreOperations['lastInbound']>[0],
): ReturnType<StoreOperations['lastInbound']> {
	const target = await findTarget(tx, from, recipient);
	if (target === null || target.conversationId === null) return null;
	const row = await tx.db
		.selectFrom('message')
		.innerJoin('number', 'number.id', 'message.number_id')
		.select([
			'message.provider_id',
			'message.sent_at',
			'message.contact_id',
			'number.phone_number_id',
		])
		.where('message.conversation_id', '=', target.conversationId)
		.where('message.direction', '=', 'in')
		.where('message.origin', '=', 'customer')
		.where('message.provider_id', 'is not', null)
		.orderBy('message.sent_at', 'desc')
		.orderBy('message.id', 'desc')
		.executeTakeFirst();
	if (row === undefined || row.provider_id === null) return null;
	return {
		providerId: row.provider_id,
		sentAt: row.sent_at,
		numberId: target.numberId,
		phoneNumberId: row.phone_number_id,
		contact: await addresses(tx, row.contact_id),
	};
}
