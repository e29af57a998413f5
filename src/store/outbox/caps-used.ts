import type { Selectable } from 'kysely';
import { capsAt, isCounted, type Cap, type CapRules } from '../../domain/caps/caps.ts';
import { standingOfHealth } from '../../domain/number/health-news.ts';
import type { PlannedMessage } from '../../domain/caps/planned-queue.ts';
import type { Limit, Lowered, StoreOperations } from '../../ports/store.ts';
import { readUsed } from './ledger.ts';
import { isPortfolioRoomy, portfolioLimit } from './portfolio.ts';
import { capsNow, healthOf, rulesOf } from '../numbers/number-caps.ts';
import type { Tables, Tx } from '../schema.ts';

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

/**
 * The caps of a number as they are now, with what is used of each. Where one of a name is lower for
 * what is no reply, that one stands for it.
 */
export async function limitsOf(
	tx: Pick<Tx, 'db'>,
	number: Selectable<Tables['number']>,
	now: number,
): Promise<readonly Limit[]> {
	const rules = rulesOf(number);
	const own = capsAt(rules, number.linked_at, now);
	const { caps, newChatsFrom } = capsNow(number, rules, now);
	const lowered = loweredBy(number, rules, now);
	const found = new Map<string, Limit>();
	for (const cap of caps) {
		const { used, resetsAt } = await readUsed(tx, number.id, cap, now);
		const from = own.find(({ name }) => name === cap.name)?.limit ?? null;
		found.set(cap.name, {
			name: cap.name,
			used,
			cap: cap.limit,
			resetsAt,
			...(lowered === null || from === cap.limit ? {} : { lowered: { ...lowered, from } }),
		});
	}
	if (newChatsFrom > 0 && lowered !== null) {
		const name = 'newChatsPaused';
		const resetsAt = newChatsFrom;
		// Nothing but a sign of spam pauses new chats; another may have come since.
		const code = lowered.reason === 'spam' ? lowered.code : null;
		const why: Lowered = { from: null, reason: 'spam', code, recoversAt: resetsAt };
		found.set(name, { name, used: 0, cap: 0, resetsAt, lowered: why });
	}
	const shared = await portfolioLimit(tx, number.id, now);
	return shared === null ? [...found.values()] : [...found.values(), shared];
}

function loweredBy(
	number: Selectable<Tables['number']>,
	rules: CapRules,
	now: number,
): Omit<Lowered, 'from'> | null {
	if (rules.health === null) return null;
	const standing = standingOfHealth(rules.health, healthOf(number, rules), now);
	if (standing === null) return null;
	const { reason, code, recoversAt } = standing;
	return { reason, code, recoversAt };
}

/** Whether all that waits fits under every cap that concerns these messages. */
export async function isRoomy(
	{ db }: Pick<Tx, 'db'>,
	number: Selectable<Tables['number']>,
	rules: CapRules,
	messages: readonly PlannedMessage[],
	now: number,
): Promise<boolean> {
	const { caps: all, newChatsFrom } = capsNow(number, rules, now);
	if (newChatsFrom > 0) return false;
	const caps = all.filter((cap) => concerns(cap, messages));
	const { n } = await db
		.selectFrom('outbox')
		.select(({ fn }) => fn.countAll<number>().as('n'))
		.where('number_id', '=', number.id)
		.where('state', '=', 'queued')
		.executeTakeFirstOrThrow();
	if (!(await isPortfolioRoomy({ db }, number.id, Number(n) + messages.length, now)))
		return false;
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
