import { sql } from 'kysely';
import { SILENT_TYPES } from '../../domain/inbound-content.ts';
import { counts, type Counted } from './report-parts.ts';
import type { Tx } from '../schema.ts';

/** What became of messages. */
export interface MessageFigures {
	readonly received: number;
	readonly sent: number;
	readonly delivered: number;
	readonly read: number;
	readonly failed: number;
}

/** Of the messages of the period. History counts nothing. */
export async function messageFigures(tx: Tx, counted: Counted): Promise<MessageFigures> {
	// Without groups SQLite need not sort: it takes half the time.
	return toFigures(await figuresOf(tx, counted).executeTakeFirstOrThrow());
}

/** The same of each number that had any. */
export async function messageFiguresByNumber(
	tx: Tx,
	counted: Counted,
): Promise<ReadonlyMap<string, MessageFigures>> {
	const rows = await figuresOf(tx, counted)
		.select('message.number_id')
		.groupBy('message.number_id')
		.execute();
	return new Map(rows.map((row) => [row.number_id, toFigures(row)]));
}

/** No messages at all. */
export const NO_MESSAGES: MessageFigures = {
	received: 0,
	sent: 0,
	delivered: 0,
	read: 0,
	failed: 0,
};

function figuresOf({ db }: Tx, counted: Counted) {
	const went = (...statuses: readonly string[]) =>
		sql<boolean>`direction = 'out' and coalesce(status, 'sent') in (${sql.join(statuses)})`;
	const total = (condition: ReturnType<typeof went>) =>
		sql<number | null>`sum(case when ${condition} then 1 else 0 end)`;
	return db
		.selectFrom('message')
		.select([
			total(sql`direction = 'in'`).as('received'),
			total(went('sent', 'delivered', 'read', 'played')).as('sent'),
			total(went('delivered', 'read', 'played')).as('delivered'),
			total(went('read', 'played')).as('read'),
			total(went('failed')).as('failed'),
		])
		.where('message.workspace_id', '=', counted.workspaceId)
		.where('message.sent_at', '>=', counted.from)
		.where('message.sent_at', '<', counted.to)
		.where('message.origin', '!=', 'history')
		.where('message.type', 'not in', [...SILENT_TYPES])
		.$if(isNarrowed(counted), (query) =>
			query.where((eb) =>
				eb.exists(
					eb
						.selectFrom('conversation')
						.select('conversation.id')
						.whereRef('conversation.id', '=', 'message.conversation_id')
						.where((of) => counts(of, counted)),
				),
			),
		);
}

/** The sum of nothing is `null`. */
function toFigures(row: Readonly<Record<keyof MessageFigures, number | null>>): MessageFigures {
	return {
		received: Number(row.received),
		sent: Number(row.sent),
		delivered: Number(row.delivered),
		read: Number(row.read),
		failed: Number(row.failed),
	};
}

/** The first answer to a conversation that began in the period. */
export interface FirstAnswer {
	readonly numberId: string;
	/** Until the first answer of anybody, in ms; `null` if there was none. */
	readonly anybodyMs: number | null;
	/** Until the first one of a person. */
	readonly personMs: number | null;
	/** In whose name that went; `null` also from a phone. */
	readonly agent: string | null;
}

/** How long customers waited who wrote for the first time in the period. */
export async function firstAnswers({ db }: Tx, counted: Counted): Promise<readonly FirstAnswer[]> {
	const rows = await db
		.selectFrom('conversation')
		.select(['conversation.number_id', 'conversation.first_inbound_at'])
		.select((eb) => [
			firstOut(eb, false).select('message.sent_at').as('anybody_at'),
			firstOut(eb, true).select('message.sent_at').as('person_at'),
			firstOut(eb, true).select('outbox.acting_agent').as('agent'),
		])
		.where((eb) => counts(eb, counted))
		.where('conversation.first_inbound_at', '>=', counted.from)
		.where('conversation.first_inbound_at', '<', counted.to)
		.execute();
	return rows.map((row) => {
		const since = (at: number | null): number | null =>
			at === null || row.first_inbound_at === null ? null : at - row.first_inbound_at;
		return {
			numberId: row.number_id,
			anybodyMs: since(row.anybody_at),
			personMs: since(row.person_at),
			agent: row.agent,
		};
	});
}

type Of = Parameters<Parameters<typeof counts>[0]['selectFrom']>[0];
type Builder = Pick<Parameters<typeof counts>[0], 'selectFrom'>;

/** The first message to a customer who has written, of anybody or of a person. */
function firstOut(eb: Builder, isOfPerson: boolean) {
	const query = eb
		.selectFrom('message' satisfies Of)
		.leftJoin('outbox', 'outbox.id', 'message.id')
		.whereRef('message.conversation_id', '=', 'conversation.id')
		.where('message.direction', '=', 'out')
		.where('message.origin', '!=', 'history')
		.where(sql<boolean>`coalesce(message.status, 'sent') not in ('failed', 'uncertain')`)
		.where(sql<boolean>`message.sent_at >= conversation.first_inbound_at`)
		.orderBy('message.sent_at')
		.orderBy('message.id')
		.limit(1);
	if (!isOfPerson) return query;
	return query.where((of) =>
		of.or([
			of('outbox.acting_agent', 'is not', null),
			of('message.origin', 'in', ['phone', 'agent']),
		]),
	);
}

/** Whether not all conversations of the workspace count. */
export function isNarrowed({ numberIds, scope }: Counted): boolean {
	return numberIds !== null || scope.numbers !== null || scope.labels !== null;
}
