import { DAY_MS } from '../../domain/settings.ts';
import type { Cut } from '../../ports/store.ts';
import type { Tx } from '../schema.ts';

/** How long a cursor is kept that nobody reads by, in ms. */
const UNREAD_MS = 30 * DAY_MS;

/** Deletes a cursor that nobody reads by any more, after the deliveries that hang on it. */
export async function cutCursors(
	{ db, locks }: Tx,
	{ workspaceId, limit, now }: Cut,
): Promise<number> {
	await locks.workspace(workspaceId);
	const before = now - UNREAD_MS;
	const found = await db
		.selectFrom('cursor')
		.select('consumer')
		.where('workspace_id', '=', workspaceId)
		.where('read_at', '<', before)
		.orderBy('consumer')
		.executeTakeFirst();
	if (found === undefined) return 0;
	const { consumer } = found;
	const { last_seq: end } = await db
		.selectFrom('workspace')
		.select('last_seq')
		.where('id', '=', workspaceId)
		.executeTakeFirstOrThrow();
	// A trigger that comes back between two cuts begins at the end, as one whose cursor has gone:
	// with some deliveries deleted, it would start runs a second time.
	const unread = await db
		.updateTable('cursor')
		.set({ position: end })
		.where('consumer', '=', consumer)
		.where('read_at', '<', before)
		.returning('consumer')
		.executeTakeFirst();
	if (unread === undefined) return 0;
	const deliveries = await db
		.deleteFrom('delivery')
		.where('consumer', '=', consumer)
		.where('event_id', 'in', (eb) =>
			eb
				.selectFrom('delivery as some')
				.select('some.event_id')
				.where('some.consumer', '=', consumer)
				.limit(limit),
		)
		.executeTakeFirst();
	if (deliveries.numDeletedRows > 0n) return Number(deliveries.numDeletedRows);
	await db.deleteFrom('cursor').where('consumer', '=', consumer).execute();
	return 1;
}

/** Deletes events that everybody has read, with their deliveries. */
export async function cutEvents(
	{ db, locks }: Tx,
	{ workspaceId, limit }: Cut,
	before: number,
): Promise<number> {
	await locks.workspace(workspaceId);
	const cursors = await db
		.selectFrom('cursor')
		.select(['consumer', 'position'])
		.where('workspace_id', '=', workspaceId)
		.execute();
	const consumers = cursors.map(({ consumer }) => consumer);
	let old = db
		.selectFrom('event')
		.select('id')
		.where('workspace_id', '=', workspaceId)
		.where('at', '<', before)
		.orderBy('at')
		// Each may have a delivery to every trigger.
		.limit(Math.max(1, Math.floor(limit / (1 + cursors.length))));
	if (cursors.length > 0) {
		old = old
			.where('seq', '<=', Math.min(...cursors.map(({ position }) => position)))
			.where((eb) =>
				eb.not(
					eb.exists(
						eb
							.selectFrom('delivery')
							.select('delivery.event_id')
							.where('delivery.consumer', 'in', consumers)
							.whereRef('delivery.event_id', '=', 'event.id')
							.where('delivery.state', '!=', 'settled'),
					),
				),
			);
	}
	const ids = (await old.execute()).map(({ id }) => id);
	if (ids.length === 0) return 0;
	if (cursors.length > 0) {
		await db
			.deleteFrom('delivery')
			.where('consumer', 'in', consumers)
			.where('event_id', 'in', ids)
			.execute();
	}
	await db.deleteFrom('event').where('id', 'in', ids).execute();
	return ids.length;
}
