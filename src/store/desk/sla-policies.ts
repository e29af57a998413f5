import type { Selectable } from 'kysely';
import { plainLabel } from '../../domain/team/agent-scope.ts';
import type { SlaPolicy } from '../../domain/desk/sla.ts';
import type { DeskOperations, PolicyEntry } from '../../ports/store/desk.ts';
import { refreshDeskRules } from './desk-rules.ts';
import type { SlaPolicyTable } from '../schema/desk.ts';
import type { Tx } from '../schema.ts';

/** See `DeskOperations.savePolicy`. */
export async function savePolicy(
	tx: Tx,
	input: Parameters<DeskOperations['savePolicy']>[0],
): Promise<PolicyEntry> {
	const { workspaceId, now, name: given, position } = input;
	const { match, targets, hours, warnAt, automationCounts } = input;
	const policy = { match, targets, hours, warnAt, automationCounts };
	const name = given.trim();
	const said = { name, position, policy_json: JSON.stringify(policy), updated_at: now };
	const row = await tx.db
		.insertInto('sla_policy')
		.values({
			id: tx.newId(),
			workspace_id: workspaceId,
			name_key: plainLabel(name),
			...said,
		})
		.onConflict((conflict) => conflict.columns(['workspace_id', 'name_key']).doUpdateSet(said))
		.returningAll()
		.executeTakeFirstOrThrow();
	await refreshDeskRules(tx, workspaceId);
	return toEntry(row);
}

/** See `DeskOperations.listPolicies`. */
export async function listPolicies(
	{ db }: Pick<Tx, 'db'>,
	{ workspaceId }: Parameters<DeskOperations['listPolicies']>[0],
): Promise<readonly PolicyEntry[]> {
	const rows = await db
		.selectFrom('sla_policy')
		.selectAll()
		.where('workspace_id', '=', workspaceId)
		.orderBy('position')
		.orderBy('name_key')
		.execute();
	return rows.map(toEntry);
}

/** See `DeskOperations.deletePolicy`. */
export async function deletePolicy(
	tx: Tx,
	{ workspaceId, name }: Parameters<DeskOperations['deletePolicy']>[0],
): Promise<{ readonly deleted: boolean }> {
	const { numDeletedRows } = await tx.db
		.deleteFrom('sla_policy')
		.where('workspace_id', '=', workspaceId)
		.where('name_key', '=', plainLabel(name))
		.executeTakeFirst();
	await refreshDeskRules(tx, workspaceId);
	return { deleted: numDeletedRows > 0n };
}

/** A policy by its id; `null` if it has gone. */
export async function findPolicy(
	{ db }: Pick<Tx, 'db'>,
	id: string | null,
): Promise<PolicyEntry | null> {
	if (id === null || id === '') return null;
	const row = await db
		.selectFrom('sla_policy')
		.selectAll()
		.where('id', '=', id)
		.executeTakeFirst();
	return row === undefined ? null : toEntry(row);
}

function toEntry(row: Selectable<SlaPolicyTable>): PolicyEntry {
	const { id, name, position } = row;
	return { ...(JSON.parse(row.policy_json) as Omit<SlaPolicy, 'name'>), id, name, position };
}
