import { sql, type ExpressionBuilder } from 'kysely';
import type { AgentScope } from '../../domain/team/agent-scope.ts';
import { isSeen } from '../team/agent-scope.ts';
import type { Tables, Tx } from '../schema.ts';

/** What is counted: of which time, and what the one who asks may see. */
export interface Counted {
	readonly workspaceId: string;
	readonly from: number;
	readonly to: number;
	/** `null` for all. */
	readonly numberIds: readonly string[] | null;
	readonly scope: AgentScope;
}

/** Whether a conversation counts. */
export function counts(
	eb: ExpressionBuilder<Tables, 'conversation'>,
	{ workspaceId, numberIds, scope }: Counted,
) {
	return eb.and([
		eb('conversation.workspace_id', '=', workspaceId),
		eb('conversation.merged_into', 'is', null),
		...(numberIds === null ? [] : [eb('conversation.number_id', 'in', [...numberIds])]),
		isSeen(eb, scope),
	]);
}

/** One group of {@link standings}. */
export interface Standing {
	readonly number_id: string;
	readonly owner: string | null;
	readonly status: string;
	readonly count: number;
	readonly waiting: number;
	readonly oldest: number | null;
	readonly never: number;
	readonly resolved: number;
	readonly begun: number;
}

/** How conversations stand, in one pass: by number, owner and status. */
export async function standings({ db }: Tx, counted: Counted): Promise<readonly Standing[]> {
	const { from, to } = counted;
	const total = (condition: ReturnType<typeof sql<boolean>>) =>
		sql<number>`sum(case when ${condition} then 1 else 0 end)`;
	const within = (column: string) =>
		sql<boolean>`${sql.ref(column)} >= ${from} and ${sql.ref(column)} < ${to}`;
	const rows = await db
		.selectFrom('conversation')
		.select(['number_id', 'owner', 'status'])
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.select((eb) => eb.fn.min('waiting_since').as('oldest'))
		.select(total(sql`waiting_since is not null`).as('waiting'))
		.select(total(sql`first_inbound_at is not null and last_outbound_at is null`).as('never'))
		.select(total(sql`status = 'resolved' and ${within('resolved_at')}`).as('resolved'))
		.select(total(within('first_inbound_at')).as('begun'))
		.where((eb) => counts(eb, counted))
		.groupBy(['number_id', 'owner', 'status'])
		.execute();
	return rows.map((row) => ({
		...row,
		count: Number(row.count),
		waiting: Number(row.waiting),
		oldest: row.oldest as number | null,
		never: Number(row.never),
		resolved: Number(row.resolved),
		begun: Number(row.begun),
	}));
}

/** Adds up what some of the groups say of this moment. */
export function standingNow(groups: readonly Standing[]) {
	const open = groups.filter(({ status }) => status === 'open');
	const add = (list: readonly Standing[], of: (one: Standing) => number): number =>
		list.reduce((total, one) => total + of(one), 0);
	const inStatus = (status: string) =>
		add(
			groups.filter((one) => one.status === status),
			({ count }) => count,
		);
	const since = open.flatMap(({ oldest }) => (oldest === null ? [] : [oldest]));
	return {
		open: inStatus('open'),
		pending: inStatus('pending'),
		snoozed: inStatus('snoozed'),
		waiting: add(open, ({ waiting }) => waiting),
		oldestWaitingSince: since.length === 0 ? null : Math.min(...since),
		unowned: add(
			open.filter(({ owner }) => owner === null),
			({ count }) => count,
		),
		neverAnswered: add(open, ({ never }) => never),
		resolved: add(groups, ({ resolved }) => resolved),
		newConversations: add(groups, ({ begun }) => begun),
	};
}
