import type { ConversationStatus } from '../../domain/conditions.ts';
import { toldAfter, type Told } from '../../domain/desk/conversation-clock.ts';
import {
	changeStatus,
	type StatusChange,
	type StatusStanding,
} from '../../domain/desk/conversation-state.ts';
import { eventAbout, type Change, type ConversationRow } from './conversation-events.ts';
import { setConversationDue } from './due.ts';
import type { NewEvent } from '../log/events.ts';
import { moveSla } from './sla.ts';
import type { Tx } from '../schema.ts';

/** What of a row its status hangs together with. */
export function statusOf(row: Pick<ConversationRow, keyof StatusColumns | 'owner'>) {
	return {
		status: row.status as ConversationStatus,
		owner: row.owner,
		firstInboundAt: row.first_inbound_at,
		waitingSince: row.waiting_since,
		unownedSince: row.unowned_since,
		snoozedUntil: row.snoozed_until,
		resolvedAt: row.resolved_at,
		outcome: row.outcome,
	} satisfies StatusStanding;
}

type StatusColumns = ReturnType<typeof columnsOf>;

/** The columns that hold a standing; the owner is not among them: `owners.ts` alone writes it. */
export function columnsOf(standing: StatusStanding) {
	return {
		status: standing.status as string,
		first_inbound_at: standing.firstInboundAt,
		waiting_since: standing.waitingSince,
		unowned_since: standing.unownedSince,
		snoozed_until: standing.snoozedUntil,
		resolved_at: standing.resolvedAt,
		outcome: standing.outcome,
	};
}

/** What has been told of a conversation. */
export function toldOf({ told_json: json }: Pick<ConversationRow, 'told_json'>): Told {
	return JSON.parse(json ?? '{}') as Told;
}

/** What a change of the status led to. */
export interface WrittenStatus {
	readonly row: ConversationRow;
	readonly events: readonly NewEvent[];
	/** Messages of follow-ups that were taken back because it was resolved. */
	readonly ended: readonly string[];
}

/** Writes the status of a conversation that the caller holds. */
export async function writeStatus(
	tx: Tx,
	row: ConversationRow,
	change: StatusChange,
	by: Change,
): Promise<WrittenStatus> {
	const { standing, event } = changeStatus(statusOf(row), change, by.now);
	const before = toldOf(row);
	const told = toldAfter(before, row.status, standing.status, by.now);
	const columns = {
		...columnsOf(standing),
		...(told === before ? {} : { told_json: JSON.stringify(told) }),
	};
	await tx.db.updateTable('conversation').set(columns).where('id', '=', row.id).execute();
	const written = { ...row, ...columns };
	if (event === null) return { row: written, events: [], ended: [] };
	const sla = await moveSla(tx, written, standing.status, by);
	// What becomes due is another now: it is looked at once, and set anew.
	await setConversationDue(tx, row.id, by.now);
	const { snoozedUntil: until } = standing;
	const data = { field: 'status', from: row.status, to: standing.status };
	const ended = standing.status === 'resolved' ? await endFollowUps(tx, row.id, by.now) : [];
	const news = eventAbout(row, by, event, until === null ? data : { ...data, until });
	const current = { ...written, sla_json: sla.sla_json };
	return { row: current, events: [news, ...sla.events], ended };
}

/** Who has what they wanted is not followed up: the steps that wait are taken back. */
async function endFollowUps({ db }: Tx, conversationId: string, now: number) {
	const rows = await db
		.updateTable('outbox')
		.set({ state: 'cancelled', reason: 'resolved', settled_at: now })
		.where('conversation_id', '=', conversationId)
		.where('state', '=', 'queued')
		.where('sequence', 'is not', null)
		.returning('id')
		.execute();
	return rows.map(({ id }) => id);
}
