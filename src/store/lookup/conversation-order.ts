import { sql, type RawBuilder } from 'kysely';
import type { ConversationOrder } from '../../ports/store.ts';

/** Stands behind every time: conversations that wait for nobody come last. */
export const NEVER = 9_007_199_254_740_991;

/**
 * What conversations are ordered by, in the very words of the indexes of migration `013-lookup`.
 *
 * @param prefix of the columns, in a query of several tables
 */
export function orderKey(order: ConversationOrder, prefix = ''): RawBuilder<number> {
	const [inbound, outbound] = [`${prefix}last_inbound_at`, `${prefix}last_outbound_at`];
	switch (order) {
		case 'waiting':
			return sql.raw(`coalesce(${prefix}waiting_since, ${NEVER})`);
		case 'lastMessage':
			return sql.raw(
				`case when coalesce(${inbound}, 0) > coalesce(${outbound}, 0) then coalesce(${inbound}, 0) else coalesce(${outbound}, 0) end`,
			);
	}
}
