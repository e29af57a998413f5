import type { StoreOperations } from '../../ports/store.ts';
import { writeConsent, type Whose } from './consent.ts';
import { appendEvents } from '../log/events.ts';
import { lockNumbers } from '../transaction/lock-numbers.ts';
import type { Tx } from '../schema.ts';
import { findSeen } from './seen-person.ts';

/** See `StoreOperations.setConsent`. */
export async function setConsent(
	tx: Tx,
	input: Parameters<StoreOperations['setConsent']>[0],
): Promise<{ readonly ended: readonly string[] } | null> {
	const { workspaceId, marketing, now } = input;
	await lockNumbers(tx, workspaceId);
	const contactId = (await findSeen(tx, input))?.id ?? null;
	const conversation = await tx.db
		.selectFrom('conversation')
		.innerJoin('contact', 'contact.id', 'conversation.contact_id')
		.select(['conversation.id', 'number_id'])
		.where('contact_id', '=', contactId ?? '')
		.where('conversation.merged_into', 'is', null)
		.where('contact.erased_at', 'is', null)
		// The one that is most alive stands for the person.
		.orderBy(({ fn, val }) => fn.coalesce('last_inbound_at', val(0)), 'desc')
		.orderBy('conversation.id')
		.executeTakeFirst();
	if (contactId === null || conversation === undefined) return null;
	const whose: Whose = {
		actor: 'automation',
		numberId: conversation.number_id,
		contactId,
		conversationId: conversation.id,
		messageId: '',
	};
	const change = await writeConsent(tx, whose, { marketing, source: 'node', at: now }, now);
	await appendEvents(tx, workspaceId, change?.events ?? [], now);
	return { ended: change?.ended ?? [] };
}
