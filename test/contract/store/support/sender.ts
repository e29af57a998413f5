/**
 * A process that claims the messages of a number as fast as it can until its input ends. It says the
 * id of each message once its claim is committed, and `full` when the caps leave no more room. Where
 * another process has taken the number over, it takes it back.
 *
 * Parameters: database file (or PostgreSQL URL), id of the number.
 */
import { writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Store } from '../../../../src/ports/store.ts';
import { systemClock } from '../../../../src/runtime/system.ts';

const [program = '', file = '', numberId = ''] = process.argv.slice(1);
const source = path.resolve(path.dirname(program), '../../../../src/store/sqlite/open.ts');

// The store is written for CommonJS. Run from source as a module, it lacks these two.
Object.assign(globalThis, { __filename: source, __dirname: path.dirname(source) });

const pace = { intervalMs: 0, burst: 1 };

void main();

async function main(): Promise<void> {
	const store = await open();
	let isOver = false;
	process.stdin.resume().on('end', () => (isOver = true));
	let { fence } = await store.takeOver({ numberId, now: Date.now() });
	let wasFull = false;
	while (!isOver) {
		const now = Date.now();
		const result = await store.claim({ numberId, fence, limit: 3, pace, random: 0.5, now });
		for (const { outboxId } of result.claimed) {
			say(outboxId);
			await store.settle({
				numberId,
				outboxId,
				fence,
				outcome: { kind: 'sent', providerId: `wamid.${outboxId}` },
				retryAt: null,
				pace,
				now: Date.now(),
			});
		}
		if (!result.isOwner) ({ fence } = await store.takeOver({ numberId, now: Date.now() }));
		else if (result.claimed.length === 0) {
			if (!wasFull) say('full');
			wasFull = true;
			await setTimeout(20);
		}
	}
	await store.close();
}

function say(line: string): void {
	writeSync(1, `${line}\n`);
}

async function open(): Promise<Store> {
	if (file.startsWith('postgres:')) {
		const { openPostgresStore } = await import('../../../../src/store/postgres/open.ts');
		return await openPostgresStore({ address: { url: file } }, { clock: systemClock });
	}
	const { openSqliteStore } = await import('../../../../src/store/sqlite/open.ts');
	return await openSqliteStore(file);
}
