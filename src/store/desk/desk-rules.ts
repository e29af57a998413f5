import {
	DEFAULT_DESK_RULES,
	readDeskRules,
	type DeskRules,
	type KeywordRule,
} from '../../domain/desk/desk-rules.ts';
import { HOUR_MS } from '../../domain/window.ts';
import { getSettings } from '../settings.ts';
import type { Tx } from '../schema.ts';

const MINUTE_MS = 60_000;

/** What receiving has to know of labels, SLA and waiting in a workspace. */
export async function deskRulesOf({ db }: Pick<Tx, 'db'>, workspaceId: string): Promise<DeskRules> {
	const row = await db
		.selectFrom('workspace')
		.select('desk_json')
		.where('id', '=', workspaceId)
		.executeTakeFirst();
	return row === undefined ? DEFAULT_DESK_RULES : readDeskRules(row.desk_json);
}

/**
 * Writes it anew, in the transaction that changed a label, a policy or a setting: it lies with the
 * workspace, so that a message that comes in costs no further look.
 */
export async function refreshDeskRules(tx: Pick<Tx, 'db'>, workspaceId: string): Promise<void> {
	const settings = await getSettings(tx, { workspaceId });
	const { unansweredMinutes, unassignedMinutes, reopenHours } = settings;
	const labels = await tx.db
		.selectFrom('label')
		.select(['name', 'keywords_json', 'is_handoff'])
		.where('workspace_id', '=', workspaceId)
		.orderBy('name_key')
		.execute();
	const policy = await tx.db
		.selectFrom('sla_policy')
		.select('id')
		.where('workspace_id', '=', workspaceId)
		.limit(1)
		.executeTakeFirst();
	const rules: DeskRules = {
		keywords: labels
			.map((row): KeywordRule => ({
				label: row.name,
				words: JSON.parse(row.keywords_json) as string[],
				isHandoff: row.is_handoff === 1,
			}))
			.filter(({ words, isHandoff }) => words.length > 0 || isHandoff),
		hasPolicies: policy !== undefined,
		unansweredMs: unansweredMinutes === null ? null : unansweredMinutes * MINUTE_MS,
		unassignedMs: unassignedMinutes === null ? null : unassignedMinutes * MINUTE_MS,
		reopenMs: reopenHours * HOUR_MS,
	};
	await tx.db
		.updateTable('workspace')
		.set({ desk_json: JSON.stringify(rules) })
		.where('id', '=', workspaceId)
		.execute();
}
