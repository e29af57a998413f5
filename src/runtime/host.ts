import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { problem } from '../domain/problem.ts';
import type { LogFields, Logger } from '../ports/logger.ts';
import {
	chooseDatabase,
	DATABASE_VARIABLE,
	type DatabaseChoice,
	type N8nDatabase,
} from './database-choice.ts';

/** What this process is to n8n. */
export interface Host {
	/** n8n's folder (`~/.n8n`); ours lies in it. */
	readonly folder: string;
	/** n8n's encryption key, from which ours are derived. */
	readonly encryptionKey: string;
	/** Where the book is kept. Default: a file in {@link folder}. */
	readonly database?: DatabaseChoice;
	/** Whether executions run on workers. */
	readonly isQueueMode: boolean;
}

/** The addresses at which an n8n of this process answers, the nearest first. */
export function addressesOf(url: string): readonly string[] {
	const { env } = process;
	const listens = env['N8N_LISTEN_ADDRESS'] ?? '::';
	const isAnywhere = listens === '::' || listens === '0.0.0.0';
	const near = new URL(url);
	near.protocol = env['N8N_PROTOCOL'] ?? 'http';
	near.hostname = isAnywhere ? '127.0.0.1' : listens;
	near.port = env['N8N_PORT'] ?? '5678';
	return [near.href, url];
}

/**
 * The addresses at which a waiting run of this n8n is told to go on, the nearest first. n8n serves
 * them at its root, whatever path a proxy puts before it.
 */
export function waitingAddressesOf(url: string): readonly string[] {
	const endpoint = process.env['N8N_ENDPOINT_WEBHOOK_WAIT'] ?? 'webhook-waiting';
	const near = new URL(addressesOf(url)[0] ?? url);
	near.pathname = `/${endpoint}/${near.pathname.split('/').at(-1) ?? ''}`;
	return [...new Set([near.href, ...addressesOf(url)])];
}

const MINIMUM_NODE = 24;

/**
 * Reads what n8n has resolved for itself; outside n8n (tests, tools), the same from the
 * environment.
 *
 * @throws TeamError `unsupportedHost`
 */
export function readHost(): Host {
	const major = Number(process.versions.node.split('.')[0]);
	if (major < MINIMUM_NODE) {
		throw problem(
			'unsupportedHost',
			`WhatsApp Team needs n8n 2.41 or newer on Node.js ${MINIMUM_NODE}; this is Node.js ${process.versions.node}`,
			'Update n8n.',
		);
	}
	const isQueueMode = process.env['EXECUTIONS_MODE'] === 'queue';
	const n8n = readInstanceSettings();
	const place = n8n ?? readEnvironment();
	const named = readVariable(DATABASE_VARIABLE);
	const database = chooseDatabase(named, n8n === null ? null : readDatabase, place.folder);
	return { ...place, database, isQueueMode };
}

type Place = Pick<Host, 'folder' | 'encryptionKey'>;

/** n8n's own modules are found by `require` alone: it extends the search path of CommonJS. */
function readInstanceSettings(): Place | null {
	const load = createRequire(__filename);
	try {
		const { Container } = load('@n8n/di') as { Container: { get(type: unknown): unknown } };
		const { InstanceSettings } = load('n8n-core') as { InstanceSettings: unknown };
		const settings = Container.get(InstanceSettings) as {
			n8nFolder: string;
			encryptionKey: string;
		};
		return { folder: settings.n8nFolder, encryptionKey: settings.encryptionKey };
	} catch {
		return null;
	}
}

/** Never guessed: with another database than yesterday, every message would seem to be gone. */
function readDatabase(): N8nDatabase {
	const load = createRequire(__filename);
	try {
		const { Container } = load('@n8n/di') as { Container: { get(type: unknown): unknown } };
		const { GlobalConfig } = load('@n8n/config') as { GlobalConfig: unknown };
		return (Container.get(GlobalConfig) as { database: N8nDatabase }).database;
	} catch {
		throw problem(
			'unsupportedHost',
			"The settings of n8n's database could not be read",
			`Name the database of WhatsApp Team in the environment variable ${DATABASE_VARIABLE}.`,
		);
	}
}

/** As n8n reads its own: the value may lie in a file that the variable with `_FILE` names. */
function readVariable(name: string): string | undefined {
	const file = process.env[`${name}_FILE`];
	return process.env[name] ?? (file === undefined ? undefined : readFileSync(file, 'utf8'));
}

function readEnvironment(): Place {
	const folder = path.join(process.env['N8N_USER_FOLDER'] ?? os.homedir(), '.n8n');
	return { folder, encryptionKey: process.env['N8N_ENCRYPTION_KEY'] ?? ownKey(folder) };
}

/** Without n8n there is no key to derive from: one is made and kept beside the store. */
function ownKey(folder: string): string {
	const file = path.join(folder, 'whatsapp-team', 'key');
	try {
		return readFileSync(file, 'utf8');
	} catch {
		mkdirSync(path.dirname(file), { recursive: true });
		const key = randomBytes(32).toString('hex');
		writeFileSync(file, key, { mode: 0o600 });
		return key;
	}
}

/** n8n's log. Our lines can be told by their prefix. */
export function hostLogger(): Logger {
	const load = createRequire(__filename);
	type Write = (message: string, meta: LogFields) => void;
	const { LoggerProxy } = load('n8n-workflow') as {
		LoggerProxy: Record<'debug' | 'info' | 'warn' | 'error', Write>;
	};
	const line =
		(level: keyof typeof LoggerProxy) =>
		(fields: LogFields, message: string): void =>
			LoggerProxy[level](`WhatsApp Team: ${message}`, fields);
	return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
}
