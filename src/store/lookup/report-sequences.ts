import { sql } from 'kysely';
import type { SequenceFigures } from '../../ports/store.ts';
import { counts, type Counted } from './report-parts.ts';
import type { Tx } from '../schema.ts';

/** What became of each sequence of which a step was queued in the period, by name. */
export async function sequenceFigures(
	tx: Tx,
	counted: Counted,
): Promise<readonly SequenceFigures[]> {
	const steps = await stepCounts(tx, counted);
	const people = await peopleCounts(tx, counted);
	const names = [...new Set(steps.map(({ sequence }) => sequence))].sort();
	return names.map((sequence): SequenceFigures => {
		const own = steps.filter((step) => step.sequence === sequence);
		const sum = (...states: readonly string[]): number =>
			own
				.filter(({ state }) => states.includes(state))
				.reduce((total, { count }) => total + count, 0);
		const ended = own.filter(({ state }) => !['sent', 'queued', 'handing'].includes(state));
		return {
			sequence,
			started: people.get(sequence)?.started ?? 0,
			sent: sum('sent'),
			waiting: sum('queued', 'handing'),
			ended: Object.fromEntries(
				ended.map(({ state, reason, count }) => [
					reason === null ? state : `${state}:${reason}`,
					count,
				]),
			),
			replied: people.get(sequence)?.replied ?? 0,
			optedOut: people.get(sequence)?.optedOut ?? 0,
		};
	});
}

async function stepCounts({ db }: Tx, counted: Counted) {
	const rows = await steps({ db }, counted)
		.select(['outbox.sequence', 'outbox.state', 'outbox.reason'])
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.groupBy(['outbox.sequence', 'outbox.state', 'outbox.reason'])
		.execute();
	return rows.map((row) => ({
		sequence: row.sequence ?? '',
		state: row.state,
		// Why something waits changes; why it ended does not.
		reason: row.state === 'sent' || row.state === 'queued' ? null : row.reason,
		count: Number(row.count),
	}));
}

/** A person counts once in a sequence, however many steps they got. */
async function peopleCounts({ db }: Tx, counted: Counted) {
	const each = steps({ db }, counted)
		.innerJoin('contact', 'contact.id', 'conversation.contact_id')
		.select(['outbox.sequence', 'outbox.conversation_id'])
		.select((eb) => [
			eb.fn.min('outbox.handed_at').as('handed_at'),
			eb.fn.max('conversation.replied_at').as('replied_at'),
			eb.fn.max('contact.marketing_at').as('said_at'),
			eb.fn.max('contact.marketing').as('marketing'),
		])
		.groupBy(['outbox.sequence', 'outbox.conversation_id']);
	const rows = await db
		.selectFrom(each.as('each'))
		.select('each.sequence')
		.select((eb) => eb.fn.countAll<number>().as('started'))
		.select(sql<number>`sum(case when replied_at > handed_at then 1 else 0 end)`.as('replied'))
		.select(
			sql<number>`sum(case when marketing = 'out' and said_at > handed_at then 1 else 0 end)`.as(
				'opted_out',
			),
		)
		.groupBy('each.sequence')
		.execute();
	return new Map(
		rows.map((row) => [
			row.sequence ?? '',
			{
				started: Number(row.started),
				replied: Number(row.replied),
				optedOut: Number(row.opted_out),
			},
		]),
	);
}

function steps({ db }: Pick<Tx, 'db'>, counted: Counted) {
	return db
		.selectFrom('outbox')
		.innerJoin('conversation', 'conversation.id', 'outbox.conversation_id')
		.where('outbox.workspace_id', '=', counted.workspaceId)
		.where('outbox.sequence', 'is not', null)
		.where('outbox.created_at', '>=', counted.from)
		.where('outbox.created_at', '<', counted.to)
		.where((eb) => counts(eb, counted));
}
