/**
 * A process that tries to have conversations, all at once, as soon as its input ends. It says
 * `ready` when it could begin, and then for each try who has the conversation, and whether it won.
 *
 * Parameters: database file (or PostgreSQL URL), workspace, `claim` or `autoAssign`, ids of
 * conversations with a comma between them, and for `claim` the emails of the agents likewise.
 */
import { writeSync } from 'node:fs';
import path from 'node:path';
import type { Store } from '../../../../src/ports/store.ts';
import { systemClock } from '../../../../src/runtime/system.ts';

const [program = '', file = '', workspaceId = '', what = '', ids = '', emails = ''] =
	process.argv.slice(1);
const source = path.resolve(path.dirname(program), '../../../../src/store/sqlite/open.ts');

// The store is written for CommonJS. Run from source as a module, it lacks these two.
Object.assign(globalThis, { __filename: source, __dirname: path.dirname(source) });

void main();

async function main(): Promise<void> {
	const store = await open();
	// The first look at the tables takes longer than the others.
	await store.listAgents({ workspaceId });
	writeSync(1, 'ready\n');
	await new Promise((resolve) => process.stdin.resume().on('end', resolve));
	const conversations = ids.split(',');
	const tries =
		what === 'claim'
			? emails.split(',').map((agent) => claim(store, conversations[0] ?? '', agent))
			: conversations.map((conversationId) => choose(store, conversationId));
	const said = await Promise.all(tries);
	writeSync(1, said.map((line) => `${line}\n`).join(''));
	await store.close();
}

const COMMON = { workspaceId, actingAgent: null, cause: null, now: Date.now() };

async function claim(store: Store, conversationId: string, agent: string): Promise<string> {
	const action = { kind: 'claim', agent } as const;
	const only = { expectedVersion: null, reason: null };
	const result = await store.changeOwner({ ...COMMON, ...only, conversationId, action });
	return `${result.kind} ${'owner' in result ? (result.owner.email ?? '') : ''}`;
}

async function choose(store: Store, conversationId: string): Promise<string> {
	const rule = {
		strategy: 'leastOpen',
		only: 'anybody',
		team: null,
		onlyOnShift: false,
	} as const;
	const bounds = { mostPerHour: null, maxAgeMs: null };
	const result = await store.autoAssign({ ...COMMON, ...rule, ...bounds, conversationId });
	return `${result.kind} ${'owner' in result ? (result.owner.email ?? '') : ''}`;
}

async function open(): Promise<Store> {
	if (file.startsWith('postgres:')) {
		const { openPostgresStore } = await import('../../../../src/store/postgres/open.ts');
		return await openPostgresStore({ address: { url: file } }, { clock: systemClock });
	}
	const { openSqliteStore } = await import('../../../../src/store/sqlite/open.ts');
	return await openSqliteStore(file);
}
