import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { problem } from '../domain/problem.ts';
import type { PostgresConfig } from '../store/postgres/config.ts';

/** Where the book is kept. */
export type DatabaseChoice =
	| { readonly kind: 'sqlite'; readonly file: string }
	| { readonly kind: 'postgres'; readonly config: PostgresConfig };

/** What n8n has resolved for its own database (`@n8n/config`, also from variables with `_FILE`). */
export interface N8nDatabase {
	readonly type: string;
	readonly postgresdb: {
		readonly host: string;
		readonly port: number;
		readonly database: string;
		readonly user: string;
		readonly password: string;
		readonly ssl: {
			readonly enabled: boolean;
			readonly ca: string;
			readonly cert: string;
			readonly key: string;
			readonly rejectUnauthorized: boolean;
		};
	};
}

/** Overrides the choice: a PostgreSQL URL, or the path of an SQLite file. */
export const DATABASE_VARIABLE = 'WHATSAPP_TEAM_DATABASE_URL';

/**
 * What the user names; otherwise n8n's own PostgreSQL if it has one; otherwise a file in n8n's
 * folder.
 *
 * @param named the value of {@link DATABASE_VARIABLE}
 * @param readN8n asked only if nothing is named; `null` outside n8n
 * @param folder n8n's folder; a relative path starts there
 * @throws TeamError `storeUnavailable` if the value is neither a URL that we know nor a path
 */
export function chooseDatabase(
	named: string | undefined,
	readN8n: (() => N8nDatabase) | null,
	folder: string,
): DatabaseChoice {
	const value = named?.trim() ?? '';
	if (value !== '') return fromUser(value, folder);
	const n8n = readN8n?.();
	if (n8n?.type === 'postgresdb') {
		return { kind: 'postgres', config: { address: addressOf(n8n.postgresdb) } };
	}
	return { kind: 'sqlite', file: path.join(folder, 'whatsapp-team', 'inbox.db') };
}

function fromUser(value: string, folder: string): DatabaseChoice {
	if (/^postgres(ql)?:\/\//i.test(value)) {
		return { kind: 'postgres', config: { address: { url: value } } };
	}
	if (/^file:\/\//i.test(value)) return { kind: 'sqlite', file: fileURLToPath(value) };
	// The value itself may hold a password.
	if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) {
		throw problem(
			'storeUnavailable',
			`${DATABASE_VARIABLE} names a kind of database that WhatsApp Team does not know`,
			"Give 'postgres://user:password@host:5432/database' or the path of an SQLite file, or take the variable away to follow n8n.",
		);
	}
	return { kind: 'sqlite', file: path.resolve(folder, value) };
}

/** Encrypts exactly where n8n does. */
function addressOf({ ssl, ...address }: N8nDatabase['postgresdb']): PostgresConfig['address'] {
	const { host, port, database, user, password } = address;
	const { enabled, ca, cert, key, rejectUnauthorized } = ssl;
	const hasOwn = ca !== '' || cert !== '' || key !== '' || !rejectUnauthorized;
	return {
		host,
		port,
		database,
		user,
		password,
		ssl: hasOwn
			? {
					rejectUnauthorized,
					...(ca === '' ? {} : { ca }),
					...(cert === '' ? {} : { cert }),
					...(key === '' ? {} : { key }),
				}
			: enabled,
	};
}
