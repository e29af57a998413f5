import type { Selectable } from 'kysely';
import { capsAt, isCounted, type Cap, type CapRules } from '../domain/caps.ts';
import type { PlannedMessage } from '../domain/queue-plan.ts';
import type { Limit, StoreOperations } from '../ports/store.ts';
import { rulesOf } from './admission.ts';
import { readUsed } from './ledger.ts';
import type { Tables, Tx } from './schema.ts';

/** See `StoreOperations.limits`. */
export async function limits(
	tx: Tx,
	{ numberIds, now }: Parameters<StoreOperations['limits']>[0],
): ReturnType<StoreOperations['limits']> {
	if (numberIds.length === 0) return [];
	const numbers = await tx.db
		.selectFrom('number')
		.selectAll()
		.where('id', 'in', [...new Set(numberIds)])
		.execute();
	const all = [];
	for (const number of numbers) {
		all.push({ numberId: number.id, limits: await limitsOf(tx, number, now) });
	}
	return all;
}

/** The caps of a number as they are now, with what is used of each. */
export async function limitsOf(
	tx: Pick<Tx, 'db'>,
	number: Selectable<Tables['number']>,
	now: number,
): Promise<readonly Limit[]> {
	const found: Limit[] = [];
	for (const cap of capsAt(rulesOf(number), number.linked_at, now)) {
		const { used, resetsAt } = await readUsed(tx, number.id, cap, now);
		found.push({ name: cap.name, used, cap: cap.limit, resetsAt });
	}
	return found;
}

/** Whether all that waits fits under every cap that concerns these messages. */
export async function isRoomy(
	{ db }: Pick<Tx, 'db'>,
	number: Selectable<Tables['number']>,
	rules: CapRules,
	messages: readonly PlannedMessage[],
	now: number,
): Promise<boolean> {
	const caps = capsAt(rules, number.linked_at, now).filter((cap) => concerns(cap, messages));
	if (caps.length === 0) return true;
	const { n } = await db
		.selectFrom('outbox')
		.select(({ fn }) => fn.countAll<number>().as('n'))
		.where('number_id', '=', number.id)
		.where('state', '=', 'queued')
		.executeTakeFirstOrThrow();
	for (const cap of caps) {
		const { used } = await readUsed({ db }, number.id, cap, now);
		if (used + Number(n) + messages.length > cap.limit) return false;
	}
	return true;
}

/** Only `internal` messages are told from all others without looking at their chats. */
function concerns({ counts }: Cap, messages: readonly PlannedMessage[]): boolean {
	return messages.some(({ category }) => {
		const isInternal = category === 'internal';
		const kind = { isInternal, isReply: false, isNewChat: !isInternal };
		return isCounted(counts, kind);
	});
}
