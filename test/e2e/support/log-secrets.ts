import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { deriveKeys } from '../../../src/runtime/credential/keys.ts';

/** Shorter texts stand in a log by chance: "Hello" is part of many a line. */
const SHORTEST = 12;

/** How a key looks in JSON. */
const BASE64 = /[A-Za-z0-9+/]{40,}={0,2}/g;

/** What must never be in a log of n8n. */
export interface LogSecret {
	/** What it is, without a word of it. */
	readonly what: string;
	/** Every way in which it may be written. */
	readonly spellings: readonly string[];
}

/** Asks a database. */
type Ask = (statement: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/**
 * All that the store of an n8n knows and its log must not: what people wrote, and the keys of linked
 * numbers, each as it is kept and as Node prints bytes.
 *
 * @param userFolder of n8n; without a store in it there is nothing to find
 * @param encryptionKey of n8n
 * @param env n8n's own environment variables: whether it is on PostgreSQL
 */
export async function secretsIn(
	userFolder: string,
	encryptionKey: string,
	env: Readonly<Record<string, string>>,
): Promise<readonly LogSecret[]> {
	const seal = deriveKeys(encryptionKey).linked;
	return await withBook(userFolder, env, async (ask) => {
		const messages = await ask('select id, text from message');
		const waiting = await ask('select id, content_json from outbox');
		const keys = await ask('select number_id, kind, id, value from linked_key');
		return [
			...messages.map(({ id, text }) => textOf(`message ${String(id)}`, text)),
			...waiting.map(({ id, content_json: json }) => {
				const { text } = JSON.parse(String(json)) as { readonly text?: unknown };
				return textOf(`message ${String(id)} of the outbox`, text);
			}),
			...keys.flatMap(({ number_id: numberId, kind, id, value }) => {
				const about = `${String(numberId)} ${String(kind)} ${String(id)}`;
				const opened = seal.open(String(value), about) ?? '';
				return (opened.match(BASE64) ?? []).map((key) => keyOf(`key ${String(kind)}`, key));
			}),
		].filter(({ spellings }) => spellings.length > 0);
	});
}

/** Opens the book of an n8n, wherever it keeps it; one that was never opened has nothing in it. */
async function withBook(
	userFolder: string,
	env: Readonly<Record<string, string>>,
	read: (ask: Ask) => Promise<readonly LogSecret[]>,
): Promise<readonly LogSecret[]> {
	if (env['DB_TYPE'] === 'postgresdb') {
		const client = new pg.Client({
			host: env['DB_POSTGRESDB_HOST'],
			port: Number(env['DB_POSTGRESDB_PORT']),
			database: env['DB_POSTGRESDB_DATABASE'],
			user: env['DB_POSTGRESDB_USER'],
			password: readFileSync(env['DB_POSTGRESDB_PASSWORD_FILE'] ?? '', 'utf8').trim(),
			options: '-c search_path=whatsapp_team',
		});
		await client.connect();
		try {
			return await read(async (statement) => {
				const { rows } = await client.query<Record<string, unknown>>(statement);
				return rows;
			});
		} finally {
			await client.end();
		}
	}
	const file = path.join(userFolder, '.n8n/whatsapp-team/inbox.db');
	if (!existsSync(file)) return [];
	const database = new DatabaseSync(file, { timeout: 2_000 });
	try {
		return await read((statement) => Promise.resolve(database.prepare(statement).all()));
	} finally {
		database.close();
	}
}

/** What of it stands in a log. */
export function leaksIn(logFile: string, secrets: readonly LogSecret[]): readonly string[] {
	const log = existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
	const isIn = ({ spellings }: LogSecret): boolean => spellings.some((one) => log.includes(one));
	return [...new Set(secrets.filter(isIn).map(({ what }) => what))];
}

function textOf(what: string, text: unknown): LogSecret {
	const isLong = typeof text === 'string' && text.length >= SHORTEST;
	return { what, spellings: isLong ? [text, JSON.stringify(text).slice(1, -1)] : [] };
}

function keyOf(what: string, key: string): LogSecret {
	const hex = Buffer.from(key, 'base64').toString('hex');
	// `<Buffer 05 8a …>`: the first bytes are enough to know it.
	const printed = (hex.slice(0, 32).match(/../g) ?? []).join(' ');
	return { what, spellings: [key, hex, printed] };
}
