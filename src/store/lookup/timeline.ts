import { sql } from 'kysely';
import type { LookupCursor, LookupOperations } from '../../ports/store.ts';
import { isSeen, readScope } from '../team/agent-scope.ts';
import { readConversationsFound } from './lookup-rows.ts';
import { part } from '../log/parts.ts';
import { presentId } from '../people/people.ts';
import type { Tx } from '../schema.ts';
import { readEntries, type Place } from './timeline-entries.ts';

type Timeline = LookupOperations['timeline'];

/** See `LookupOperations.timeline`. */
export async function timeline(tx: Tx, input: Parameters<Timeline>[0]): ReturnType<Timeline> {
	const { workspaceId, actingAgent, limit, oldestFirst } = input;
	const scope = await readScope(tx, workspaceId, actingAgent);
	if (scope === null) return null;
	const id = await presentId(tx, 'conversation', input.conversationId);
	const seen = await tx.db
		.selectFrom('conversation')
		.select('conversation.id')
		.where('conversation.id', '=', id)
		.where('conversation.workspace_id', '=', workspaceId)
		.where((eb) => isSeen(eb, scope))
		.executeTakeFirst();
	if (seen === undefined) return null;
	const ids = [id, ...(await mergedInto(tx, id))];
	const direction = oldestFirst ? 'asc' : 'desc';
	const places = await findPlaces(tx, { ids, direction, after: input.after, limit: limit + 1 });
	const page = places.slice(0, limit);
	const entries = await readEntries(tx, page);
	const end = page.at(-1);
	const next = places.length > limit && end !== undefined ? end : null;
	const [conversation] = await readConversationsFound(tx, [id]);
	return {
		rows: page.map((place) => part(entries, place.id)),
		next: next === null ? null : { key: next.at, id: next.id },
		conversation: part(new Map([[id, conversation]]), id) as NonNullable<typeof conversation>,
	};
}

/** The log and the notes name conversations as they were before their contacts were merged. */
async function mergedInto({ db }: Tx, id: string): Promise<readonly string[]> {
	const rows = await db
		.selectFrom('conversation')
		.select('id')
		.where('merged_into', '=', id)
		.execute();
	return rows.map((row) => row.id);
}

interface Range {
	readonly ids: readonly string[];
	readonly direction: 'asc' | 'desc';
	readonly after: LookupCursor | null;
	readonly limit: number;
}

/** Where entries come from, and what has their times. */
const SOURCES = [
	// An edit is told with the message that it changed.
	{ kind: 'message', table: 'message', at: 'sent_at', only: sql`type not in ('edit', 'revoke')` },
	{ kind: 'note', table: 'note', at: 'created_at', only: sql`1 = 1` },
	{ kind: 'owner', table: 'assignment', at: 'at', only: sql`1 = 1` },
	{
		kind: 'event',
		table: 'event',
		at: 'at',
		// In the words of the index of migration `013-lookup`. What rows of their own tell is left out.
		only: sql`substr(type, 1, 8) <> 'message.' and type not in
			('owner.claimed', 'owner.transferred', 'owner.released', 'note.added')`,
	},
] as const;

/** The next entries in the order of their times, and of their ids where times are the same. */
async function findPlaces(
	{ db }: Tx,
	{ ids, direction, after, limit }: Range,
): Promise<readonly Place[]> {
	const [by, beyond] = direction === 'asc' ? ['asc', '>'] : ['desc', '<'];
	const inOrder = (at: string) =>
		sql`order by ${sql.id(at)} ${sql.raw(by)}, id ${sql.raw(by)} limit ${limit}`;
	const isBeyond = (at: string) =>
		after === null
			? sql`1 = 1`
			: sql`${sql.id(at)} ${sql.raw(beyond)}= ${after.key} and (
				${sql.id(at)} ${sql.raw(beyond)} ${after.key} or id ${sql.raw(beyond)} ${after.id})`;
	const found = SOURCES.map(
		({ kind, table, at, only }) => sql`select * from (
			select ${sql.lit(kind)} as kind, id, ${sql.id(at)} as "at" from ${sql.table(table)}
			where conversation_id in (${sql.join(ids)}) and ${only} and ${isBeyond(at)} ${inOrder(at)}
		) as ${sql.id(kind)}`,
	);
	const all = sql<Place>`${sql.join(found, sql` union all `)} ${inOrder('at')}`;
	return (await all.execute(db)).rows;
}
