import type { ConnectionOptions } from 'node:tls';
import { problem } from '../../domain/problem.ts';

/** Where a PostgreSQL is and how it is entered. */
export interface PostgresConfig {
	readonly address: PostgresAddress;
	/** The schema that all our tables are in. Default: `whatsapp_team`. */
	readonly schema?: string;
}

/** A URL as `pg` reads it, or its parts. */
export type PostgresAddress =
	| { readonly url: string }
	| {
			readonly host: string;
			readonly port: number;
			readonly database: string;
			readonly user: string;
			readonly password: string;
			readonly ssl: boolean | ConnectionOptions;
	  };

/** The schema of a config. */
export function schemaOf(config: PostgresConfig): string {
	return config.schema ?? 'whatsapp_team';
}

/** What `pg` is to be told. */
export function connectionOf({ address }: PostgresConfig) {
	const common = {
		application_name: 'n8n-nodes-whatsapp-team',
		connectionTimeoutMillis: 10_000,
		keepAlive: true,
		keepAliveInitialDelayMillis: 10_000,
	};
	return 'url' in address
		? { ...common, connectionString: address.url }
		: { ...common, ...address };
}

/**
 * A database as a person knows it: without user and password.
 *
 * @throws TeamError `storeUnavailable` if the address cannot be read
 */
export function nameOf({ address }: PostgresConfig): string {
	if (!('url' in address)) return `${address.database} on ${address.host}:${address.port}`;
	const url = URL.parse(address.url);
	if (url === null) {
		throw problem(
			'storeUnavailable',
			'The address of the inbox database cannot be read',
			"Give WHATSAPP_TEAM_DATABASE_URL as 'postgres://user:password@host:5432/database', with special characters of the password as in every URL ('@' is '%40').",
		);
	}
	const database = decodeURIComponent(url.pathname.slice(1));
	return `${database} on ${url.host || 'the local socket'}`;
}

/** What must not be seen in a message. */
export function secretsOf({ address }: PostgresConfig): readonly string[] {
	const secret = 'url' in address ? URL.parse(address.url)?.password : address.password;
	if (secret === undefined || secret === '') return [];
	return 'url' in address ? [secret, decode(secret)] : [secret];
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
