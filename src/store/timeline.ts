import { sql } from 'kysely';
import type { LookupCursor, LookupOperations, TimelineEntry } from '../ports/store.ts';
import { isSeen, readScope } from './agent-scope.ts';
import { readConversationsFound, toShown } from './lookup-rows.ts';
import { part } from './parts.ts';
import { presentId } from './people.ts';
import type { Tx } from './schema.ts';

type Timeline = LookupOperations['timeline'];

/** Told with the message that they changed. */
const CHANGES = ['edit', 'revoke'];

/** What rows of their own tell better. */
const TOLD_ELSEWHERE = ['owner.claimed', 'owner.transferred', 'owner.released', 'note.added'];

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
	const range: Range = { ids, direction, after: input.after, limit: limit + 1 };
	const entries = [
		...(await messages(tx, range)),
		...(await notes(tx, range)),
		...(await assignments(tx, range)),
		...(await events(tx, range)),
	];
	const sign = oldestFirst ? 1 : -1;
	entries.sort((a, b) => sign * (a.at - b.at || (a.id < b.id ? -1 : 1)));
	const rows = entries.slice(0, limit);
	const end = rows.at(-1);
	const next = entries.length > limit && end !== undefined ? end : null;
	const [conversation] = await readConversationsFound(tx, [id]);
	return {
		rows,
		next: next === null ? null : { key: next.at, id: next.id },
		conversation: part(new Map([[id, conversation]]), id) as NonNullable<typeof conversation>,
	};
}

interface Range {
	readonly ids: readonly string[];
	readonly direction: 'asc' | 'desc';
	readonly after: LookupCursor | null;
	readonly limit: number;
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

/** What comes after a place in the order of times, and of ids where times are the same. */
function isBeyond({ direction, after }: Range, at: string, id: string) {
	if (after === null) return sql<boolean>`1 = 1`;
	const beyond = sql.raw(direction === 'asc' ? '>' : '<');
	return sql<boolean>`${sql.ref(at)} ${beyond}= ${after.key}
		and (${sql.ref(at)} ${beyond} ${after.key} or ${sql.ref(id)} ${beyond} ${after.id})`;
}

async function messages({ db }: Tx, range: Range): Promise<readonly TimelineEntry[]> {
	const rows = await db
		.selectFrom('message')
		.leftJoin('outbox', 'outbox.id', 'message.id')
		.selectAll('message')
		.select('outbox.acting_agent')
		.where('message.conversation_id', 'in', [...range.ids])
		.where('message.type', 'not in', CHANGES)
		.where(isBeyond(range, 'message.sent_at', 'message.id'))
		.orderBy('message.sent_at', range.direction)
		.orderBy('message.id', range.direction)
		.limit(range.limit)
		.execute();
	return rows.map((row) => ({
		kind: 'message',
		at: row.sent_at,
		id: row.id,
		message: toShown(row),
	}));
}

async function notes({ db }: Tx, range: Range): Promise<readonly TimelineEntry[]> {
	const rows = await db
		.selectFrom('note')
		.innerJoin('note_revision', (join) =>
			join
				.onRef('note_revision.note_id', '=', 'note.id')
				.onRef('note_revision.revision', '=', 'note.revision'),
		)
		.selectAll('note')
		.select(['note_revision.text', 'note_revision.mentions_json'])
		.where('note.conversation_id', 'in', [...range.ids])
		.where(isBeyond(range, 'note.created_at', 'note.id'))
		.orderBy('note.created_at', range.direction)
		.orderBy('note.id', range.direction)
		.limit(range.limit)
		.execute();
	return rows.map((row) => ({
		kind: 'note',
		at: row.created_at,
		id: row.id,
		note: {
			id: row.id,
			author: row.author,
			text: row.text,
			mentions: JSON.parse(row.mentions_json) as string[],
			revision: row.revision,
			pinned: row.pinned_at !== null,
			dueAt: row.due_at,
			doneAt: row.done_at,
		},
	}));
}

async function assignments({ db }: Tx, range: Range): Promise<readonly TimelineEntry[]> {
	const rows = await db
		.selectFrom('assignment')
		.selectAll()
		.where('conversation_id', 'in', [...range.ids])
		.where(isBeyond(range, 'at', 'id'))
		.orderBy('at', range.direction)
		.orderBy('id', range.direction)
		.limit(range.limit)
		.execute();
	return rows.map((row) => ({
		kind: 'owner',
		at: row.at,
		id: row.id,
		owner: {
			from: row.from_agent,
			to: row.to_agent,
			by: row.by,
			kind: row.kind,
			reason: row.reason,
			handoffNote: row.handoff_note,
			version: row.version,
		},
	}));
}

async function events({ db }: Tx, range: Range): Promise<readonly TimelineEntry[]> {
	const rows = await db
		.selectFrom('event')
		.select(['id', 'at', 'type', 'actor', 'data_json'])
		.where('conversation_id', 'in', [...range.ids])
		// In the words of the index of migration `013-lookup`.
		.where(sql<boolean>`substr(type, 1, 8) <> 'message.'`)
		.where('type', 'not in', TOLD_ELSEWHERE)
		.where(isBeyond(range, 'at', 'id'))
		.orderBy('at', range.direction)
		.orderBy('id', range.direction)
		.limit(range.limit)
		.execute();
	return rows.map((row) => ({
		kind: 'event',
		at: row.at,
		id: row.id,
		event: {
			type: row.type,
			actor: row.actor,
			data: JSON.parse(row.data_json) as Record<string, unknown>,
		},
	}));
}
