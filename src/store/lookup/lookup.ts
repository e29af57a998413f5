import { sql } from 'kysely';
import type { ConversationOrder, LookupCursor, LookupOperations } from '../../ports/store.ts';
import { readScope } from '../team/agent-scope.ts';
import { NEVER, orderKey } from './conversation-order.ts';
import { chooseDrive, isOwner, type Walk } from './lookup-drive.ts';
import { isSought } from './lookup-filter.ts';
import { readConversationsFound } from './lookup-rows.ts';
import { seek, type Sought } from './lookup-scope.ts';
import { searchByText } from './lookup-text.ts';
import type { Tx } from '../schema.ts';

type Search = LookupOperations['searchConversations'];

/** See `LookupOperations.searchConversations`. */
export async function searchConversations(
	tx: Tx,
	input: Parameters<Search>[0],
): ReturnType<Search> {
	const { workspaceId, actingAgent, filter, order, after, limit } = input;
	const scope = await readScope(tx, workspaceId, actingAgent);
	if (scope === null) return { rows: [], next: null };
	const sought = await seek(tx, workspaceId, filter, scope);
	if (filter.text !== undefined) return await searchByText(tx, sought, { after, limit });
	const places = await findPlaces(tx, sought, { order, after, limit: limit + 1 });
	const page = places.slice(0, limit);
	const rows = await readConversationsFound(
		tx,
		page.map(({ id }) => id),
	);
	return { rows, next: places.length > limit ? (page.at(-1) ?? null) : null };
}

interface Range {
	readonly order: ConversationOrder;
	readonly after: LookupCursor | null;
	readonly limit: number;
}

/** The places of the next conversations in the order, from wherever they are found fastest. */
async function findPlaces(tx: Tx, sought: Sought, range: Range): Promise<readonly LookupCursor[]> {
	const drive = await chooseDrive(tx, sought, range.order);
	if (drive.kind === 'nothing') return [];
	if (drive.kind === 'rows') {
		return await inOrder(tx, sought, range).where('conversation.id', 'in', drive.ids).execute();
	}
	const found: LookupCursor[] = [];
	for (const walk of drive.walks) found.push(...(await along(tx, sought, range, walk)));
	const sign = range.order === 'waiting' ? 1 : -1;
	return found
		.sort((a, b) => sign * (a.key - b.key || (a.id < b.id ? -1 : 1)))
		.slice(0, range.limit);
}

/** The next conversations of one walk. */
async function along(
	tx: Tx,
	sought: Sought,
	range: Range,
	{ status, numberId, owner }: Walk,
): Promise<readonly LookupCursor[]> {
	let query = inOrder(tx, sought, range)
		.where('conversation.workspace_id', '=', sought.workspaceId)
		.where('conversation.status', '=', status);
	if (numberId !== undefined) query = query.where('conversation.number_id', '=', numberId);
	if (owner !== undefined) query = query.where(isOwner(owner));
	return await query.execute();
}

function inOrder({ db }: Tx, sought: Sought, { order, after, limit }: Range) {
	const key = orderKey(order, 'conversation.');
	const direction = order === 'waiting' ? 'asc' : 'desc';
	let query = db
		.selectFrom('conversation')
		.select([key.as('key'), 'conversation.id'])
		.where((eb) => isSought(eb, sought))
		.orderBy(key, direction)
		.orderBy('conversation.id', direction)
		.limit(limit);
	if (after !== null) query = query.where(isAfter(key, direction, after));
	// What is looked for is a stretch of the order itself.
	const { waitingBefore } = sought.filter;
	if (order === 'waiting' && waitingBefore !== undefined) {
		query = query.where(sql<boolean>`${key} <= ${Math.min(waitingBefore, NEVER - 1)}`);
	}
	return query;
}

/** The first half bounds the walk along the index, the second one is exact. */
function isAfter(
	key: ReturnType<typeof orderKey>,
	direction: 'asc' | 'desc',
	{ key: last, id }: LookupCursor,
) {
	const beyond = sql.raw(direction === 'asc' ? '>' : '<');
	return sql<boolean>`${key} ${beyond}= ${last}
		and (${key} ${beyond} ${last} or conversation.id ${beyond} ${id})`;
}
