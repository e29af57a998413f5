import { plainLabel, SEES_ALL, type AgentScope } from '../../domain/team/agent-scope.ts';
import type { ConversationFilter } from '../../ports/store.ts';
import type { Tx } from '../schema.ts';

/** What somebody looks for, cut down to what they may see. */
export interface Sought {
	readonly workspaceId: string;
	/** Of which numbers; `null` for all. None at all finds nothing. */
	readonly numberIds: readonly string[] | null;
	readonly filter: ConversationFilter;
	/** A conversation must have one of these, as labels are compared; `null` for any. */
	readonly oneLabelOf: readonly string[] | null;
}

/** Joins what is looked for with what may be seen. */
export async function seek(
	{ db }: Pick<Tx, 'db'>,
	workspaceId: string,
	filter: ConversationFilter,
	scope: AgentScope = SEES_ALL,
): Promise<Sought> {
	const oneLabelOf = scope.labels === null ? null : scope.labels.map(plainLabel);
	const { numberIds: asked, group } = filter;
	if (asked === undefined && group === undefined && scope.numbers === null) {
		return { workspaceId, numberIds: null, filter, oneLabelOf };
	}
	const numbers = await db
		.selectFrom('number')
		.select(['id', 'number_group'])
		.where('workspace_id', '=', workspaceId)
		.orderBy('id')
		.execute();
	const numberIds = numbers
		.filter(({ id }) => asked === undefined || asked.includes(id))
		.filter(({ number_group: of }) => group === undefined || of === group)
		.filter(({ id, number_group: of }) => isSeen(scope, id, of))
		.map(({ id }) => id);
	return { workspaceId, numberIds, filter, oneLabelOf };
}

function isSeen({ numbers }: AgentScope, id: string, group: string | null): boolean {
	return numbers === null || numbers.includes(id) || (group !== null && numbers.includes(group));
}
