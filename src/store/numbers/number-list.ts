import type { NumberMode, NumberState } from '../../domain/number/number.ts';
import type { NumberListOperations, NumberRow } from '../../ports/store.ts';
import { readScope } from '../team/agent-scope.ts';
import { businessOf } from './number-hours.ts';
import { releaseUnseenOf } from '../team/release-unseen.ts';
import type { Tx } from '../schema.ts';

type List = NumberListOperations['listNumbers'];
type Update = NumberListOperations['updateNumber'];

/** See `NumberListOperations.listNumbers`. */
export async function listNumbers(
	tx: Tx,
	{ workspaceId, actingAgent }: Parameters<List>[0],
): ReturnType<List> {
	const scope = await readScope(tx, workspaceId, actingAgent);
	if (scope === null) return [];
	const { numbers } = scope;
	const rows = await select(tx, workspaceId).orderBy('label').orderBy('id').execute();
	return rows
		.filter(
			({ id, number_group: group }) =>
				numbers === null ||
				numbers.includes(id) ||
				(group !== null && numbers.includes(group)),
		)
		.map(toRow);
}

/** See `NumberListOperations.updateNumber`. */
export async function updateNumber(tx: Tx, input: Parameters<Update>[0]): ReturnType<Update> {
	const { workspaceId, numberId, change, now } = input;
	const { group, ownerAgent, backupOwner, reviewAt, hours, singleConversation } = change;
	await tx.locks.number(numberId);
	if (group !== undefined) await tx.locks.workspace(workspaceId);
	await tx.db
		.updateTable('number')
		.set({
			...(group === undefined ? {} : { number_group: group }),
			...(ownerAgent === undefined ? {} : { owner_agent: ownerAgent }),
			...(backupOwner === undefined ? {} : { backup_owner: backupOwner }),
			...(reviewAt === undefined ? {} : { review_at: reviewAt }),
			...(hours === undefined ? {} : { hours_json: hours && JSON.stringify(hours) }),
			...(singleConversation === undefined ? {} : { is_single: Number(singleConversation) }),
			updated_at: now,
		})
		.where('id', '=', numberId)
		.where('workspace_id', '=', workspaceId)
		.execute();
	if (group !== undefined) await releaseUnseenOf(tx, { workspaceId, numberId, now });
	const row = await select(tx, workspaceId).where('id', '=', numberId).executeTakeFirst();
	return row === undefined ? null : toRow(row);
}

function select({ db }: Tx, workspaceId: string) {
	return db
		.selectFrom('number')
		.select([
			'id',
			'label',
			'phone',
			'mode',
			'number_group',
			'state',
			'paused_at',
			'owner_agent',
			'backup_owner',
			'review_at',
			'phone_seen_at',
			'hours_json',
			'time_zone',
			'is_single',
			'created_at',
		])
		.where('workspace_id', '=', workspaceId);
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

function toRow(row: Row): NumberRow {
	return {
		number: {
			id: row.id,
			label: row.label,
			phone: row.phone,
			mode: row.mode as NumberMode,
			group: row.number_group,
		},
		state: row.state as NumberState,
		pausedAt: row.paused_at,
		ownerAgent: row.owner_agent,
		backupOwner: row.backup_owner,
		reviewAt: row.review_at,
		phoneSeenAt: row.phone_seen_at,
		hours: businessOf(row).hours,
		timeZone: row.time_zone,
		singleConversation: row.is_single !== 0,
		createdAt: row.created_at,
	};
}
