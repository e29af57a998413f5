import { sql, type SelectQueryBuilder } from 'kysely';
import type { ConversationOrder } from '../../ports/store.ts';
import { PLAIN, wantedLabels } from './lookup-filter.ts';
import type { Sought } from './lookup-scope.ts';
import type { Tables, Tx } from '../schema.ts';

/** So few conversations are read and sorted in less time than it takes to walk along an index. */
const FEW = 1_000;

/** So many walks along an index are begun at the most; more numbers are filtered on the way. */
const MOST_WALKS = 8;

const ALL_STATUSES = ['pending', 'open', 'snoozed', 'resolved'];

/** The ids of conversations, to be read by the database itself. */
export type Ids = SelectQueryBuilder<Tables, 'conversation' | 'conversation_label', { id: string }>;

/**
 * Where a search begins. The database cannot tell, because it does not know how rare a label is: a
 * rare one is read whole, along a common one the order is walked until the page is full.
 */
export type Drive =
	| { readonly kind: 'nothing' }
	| { readonly kind: 'rows'; readonly ids: Ids }
	| { readonly kind: 'walks'; readonly walks: readonly Walk[] };

/** One walk along an index of `013-lookup` or `016-lookup-speed`: what is equal in all rows of it. */
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
	const { workspaceId, numberIds, filter } = sought;
	if (numberIds?.length === 0) return { kind: 'nothing' };
	const statuses = filter.statuses ?? ALL_STATUSES;
	const conversations = db
		.selectFrom('conversation')
		.select('id')
		.where('workspace_id', '=', workspaceId);
	const candidates: Ids[] = [];
	if (filter.contactId !== undefined) {
		candidates.push(conversations.where('contact_id', '=', filter.contactId));
	}
	for (const labels of wantedLabels(sought)) {
		const labelled = db
			.selectFrom('conversation_label')
			.select('conversation_id as id')
			.where('workspace_id', '=', workspaceId)
			.where(PLAIN, 'in', labels);
		candidates.push(labelled);
	}
	if (filter.team !== undefined) candidates.push(conversations.where('team', '=', filter.team));
	// By its last message there is one index for all: what is rare is read whole.
	if (order === 'lastMessage' && (filter.owner !== undefined || numberIds !== null)) {
		let some = conversations.where('status', 'in', [...statuses]);
		if (filter.owner !== undefined) some = some.where(isOwner(filter.owner));
		if (numberIds !== null) some = some.where('number_id', 'in', [...numberIds]);
		candidates.push(some);
	}
	for (const ids of candidates) if (await areFew({ db }, ids)) return { kind: 'rows', ids };
	const walks =
		order === 'waiting' ? walksOf(sought, statuses) : statuses.map((status) => ({ status }));
	return { kind: 'walks', walks };
}

async function areFew({ db }: Pick<Tx, 'db'>, ids: Ids): Promise<boolean> {
	const { count } = await db
		.selectFrom(ids.limit(FEW + 1).as('few'))
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	return Number(count) <= FEW;
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
