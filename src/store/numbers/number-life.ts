import type { Selectable } from 'kysely';
import { attemptsAt } from '../../domain/number/number-attempts.ts';
import { peoplePerDay, type NumberFacts } from '../../domain/number/number-facts.ts';
import {
	isUnfinished,
	newsOfNumber,
	PENDING_TOO_LONG_MS,
	stateAfter,
	type NumberNews,
} from '../../domain/number/number-news.ts';
import type { NumberState } from '../../domain/number/number.ts';
import type { NoteNumber, NumberLifeOperations } from '../../ports/store/number-life.ts';
import { appendEvents, numberEvent } from '../log/events.ts';
import { attemptTimes } from './number-attempts.ts';
import type { Tables, Tx } from '../schema.ts';

type LifeRow = Selectable<Tables['number_life']>;

/** See `NumberLifeOperations.noteNumber`. */
export async function noteNumber(
	tx: Tx,
	input: NoteNumber,
): ReturnType<NumberLifeOperations['noteNumber']> {
	const { numberId, facts, perSecond, now } = input;
	await tx.locks.number(numberId);
	const number = await tx.db
		.selectFrom('number')
		.select(['workspace_id', 'state', 'remote_per_second'])
		.where('id', '=', numberId)
		.executeTakeFirstOrThrow();
	const known = await readLife(tx, numberId);
	const before = {
		state: number.state as NumberState,
		facts: known === null ? null : factsOf(known),
	};
	const state = stateAfter(before.state, input.state);
	const news = [...newsOfNumber(before, { state, facts })];
	const pending = pendingAfter(known, state, now);
	if (pending.isNews) {
		news.push({ type: 'number.pending_too_long', field: 'state', from: null, to: state });
	}
	await writeLife(tx, input, pending);
	if (state !== before.state) {
		await tx.db
			.updateTable('number')
			.set({ state, updated_at: now })
			.where('id', '=', numberId)
			.execute();
	}
	await notePace(tx, numberId, number, perSecond);
	await appendEvents(tx, number.workspace_id, news.map(eventOf(numberId)), now);
	return { state };
}

/** See `NumberLifeOperations.numberLife`. */
export async function numberLife(
	tx: Tx,
	{ numberId, now }: Parameters<NumberLifeOperations['numberLife']>[0],
): ReturnType<NumberLifeOperations['numberLife']> {
	const row = await readLife(tx, numberId);
	const attempts = async (kind: 'code' | 'verification' | 'registration') =>
		attemptsAt(await attemptTimes(tx, numberId, kind), now);
	return {
		facts: row === null ? null : factsOf(row),
		seenAt: row?.seen_at ?? null,
		attempts: {
			code: await attempts('code'),
			verification: await attempts('verification'),
			registration: await attempts('registration'),
		},
	};
}

interface Pending {
	readonly since: number | null;
	readonly isTold: boolean;
	/** Whether it is to be told now. */
	readonly isNews: boolean;
}

function pendingAfter(known: LifeRow | null, state: NumberState, now: number): Pending {
	if (!isUnfinished(state)) return { since: null, isTold: false, isNews: false };
	const since = known?.pending_since ?? now;
	const wasTold = known?.pending_told === 1 && known.pending_since !== null;
	const isLong = now - since >= PENDING_TOO_LONG_MS;
	return { since, isTold: wasTold || isLong, isNews: isLong && !wasTold };
}

async function readLife({ db }: Pick<Tx, 'db'>, numberId: string): Promise<LifeRow | null> {
	const row = await db
		.selectFrom('number_life')
		.selectAll()
		.where('number_id', '=', numberId)
		.executeTakeFirst();
	return row ?? null;
}

function factsOf({ facts_json: json }: Pick<LifeRow, 'facts_json'>): NumberFacts {
	return JSON.parse(json) as NumberFacts;
}

async function writeLife(
	{ db }: Tx,
	{ numberId, facts, businessAccountId, now }: NoteNumber,
	{ since, isTold }: Pending,
): Promise<void> {
	const said = {
		facts_json: JSON.stringify(facts),
		portfolio_id: facts.portfolioId ?? businessAccountId,
		people_per_day: peoplePerDay(facts.messagingLimit),
		seen_at: now,
		pending_since: since,
		pending_told: Number(isTold),
	};
	await db
		.insertInto('number_life')
		.values({ number_id: numberId, ...said })
		.onConflict((conflict) => conflict.column('number_id').doUpdateSet(said))
		.execute();
}

/** A number whose throughput Meta raised, or that came to the app on a phone. */
async function notePace(
	{ db }: Tx,
	numberId: string,
	before: { readonly remote_per_second: number | null },
	perSecond: number,
): Promise<void> {
	if (before.remote_per_second === perSecond) return;
	// A pace that a credential names itself stays.
	const named = await db
		.selectFrom('number_credential')
		.select('credential_id')
		.where('number_id', '=', numberId)
		.where('per_second', 'is not', null)
		.executeTakeFirst();
	await db
		.updateTable('number')
		.set({
			remote_per_second: perSecond,
			...(named === undefined ? { per_second: perSecond } : {}),
		})
		.where('id', '=', numberId)
		.execute();
}

function eventOf(numberId: string) {
	return ({ type, field, from, to }: NumberNews) => ({
		...numberEvent(type, numberId),
		data: { field, from, to },
	});
}
