import type { ConversationStatus } from '../../domain/conditions.ts';
import { isLate } from '../../domain/desk/conversation-clock.ts';
import {
	afterTelling,
	answered,
	dueOf,
	paused,
	resumed,
	slaDues,
	termsOf,
	type SlaNews,
	type SlaState,
	type SlaTerms,
} from '../../domain/desk/sla.ts';
import type { PolicyEntry } from '../../ports/store/desk.ts';
import { eventAbout, type Change, type ConversationRow } from './conversation-events.ts';
import { setConversationDue } from './due.ts';
import type { NewEvent } from '../log/events.ts';
import { findPolicy } from './sla-policies.ts';
import { businessOf } from '../numbers/number-hours.ts';
import type { Tx } from '../schema.ts';

/** The clocks of a conversation; `null` if none run. */
export function slaOf({ sla_json: json }: Pick<ConversationRow, 'sla_json'>): SlaState | null {
	return json === null ? null : (JSON.parse(json) as SlaState);
}

/** A policy, and what it makes of a conversation. */
export interface Sla {
	readonly policy: PolicyEntry;
	readonly terms: SlaTerms;
}

/** What is promised for a conversation; `null` for nothing. */
export async function promisedFor(
	tx: Pick<Tx, 'db'>,
	row: ConversationRow,
	state: SlaState,
): Promise<Sla | null> {
	const policy = await findPolicy(tx, state.policy);
	if (policy === null) return null;
	const number = await tx.db
		.selectFrom('number')
		.select(['time_zone', 'hours_json'])
		.where('id', '=', row.number_id)
		.executeTakeFirstOrThrow();
	const { zone, hours } = businessOf(number);
	return { policy, terms: termsOf(policy, row.priority, { zone: zone ?? 'UTC', hours }) };
}

/** What the clocks are after telling, and what is told. */
export interface ToldSla {
	readonly state: SlaState;
	readonly events: readonly NewEvent[];
}

/** Tells what was due by a time, once each. */
export function tellSla(
	row: ConversationRow,
	{ state, sla, until }: { state: SlaState; sla: Sla | null; until: number },
	by: Change,
): ToldSla {
	if (sla === null) return { state, events: [] };
	const due = slaDues(state, sla.terms, until).filter(({ at }) => at <= until);
	return {
		state: due.reduce(afterTelling, state),
		events: due.map((news) => slaEvent(row, sla.policy, news, by)),
	};
}

function slaEvent(row: ConversationRow, { name }: PolicyEntry, news: SlaNews, by: Change) {
	const { kind, type: promise, dueAt, at } = news;
	const data = { policy: name, promise, dueAt, late: isLate(at, by.now) };
	return eventAbout(row, { ...by, actor: 'automation' }, `sla.${kind}`, data);
}

/** An answer: whether a person gave it, when, and what was asked after it. */
export interface SlaAnswer {
	readonly isByPerson: boolean;
	readonly at: number;
	readonly waitingSince: number | null;
}

/**
 * Stops the clocks that an answer stops. What had passed before it is told at once: nobody hears of
 * it later.
 */
export async function answerSla(
	tx: Tx,
	row: ConversationRow,
	{ isByPerson, at, waitingSince }: SlaAnswer,
	by: Change,
): Promise<readonly NewEvent[]> {
	const state = slaOf(row);
	if (state === null) return [];
	const sla = await promisedFor(tx, row, state);
	if (!isByPerson && sla?.policy.automationCounts !== true) return [];
	const told = tellSla(row, { state, sla, until: at }, by);
	await writeSla(tx, row.id, answered(told.state, at, waitingSince));
	await setConversationDue(tx, row.id, by.now);
	return told.events;
}

/** What a change of the status does to the clocks. @returns them as they are kept, and what is told */
export async function moveSla(
	tx: Tx,
	row: ConversationRow,
	to: ConversationStatus,
	by: Change,
): Promise<{ readonly sla_json: string | null; readonly events: readonly NewEvent[] }> {
	const state = slaOf(row);
	if (state === null) return { sla_json: null, events: [] };
	if (to === 'resolved') return { sla_json: null, events: await endSla(tx, row, by) };
	const moved = to === 'snoozed' ? paused(state, by.now) : resumed(state, by.now);
	if (moved !== state) await writeSla(tx, row.id, moved);
	return { sla_json: JSON.stringify(moved), events: [] };
}

/** Ends the clocks of a conversation that is resolved, and says if all was kept. */
async function endSla(tx: Tx, row: ConversationRow, by: Change): Promise<readonly NewEvent[]> {
	const state = slaOf(row);
	if (state === null) return [];
	const sla = await promisedFor(tx, row, state);
	const told = tellSla(row, { state, sla, until: by.now }, by);
	await writeSla(tx, row.id, null);
	if (sla === null || told.state.hasMissed) return told.events;
	const dueAt = dueOf(state, sla.terms, 'resolution');
	const data = { policy: sla.policy.name, promise: 'resolution', dueAt, late: false };
	return [...told.events, eventAbout(row, { ...by, actor: 'automation' }, 'sla.hit', data)];
}

/** Writes the clocks of a conversation. */
export async function writeSla(
	{ db }: Pick<Tx, 'db'>,
	id: string,
	state: SlaState | null,
): Promise<void> {
	const sla_json = state === null ? null : JSON.stringify(state);
	await db.updateTable('conversation').set({ sla_json }).where('id', '=', id).execute();
}
