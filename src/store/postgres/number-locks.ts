import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock } from '../../ports/clock.ts';
import {
	LEASE_MS,
	LOST_MS,
	RENEW_MS,
	type NumberLock,
	type NumberLocks,
} from '../../ports/number-lock.ts';
import type { Database } from './database.ts';

/** Who tells the time. */
export interface LeaseClocks {
	/** This process's clock: when to renew, and when to stop. */
	readonly clock: Clock;
	/** The database's, by which leases end: an SQL expression. Default: `clock_timestamp()`. */
	readonly now?: string;
}

/**
 * Leases in a table: a process holds a number as long as it renews its row. A process that cannot
 * do that stops long before the number goes to another one.
 */
export function postgresNumberLocks(database: Database, clocks: LeaseClocks): NumberLocks {
	const leases = new Leases(database, clocks.now ?? 'clock_timestamp()');
	return {
		async acquire(numberId: string): Promise<NumberLock | null> {
			const holder = randomUUID();
			const askedAt = clocks.clock.now();
			if (!(await leases.take(numberId, holder))) return null;
			const lease = { numberId, holder, grantedAt: askedAt };
			return new Lease(leases, clocks.clock, lease);
		},
	};
}

/** The table. All times in it are the database's. */
class Leases {
	readonly #database: Database;
	readonly #now: string;

	constructor(database: Database, now: string) {
		this.#database = database;
		this.#now = now;
	}

	/** Takes a number that is free, or whose holder has been silent for too long. */
	async take(numberId: string, holder: string): Promise<boolean> {
		const now = sql.raw(this.#now);
		return await this.#changes(
			sql`insert into number_lease (number_id, holder, expires_at)
			values (${numberId}, ${holder}, ${this.#end})
			on conflict (number_id) do update
			set holder = excluded.holder, expires_at = excluded.expires_at
			where number_lease.expires_at <= ${now}`,
		);
	}

	/** @returns `false` if it is another's by now */
	async renew(numberId: string, holder: string): Promise<boolean> {
		return await this.#changes(
			sql`update number_lease set expires_at = ${this.#end}
			where number_id = ${numberId} and holder = ${holder}`,
		);
	}

	async giveBack(numberId: string, holder: string): Promise<void> {
		await this.#changes(
			sql`delete from number_lease where number_id = ${numberId} and holder = ${holder}`,
		);
	}

	get #end() {
		return sql`${sql.raw(this.#now)} + ${sql.lit(`${LEASE_MS} milliseconds`)}::interval`;
	}

	async #changes(statement: ReturnType<typeof sql>): Promise<boolean> {
		const { result } = await this.#database.transaction({ access: 'write' }, async ({ db }) => {
			const { numAffectedRows } = await statement.execute(db);
			return numAffectedRows;
		});
		return result !== undefined && result > 0n;
	}
}

interface Granted {
	readonly numberId: string;
	readonly holder: string;
	/** By the process's own clock, taken before the database was asked. */
	readonly grantedAt: number;
}

class Lease implements NumberLock {
	readonly #leases: Leases;
	readonly #clock: Clock;
	readonly #granted: Granted;
	readonly #lost = new AbortController();
	readonly #ended = new AbortController();
	/** Up to when, less {@link LOST_MS}, the lease is certainly ours. */
	#heardAt: number;

	constructor(leases: Leases, clock: Clock, granted: Granted) {
		this.#leases = leases;
		this.#clock = clock;
		this.#granted = granted;
		this.#heardAt = granted.grantedAt;
		void this.#keepRenewing();
		void this.#watch();
	}

	get lost(): AbortSignal {
		return this.#lost.signal;
	}

	async release(): Promise<void> {
		if (this.#ended.signal.aborted) return;
		this.#ended.abort();
		const { numberId, holder } = this.#granted;
		// Where the database is away, the lease ends by itself.
		await this.#leases.giveBack(numberId, holder).catch(() => undefined);
	}

	async #keepRenewing(): Promise<void> {
		const end = AbortSignal.any([this.#ended.signal, this.#lost.signal]);
		const { numberId, holder } = this.#granted;
		for (;;) {
			await this.#clock.sleep(RENEW_MS, end);
			if (end.aborted) return;
			const askedAt = this.#clock.now();
			try {
				if (await this.#leases.renew(numberId, holder)) this.#heardAt = askedAt;
				else if (!this.#ended.signal.aborted) this.#lost.abort();
			} catch {
				// Tried again; `#watch` knows when it has been too long.
			}
		}
	}

	/** On its own, because an answer to a renewal may never come. */
	async #watch(): Promise<void> {
		const end = AbortSignal.any([this.#ended.signal, this.#lost.signal]);
		while (!end.aborted) {
			const left = this.#heardAt + LOST_MS - this.#clock.now();
			if (left <= 0) this.#lost.abort();
			else await this.#clock.sleep(left, end);
		}
	}
}
