import type { ConditionName } from '../domain/conditions.ts';
import type { RefusalReason } from '../domain/outbox.ts';
import type { Forecast } from '../domain/sending-rules.ts';
import type { Draft } from '../ports/store.ts';
import { findFailing, isKeptByOwner, type Conditional, type Judging } from './conditions.ts';
import { isUnwanted } from './consent.ts';
import { ruleColumns } from './enqueue.ts';
import type { OutboxTable, Tx } from './schema.ts';
import type { Target } from './target.ts';

/** Why a message will not go, whatever the caps say. */
export type Bar =
	| { readonly kind: 'refuse'; readonly reason: RefusalReason }
	/** A condition of "Send Only If" does not hold. */
	| { readonly kind: 'skip'; readonly reason: ConditionName };

/** What of a row decides it. */
export type Barrable = Conditional & Pick<OutboxTable, 'category' | 'contact_id'>;

/**
 * Judges what the contact wants, then the conditions of the message, then whose conversation it is.
 *
 * @returns `null` if nothing speaks against it
 */
export async function findBar(
	tx: Pick<Tx, 'db'>,
	row: Barrable,
	judging: Judging,
): Promise<Bar | null> {
	if (await isUnwanted(tx, row)) return { kind: 'refuse', reason: 'optedOut' };
	const failing = await findFailing(tx, row, judging);
	if (failing !== null) return { kind: 'skip', reason: failing };
	return (await isKeptByOwner(tx, row)) ? { kind: 'refuse', reason: 'ownedByOther' } : null;
}

/**
 * Foretells the same of a message that is not in the outbox.
 *
 * @param otherwise what becomes of it if nothing speaks against it
 */
export async function foretellBar(
	tx: Pick<Tx, 'db'>,
	draft: Draft,
	{ contactId, conversationId }: Pick<Target, 'contactId' | 'conversationId'>,
	{ zone, now }: Judging,
	otherwise: Forecast,
): Promise<Forecast> {
	if (otherwise.verdict === 'refused') return otherwise;
	const row: Barrable = {
		category: draft.category,
		contact_id: contactId ?? '',
		conversation_id: conversationId ?? '',
		...ruleColumns(draft),
		created_at: now,
	};
	const at = otherwise.verdict === 'queued' ? Math.max(otherwise.until ?? now, now) : now;
	const bar = await findBar(tx, row, { zone, now: at });
	if (bar === null) return otherwise;
	return bar.kind === 'skip'
		? { verdict: 'skipped', reason: bar.reason }
		: { verdict: 'refused', reason: bar.reason };
}
