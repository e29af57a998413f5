import { DEFAULT_SETTINGS, type Settings } from '../domain/settings.ts';
import type { StoreOperations } from '../ports/store.ts';
import { refreshDeskRules } from './desk/desk-rules.ts';
import type { Tx } from './schema.ts';

/** Settings that receiving has to know. */
const IN_DESK_RULES = ['unansweredMinutes', 'unassignedMinutes', 'reopenHours'];

/** See `StoreOperations.listWorkspaces`. */
export async function listWorkspaces({ db }: Tx): Promise<readonly string[]> {
	const rows = await db.selectFrom('workspace').select('id').orderBy('id').execute();
	return rows.map(({ id }) => id);
}

/** See `StoreOperations.getSettings`. */
export async function getSettings(
	{ db }: Pick<Tx, 'db'>,
	input: { readonly workspaceId: string },
): Promise<Settings> {
	const rows = await db
		.selectFrom('setting')
		.select(['name', 'value_json'])
		.where('workspace_id', '=', input.workspaceId)
		.execute();
	const set = rows
		.filter(({ name }) => name in DEFAULT_SETTINGS)
		.map((row) => [row.name, JSON.parse(row.value_json) as unknown]);
	return { ...DEFAULT_SETTINGS, ...(Object.fromEntries(set) as Partial<Settings>) };
}

/** See `StoreOperations.saveSettings`. */
export async function saveSettings(
	tx: Tx,
	{ workspaceId, change, now }: Parameters<StoreOperations['saveSettings']>[0],
): Promise<Settings> {
	for (const [name, value] of Object.entries(change)) {
		if (value === undefined) continue;
		const said = { value_json: JSON.stringify(value), updated_at: now };
		await tx.db
			.insertInto('setting')
			.values({ workspace_id: workspaceId, name, ...said })
			.onConflict((conflict) => conflict.columns(['workspace_id', 'name']).doUpdateSet(said))
			.execute();
	}
	if (IN_DESK_RULES.some((name) => name in change)) {
		await refreshDeskRules(tx, workspaceId);
	}
	return await getSettings(tx, { workspaceId });
}
