import { sql } from 'kysely';

/*
 * SQLite uses an index over some rows only if its condition stands in the query word for word: for
 * values that come later it reads all messages that a conversation ever had.
 */

/** Messages that may still leave: the condition of the index `outbox_open`. */
export const OPEN = sql<string>`('queued', 'handing')`;

/** Messages of which nobody knows yet whether they left: the condition of `outbox_in_doubt`. */
export const IN_DOUBT = sql<string>`('handing', 'uncertain')`;

/** Messages that wait: the condition of `outbox_due` and `outbox_expiry`. */
export const QUEUED = sql<'queued'>`'queued'`;
