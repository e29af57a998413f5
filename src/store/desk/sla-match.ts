import type { DeskOperations, SlaQuestion } from '../../ports/store/desk.ts';
import { setConversationDue, setDue } from './due.ts';
import { part, readParts } from '../log/parts.ts';
import { listPolicies } from './sla-policies.ts';
import { slaOf } from './sla.ts';
import type { Tx } from '../schema.ts';

/** See `DeskOperations.slaQuestion`. */
export async function slaQuestion(
	tx: Tx,
	{ conversationId }: Parameters<DeskOperations['slaQuestion']>[0],
): Promise<SlaQuestion | null> {
	const row = await tx.db
		.selectFrom('conversation')
		.selectAll()
		.where('id', '=', conversationId)
		.executeTakeFirst();
	if (row === undefined || slaOf(row) === null) return null;
	const parts = await readParts(tx, [{ ...row, conversation_id: row.id }]);
	const policies = await listPolicies(tx, { workspaceId: row.workspace_id });
	return {
		facts: {
			number: part(parts.numbers, row.number_id),
			contact: part(parts.contacts, row.contact_id),
			conversation: part(parts.conversations, row.id),
		},
		policies: policies.map(({ id, name, match }) => ({ id, name, match })),
	};
}

/** See `DeskOperations.applyPolicy`. */
export async function applyPolicy(
	tx: Tx,
	{ conversationId: id, policyId, now }: Parameters<DeskOperations['applyPolicy']>[0],
): Promise<null> {
	const read = () =>
		tx.db.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirst();
	const asked = await read();
	if (asked !== undefined) await tx.locks.number(asked.number_id);
	const row = await read();
	const due = await tx.db
		.selectFrom('due')
		.select('at')
		.where('kind', '=', 'sla')
		.where('entity_id', '=', id)
		.executeTakeFirst();
	// Something changed since the policies were asked: they are asked once more.
	if (due !== undefined && due.at > now) return null;
	await setDue(tx, 'sla', id, null);
	const state = row === undefined ? null : slaOf(row);
	if (row === undefined || state === null) return null;
	const sla_json = JSON.stringify({ ...state, policy: policyId ?? '' });
	await tx.db.updateTable('conversation').set({ sla_json }).where('id', '=', id).execute();
	await setConversationDue(tx, id, now);
	return null;
}
