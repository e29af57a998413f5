import { sql } from 'kysely';
import type { NumberFigures } from '../../ports/store.ts';
import { part, readNumbers } from '../log/parts.ts';
import { firstAnswers, messageFiguresByNumber, NO_MESSAGES } from './report-messages.ts';
import { durations } from './report-overview.ts';
import { counts, standingNow, standings, type Counted } from './report-parts.ts';
import type { Tx } from '../schema.ts';

/** What each number has and did, by label. Numbers that may not be seen are left out. */
export async function numberFigures(tx: Tx, counted: Counted): Promise<readonly NumberFigures[]> {
	const numbers = await seenNumbers(tx, counted);
	const groups = await standings(tx, counted);
	const messages = await messageFiguresByNumber(tx, counted);
	const answers = await firstAnswers(tx, counted);
	const contacts = await contacted(tx, counted);
	const parts = await readNumbers(
		tx,
		numbers.map(({ id }) => id),
	);
	return numbers.map(({ id, state }) => ({
		number: part(parts, id),
		state,
		...standingNow(groups.filter((one) => one.number_id === id)),
		...(messages.get(id) ?? NO_MESSAGES),
		...durations(answers.filter(({ numberId }) => numberId === id)),
		...(contacts.get(id) ?? { contacted: 0, replied: 0 }),
	}));
}

async function seenNumbers({ db }: Tx, { workspaceId, numberIds, scope }: Counted) {
	const rows = await db
		.selectFrom('number')
		.select(['id', 'state', 'number_group'])
		.where('workspace_id', '=', workspaceId)
		.orderBy('label')
		.orderBy('id')
		.execute();
	return rows.filter(
		({ id, number_group: group }) =>
			(numberIds === null || numberIds.includes(id)) &&
			(scope.numbers === null ||
				scope.numbers.includes(id) ||
				(group !== null && scope.numbers.includes(group))),
	);
}

/** How many people were written to, and how many of them wrote after that. */
async function contacted({ db }: Tx, counted: Counted) {
	const rows = await db
		.selectFrom('conversation')
		.innerJoin(
			(eb) =>
				eb
					.selectFrom('message')
					.select('message.conversation_id')
					.select((of) => of.fn.min('message.sent_at').as('first_at'))
					.where('message.workspace_id', '=', counted.workspaceId)
					.where('message.sent_at', '>=', counted.from)
					.where('message.sent_at', '<', counted.to)
					.where('message.direction', '=', 'out')
					.where('message.status', 'in', ['sent', 'delivered', 'read', 'played'])
					.groupBy('message.conversation_id')
					.as('written'),
			(join) => join.onRef('written.conversation_id', '=', 'conversation.id'),
		)
		.select('conversation.number_id')
		.select((eb) => eb.fn.countAll<number>().as('contacted'))
		.select(
			sql<number>`sum(case when conversation.last_inbound_at > written.first_at then 1 else 0 end)`.as(
				'replied',
			),
		)
		.where((eb) => counts(eb, counted))
		.groupBy('conversation.number_id')
		.execute();
	return new Map(
		rows.map((row) => [
			row.number_id,
			{ contacted: Number(row.contacted), replied: Number(row.replied) },
		]),
	);
}
