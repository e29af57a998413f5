import type { Selectable } from 'kysely';
import { plainLabel } from '../../domain/team/agent-scope.ts';
import type { DeskOperations, LabelEntry } from '../../ports/store/desk.ts';
import { refreshDeskRules } from './desk-rules.ts';
import type { LabelTable } from '../schema/desk.ts';
import type { Tx } from '../schema.ts';

/** See `DeskOperations.saveLabel`. */
export async function saveLabel(
	tx: Tx,
	input: Parameters<DeskOperations['saveLabel']>[0],
): Promise<LabelEntry> {
	const { workspaceId, now } = input;
	const name = input.name.trim();
	const said = {
		name,
		colour: input.colour,
		keywords_json: JSON.stringify(input.keywords),
		is_handoff: input.isHandoff ? 1 : 0,
		updated_at: now,
	};
	const row = await tx.db
		.insertInto('label')
		.values({ workspace_id: workspaceId, name_key: plainLabel(name), ...said })
		.onConflict((conflict) => conflict.columns(['workspace_id', 'name_key']).doUpdateSet(said))
		.returningAll()
		.executeTakeFirstOrThrow();
	await refreshDeskRules(tx, workspaceId);
	return toEntry(row);
}

/** See `DeskOperations.listLabels`. */
export async function listLabels(
	{ db }: Tx,
	{ workspaceId }: Parameters<DeskOperations['listLabels']>[0],
): Promise<readonly LabelEntry[]> {
	const rows = await db
		.selectFrom('label')
		.selectAll()
		.where('workspace_id', '=', workspaceId)
		.orderBy('name_key')
		.execute();
	return rows.map(toEntry);
}

/** See `DeskOperations.deleteLabel`. */
export async function deleteLabel(
	tx: Tx,
	{ workspaceId, name }: Parameters<DeskOperations['deleteLabel']>[0],
): Promise<{ readonly deleted: boolean }> {
	const { numDeletedRows } = await tx.db
		.deleteFrom('label')
		.where('workspace_id', '=', workspaceId)
		.where('name_key', '=', plainLabel(name))
		.executeTakeFirst();
	await refreshDeskRules(tx, workspaceId);
	return { deleted: numDeletedRows > 0n };
}

function toEntry(row: Selectable<LabelTable>): LabelEntry {
	return {
		name: row.name,
		colour: row.colour,
		keywords: JSON.parse(row.keywords_json) as string[],
		isHandoff: row.is_handoff === 1,
	};
}
