import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import { plainLabel, scopeOf, SEES_ALL, type AgentScope } from '../../domain/team/agent-scope.ts';
import { findAgent } from './agents.ts';
import type { Tables, Tx } from '../schema.ts';

/**
 * What an agent may see of a workspace.
 *
 * @param actingAgent their email; `null` for the workflow itself, which sees all
 * @returns `null` if there is no such agent: then nothing may be shown
 */
export async function readScope(
	tx: Pick<Tx, 'db'>,
	workspaceId: string,
	actingAgent: string | null,
): Promise<AgentScope | null> {
	if (actingAgent === null) return SEES_ALL;
	const agent = await findAgent(tx, workspaceId, actingAgent);
	return agent === null ? null : scopeOf(agent);
}

/**
 * Restricts a query over the table `conversation` (by this name) to what may be seen; to be used
 * wherever conversations, or what belongs to them, are read in an agent's name:
 *
 *     query.where((eb) => isSeen(eb, scope))
 *
 * @param scope of {@link readScope}
 */
export function isSeen(
	eb: ExpressionBuilder<Tables, 'conversation'>,
	{ numbers, labels }: AgentScope,
): Expression<SqlBool> {
	const conditions: Expression<SqlBool>[] = [];
	if (numbers !== null) {
		conditions.push(
			// Not as a list: into those Kysely's plugin for empty lists does not look.
			eb.exists(
				eb
					.selectFrom('number')
					.select('number.id')
					.whereRef('number.id', '=', 'conversation.number_id')
					.whereRef('number.workspace_id', '=', 'conversation.workspace_id')
					.where((of) =>
						of.or([
							of('number.id', 'in', numbers),
							of('number.number_group', 'in', numbers),
						]),
					),
			),
		);
	}
	if (labels !== null) {
		conditions.push(
			eb.exists(
				eb
					.selectFrom('conversation_label')
					.select('conversation_label.label')
					.whereRef('conversation_label.conversation_id', '=', 'conversation.id')
					.where(sql`lower(conversation_label.label)`, 'in', spellings(labels)),
			),
		);
	}
	return conditions.length === 0 ? ALWAYS : eb.and(conditions);
}

const ALWAYS = sql<SqlBool>`1 = 1`;

/** SQLite makes only the letters of ASCII small. */
function spellings(labels: readonly string[]): readonly string[] {
	const ascii = (label: string) => label.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
	return [...new Set(labels.flatMap((label) => [plainLabel(label), ascii(label.trim())]))];
}
