import { sql } from 'kysely';
import type { ConversationOrder } from '../ports/store.ts';
import { PLAIN, spellings } from './lookup-filter.ts';
import type { Sought } from './lookup-scope.ts';
import type { Tx } from './schema.ts';

/** So few conversations are read and sorted in less time than it takes to walk along an index. */
const FEW = 1_000;

/** So many walks along an index are begun at the most; more numbers are filtered on the way. */
const MOST_WALKS = 8;

const ALL_STATUSES = ['pending', 'open', 'snoozed', 'resolved'];

/**
 * Where a search begins. The database cannot tell, because it does not know how rare a label is: a
 * rare one is read whole, along a common one the order is walked until the page is full.
 */
export type Drive =
	| { readonly kind: 'rows'; readonly ids: readonly string[] }
	| { readonly kind: 'walks'; readonly walks: readonly Walk[] };

/** One walk along an index of migration `013-lookup`: what is equal in all rows of it. */
export interface Walk {
	readonly status: string;
	readonly numberId?: string;
	readonly owner?: string | null;
}

/** Chooses where a search begins. */
export async function chooseDrive(
	{ db }: Pick<Tx, 'db'>,
	sought: Sought,
	order: ConversationOrder,
): Promise<Drive> {
	const { workspaceId, numberIds, filter, oneLabelOf } = sought;
	const few = async (ids: Promise<readonly { readonly id: string }[]>): Promise<Drive | null> => {
		const rows = await ids;
		return rows.length > FEW ? null : { kind: 'rows', ids: rows.map(({ id }) => id) };
	};
	const conversations = db
		.selectFrom('conversation')
		.select('id')
		.where('workspace_id', '=', workspaceId)
		.limit(FEW + 1);
	const labelled = (labels: readonly string[]) =>
		db
			.selectFrom('conversation_label')
			.select('conversation_id as id')
			.distinct()
			.where('workspace_id', '=', workspaceId)
			.where(PLAIN, 'in', labels)
			.limit(FEW + 1)
			.execute();
	if (numberIds?.length === 0) return { kind: 'rows', ids: [] };
	if (filter.contactId !== undefined) {
		const found = await few(conversations.where('contact_id', '=', filter.contactId).execute());
		if (found !== null) return found;
	}
	for (const label of filter.labels ?? []) {
		const found = await few(labelled(spellings(label)));
		if (found !== null) return found;
	}
	if (oneLabelOf !== null) {
		const found = await few(labelled(oneLabelOf.flatMap(spellings)));
		if (found !== null) return found;
	}
	if (filter.team !== undefined) {
		const found = await few(conversations.where('team', '=', filter.team).execute());
		if (found !== null) return found;
	}
	const statuses = filter.statuses ?? ALL_STATUSES;
	if (order === 'waiting') return { kind: 'walks', walks: walksOf(sought, statuses) };
	// By its last message there is one index for all: what is rare is read whole.
	if (filter.owner !== undefined || numberIds !== null) {
		let some = conversations.where('status', 'in', [...statuses]);
		if (filter.owner !== undefined) some = some.where(isOwner(filter.owner));
		if (numberIds !== null) some = some.where('number_id', 'in', [...numberIds]);
		const found = await few(some.execute());
		if (found !== null) return found;
	}
	return { kind: 'walks', walks: statuses.map((status) => ({ status })) };
}

/** Only indexes with all of it keep the order. */
function walksOf({ numberIds, filter }: Sought, statuses: readonly string[]): readonly Walk[] {
	const { owner } = filter;
	if (owner !== undefined) return statuses.map((status) => ({ status, owner }));
	if (numberIds === null || numberIds.length * statuses.length > MOST_WALKS) {
		return statuses.map((status) => ({ status }));
	}
	return statuses.flatMap((status) => numberIds.map((numberId) => ({ status, numberId })));
}

/** An owner, or nobody. */
export function isOwner(owner: string | null) {
	return owner === null ? sql<boolean>`owner is null` : sql<boolean>`owner = ${owner}`;
}
