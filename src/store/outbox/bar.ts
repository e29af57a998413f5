import type { ConditionName } from '../../domain/conditions.ts';
import { MARKETING_RECIPIENT, type HeldReason, type RefusalReason } from '../../domain/outbox.ts';
import type { Forecast } from '../../domain/sending-rules.ts';
import type { Draft } from '../../ports/store.ts';
import { findFailing, isKeptByOwner, type Conditional, type Judging } from './conditions.ts';
import { judgeMarketing } from '../people/consent.ts';
import { timeOf } from './draft-as-it-goes.ts';
import { ruleColumns } from './enqueue.ts';
import type { OutboxTable } from '../schema/sending.ts';
import type { Tx } from '../schema.ts';
import type { Target } from './target.ts';

/** Why a message does not go, whatever the caps say. */
export type Bar =
	| { readonly kind: 'refuse'; readonly reason: RefusalReason }
	/** A condition of "Send Only If" does not hold. */
	| { readonly kind: 'skip'; readonly reason: ConditionName }
	/** Not now, and not before; `null` if only an event changes that. */
	| { readonly kind: 'hold'; readonly reason: HeldReason; readonly until: number | null };

/** What of a row decides it. */
export type Barrable = Conditional & Pick<OutboxTable, 'category' | 'contact_id'>;

/**
 * Judges what the contact wants, then the conditions of the message, then whose conversation it is,
 * and at last whether Meta spares the contact marketing for a while.
 *
 * @returns `null` if nothing speaks against it
 */
export async function findBar(
	tx: Pick<Tx, 'db'>,
	row: Barrable,
	judging: Judging,
): Promise<Bar | null> {
	const marketing = await judgeMarketing(tx, row, judging.now);
	if (marketing === 'unwanted') return { kind: 'refuse', reason: 'optedOut' };
	const failing = await findFailing(tx, row, judging);
	if (failing !== null) return { kind: 'skip', reason: failing };
	if (await isKeptByOwner(tx, row)) return { kind: 'refuse', reason: 'ownedByOther' };
	return marketing === null
		? null
		: { kind: 'hold', reason: MARKETING_RECIPIENT, until: marketing.until };
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
	judging: Judging,
	otherwise: Forecast,
): Promise<Forecast> {
	if (otherwise.verdict === 'refused') return otherwise;
	const { now } = judging;
	const row: Barrable = {
		category: draft.category,
		contact_id: contactId ?? '',
		conversation_id: conversationId ?? '',
		...ruleColumns(draft),
		created_at: now,
	};
	const bar = await findBar(tx, row, { ...judging, now: timeOf(otherwise, now) });
	switch (bar?.kind) {
		case 'skip':
			return { verdict: 'skipped', reason: bar.reason };
		case 'refuse':
			return { verdict: 'refused', reason: bar.reason };
		// What only holds is foretold with the caps.
		case 'hold':
		case undefined:
			return otherwise;
	}
}
