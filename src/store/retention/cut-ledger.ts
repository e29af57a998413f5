import { DAY_MS } from '../../domain/settings.ts';
import type { Cut } from '../../ports/store.ts';
import type { Tx } from '../schema.ts';

/** How long the ledger is kept, in ms: longer than any cap looks back, which is 30 days. */
const LEDGER_MS = 35 * DAY_MS;

/** Deletes what counts towards no cap any more. */
export async function cutLedger({ db }: Tx, { workspaceId, limit, now }: Cut): Promise<number> {
	const old = await db
		.selectFrom('ledger')
		.select('id')
		.where('workspace_id', '=', workspaceId)
		.where('at', '<', now - LEDGER_MS)
		.orderBy('at')
		.limit(limit)
		.execute();
	const ids = old.map(({ id }) => id);
	if (ids.length > 0) await db.deleteFrom('ledger').where('id', 'in', ids).execute();
	return ids.length;
}
