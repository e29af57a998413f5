import type { ConversationStatus } from '../../domain/conditions.ts';
import { duesOf, isLate, type ConversationDue } from '../../domain/desk/conversation-clock.ts';
import type { EventType } from '../../domain/event.ts';
import { slaDues } from '../../domain/desk/sla.ts';
import type { DeskOperations, DueEntry } from '../../ports/store/desk.ts';
import { eventAbout, type Change, type ConversationRow } from './conversation-events.ts';
import { toldOf, writeStatus } from './conversation-state.ts';
import { deskRulesOf } from './desk-rules.ts';
import { setConversationDue, setDue } from './due.ts';
import { appendEvents, type NewEvent } from '../log/events.ts';
import { promisedFor, slaOf, tellSla, writeSla } from './sla.ts';
import { fireNote } from './note-due.ts';
import type { Tx } from '../schema.ts';

/** See `DeskOperations.dueNow`. */
export async function dueNow(
	{ db }: Tx,
	{ now, limit }: Parameters<DeskOperations['dueNow']>[0],
): ReturnType<DeskOperations['dueNow']> {
	const rows = await db
		.selectFrom('due')
		.selectAll()
		.orderBy('at')
		.orderBy('entity_id')
		.limit(limit + 1)
		.execute();
	const due = rows.filter(({ at }) => at <= now).slice(0, limit);
	return {
		due: due.map((row) => ({ kind: row.kind as DueEntry['kind'], entityId: row.entity_id })),
		nextAt: rows[due.length]?.at ?? null,
	};
}

/** See `DeskOperations.fireDue`. */
export async function fireDue(
	tx: Tx,
	{ kind, entityId, now }: Parameters<DeskOperations['fireDue']>[0],
): Promise<null> {
	switch (kind) {
		case 'conversation':
			await fireConversation(tx, entityId, now);
			return null;
		case 'note':
			await fireNote(tx, entityId, now);
			return null;
		case 'sla':
			// Which policy holds is found outside: an expression of a user decides it.
			return null;
	}
}

async function fireConversation(tx: Tx, id: string, now: number): Promise<void> {
	const read = () =>
		tx.db.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirst();
	const number = await read();
	if (number !== undefined) await tx.locks.number(number.number_id);
	const row = await read();
	// Another process may have been here before: then it is set for later, or for never.
	if (row === undefined || row.merged_into !== null)
		return await setConversationDue(tx, id, null);
	if (row.due_at === null || row.due_at > now) {
		return await setDue(tx, 'conversation', id, row.due_at);
	}
	const rules = await deskRulesOf(tx, row.workspace_id);
	const dues = duesOf(clockOf(row), rules, now).filter(({ at }) => at <= now);
	const by: Change = { actor: 'automation', now };
	const events: NewEvent[] = [];
	let current = row;
	for (const due of dues) {
		const told = await tellDue(tx, current, due, by);
		current = told.row;
		events.push(...told.events);
	}
	const promised = await fireSla(tx, current, by);
	events.push(...promised.events);
	const times = [duesOf(clockOf(current), rules, now)[0]?.at, promised.nextAt];
	const next = times.filter((at) => at !== undefined && at !== null);
	await setConversationDue(tx, id, next.length === 0 ? null : Math.min(...next));
	await appendEvents(tx, row.workspace_id, events, now);
}

/** What was promised and is due by now. */
async function fireSla(
	tx: Tx,
	row: ConversationRow,
	by: Change,
): Promise<{ readonly events: readonly NewEvent[]; readonly nextAt: number | null }> {
	const state = slaOf(row);
	if (state === null) return { events: [], nextAt: null };
	const sla = await promisedFor(tx, row, state);
	const told = tellSla(row, { state, sla, until: by.now }, by);
	if (told.state !== state) await writeSla(tx, row.id, told.state);
	const dues = sla === null ? [] : slaDues(told.state, sla.terms, by.now);
	return { events: told.events, nextAt: dues[0]?.at ?? null };
}

/** What of a row becomes due by time alone. */
export function clockOf(row: ConversationRow) {
	return {
		status: row.status as ConversationStatus,
		snoozedUntil: row.snoozed_until,
		windowExpiresAt: row.window_expires_at,
		waitingSince: row.waiting_since,
		unownedSince: row.unowned_since,
		told: toldOf(row),
	};
}

const EVENT_OF: Readonly<Record<Exclude<ConversationDue['kind'], 'snoozeOver'>, EventType>> = {
	closing: 'window.closing',
	closed: 'window.closed',
	unanswered: 'conversation.unanswered',
	unassigned: 'conversation.unassigned_too_long',
};

async function tellDue(tx: Tx, row: ConversationRow, due: ConversationDue, by: Change) {
	const when = { dueAt: due.at, late: isLate(due.at, by.now) };
	if (due.kind === 'snoozeOver') {
		const open = { status: 'open', snoozedUntil: null, outcome: null } as const;
		// It was over then, however late that is seen: the times that hang on it count from there.
		const written = await writeStatus(tx, row, open, { ...by, now: due.at });
		const events = written.events.map((event) => ({
			...event,
			data: { ...event.data, ...when },
		}));
		return { row: written.row, events };
	}
	const told_json = JSON.stringify({ ...toldOf(row), [due.kind]: due.about });
	await tx.db.updateTable('conversation').set({ told_json }).where('id', '=', row.id).execute();
	const data =
		due.kind === 'closing' || due.kind === 'closed' ? { ...when, expiresAt: due.about } : when;
	return { row: { ...row, told_json }, events: [eventAbout(row, by, EVENT_OF[due.kind], data)] };
}
