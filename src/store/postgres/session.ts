import {
	HandleEmptyInListsPlugin,
	replaceWithNoncontingentExpression,
	Kysely,
	type CompiledQuery,
	type DatabaseConnection,
	type QueryResult,
} from 'kysely';
import type { PoolClient, QueryConfig } from 'pg';
import type { NewId } from '../../domain/ids.ts';
import type { Locks } from '../transaction/locks.ts';
import type { Tables, Tx } from '../schema.ts';
import { postgresDialect } from './dialect.ts';
import { asError, isRefusal } from './errors.ts';

/** How long an answer may take, in ms. Longer than the server lets a statement take. */
export const ANSWER_MS = 40_000;

/** What the server says to a statement. */
export interface ScriptResult {
	/** What was done, by the server's word. */
	readonly command: string;
	readonly rows: readonly Record<string, unknown>[];
}

/** One connection of a pool, as operations work with it. */
export class Session implements DatabaseConnection {
	readonly tx: Tx;
	readonly client: PoolClient;
	/** Whether a row was changed since this was set to `false`. */
	hasWritten = false;
	/** Whether the connection cannot be used again. */
	isBroken = false;
	/** How long an answer may take, in ms. */
	patienceMs = ANSWER_MS;

	constructor(client: PoolClient, schema: string, newId: NewId) {
		this.client = client;
		const db = new Kysely<Tables>({
			dialect: postgresDialect(this, schema),
			// SQLite takes `in ()` for what it is.
			plugins: [
				new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression }),
			],
		});
		this.tx = { db, newId, locks: this.#locks() };
	}

	/** Sends several statements at once. @returns what came of the last */
	async script(text: string): Promise<ScriptResult> {
		const results: unknown = await this.#send({ text });
		const last: unknown = Array.isArray(results) ? results.at(-1) : results;
		return last as ScriptResult;
	}

	async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
		const result = await this.#send({ text: sql, values: parameters.map(storable) });
		const { command, rowCount, rows } = result as {
			command: string;
			rowCount: number | null;
			rows: Row[];
		};
		if (!WRITES.includes(command)) return { rows };
		if (rowCount !== null && rowCount > 0) this.hasWritten = true;
		return { rows, numAffectedRows: BigInt(rowCount ?? 0) };
	}

	// eslint-disable-next-line require-yield
	async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
		throw new Error('Rows are not streamed from PostgreSQL');
	}

	async #send(query: QueryConfig): Promise<unknown> {
		try {
			const timed = { ...query, query_timeout: this.patienceMs };
			return await this.client.query(timed);
		} catch (error) {
			if (!isRefusal(error)) this.isBroken = true;
			throw asError(error);
		}
	}

	#locks(): Locks {
		const lock = async (text: string, ...values: unknown[]): Promise<void> => {
			await this.#send({ text: `${text} for no key update`, values });
		};
		return {
			number: (id) => lock('select 1 from "number" where id = $1', id),
			numbersOf: (ids) =>
				lock(
					'select 1 from "number" where id in (select number_id from outbox where id = any($1::text[])) order by id',
					ids,
				),
			portfolio: async (id) => {
				// It has no row of its own.
				const text = 'select pg_advisory_xact_lock(hashtextextended($1, 0))';
				await this.#send({ text, values: [`whatsapp-team portfolio ${id}`] });
			},
			workspace: (id) => lock('select 1 from workspace where id = $1', id),
		};
	}
}

const WRITES = ['INSERT', 'UPDATE', 'DELETE'];

/**
 * PostgreSQL has no text with a NUL in it; a customer's message may have one. And what is neither
 * text nor number is a mistake, as it is in SQLite: `pg` would quietly make something of it.
 */
function storable(value: unknown): unknown {
	if (value === undefined || (typeof value === 'object' && value !== null)) {
		throw new TypeError(`A value of the type ${typeof value} cannot be stored`);
	}
	return typeof value === 'string' && value.includes('\0')
		? value.replaceAll('\0', '\uFFFD')
		: value;
}
