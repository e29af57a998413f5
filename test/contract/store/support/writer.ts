/**
 * A process that stores messages as fast as it can until its input ends, and says the name of each
 * batch once it is committed. Its last line is the longest time that it waited for an answer, in ms.
 *
 * Parameters: database file (or PostgreSQL URL), its own name, messages per batch, batches under way at once.
 */
import { writeSync } from 'node:fs';
import path from 'node:path';
import type { InboundMessage } from '../../../../src/domain/inbound.ts';
import type { Store } from '../../../../src/ports/store.ts';
import { systemClock } from '../../../../src/runtime/system.ts';
import { loadWorkspace } from './load.ts';

const [program = '', file = '', name = '', size = '1', parallel = '1'] = process.argv.slice(1);
const source = path.resolve(path.dirname(program), '../../../../src/store/sqlite/open.ts');

// The store is written for CommonJS. Run from source as a module, it lacks these two.
Object.assign(globalThis, { __filename: source, __dirname: path.dirname(source) });

void main();

async function main(): Promise<void> {
	const store = await open();
	const numberId = await loadWorkspace(store);
	let isOver = false;
	process.stdin.resume().on('end', () => (isOver = true));
	let batches = 0;
	let longest = 0;
	const work = async (): Promise<void> => {
		while (!isOver) {
			batches += 1;
			const batch = `${name}.${batches}`;
			const start = performance.now();
			await store.receiveBatch({
				numberId,
				messages: messagesOf(batch, Number(size)),
				statuses: [],
				now: Date.now(),
			});
			longest = Math.max(longest, performance.now() - start);
			// Said before anything else can happen to this process.
			say(batch);
		}
	};
	await Promise.all(Array.from({ length: Number(parallel) }, work));
	await store.close();
	say(String(Math.ceil(longest)));
}

/** A pipe that is full, because the test reads slowly, is written to until it takes the line. */
function say(line: string): void {
	for (;;) {
		try {
			writeSync(1, `${line}\n`);
			return;
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
		}
	}
}

async function open(): Promise<Store> {
	if (file.startsWith('postgres:')) {
		const { openPostgresStore } = await import('../../../../src/store/postgres/open.ts');
		return await openPostgresStore({ address: { url: file } }, { clock: systemClock });
	}
	const { openSqliteStore } = await import('../../../../src/store/sqlite/open.ts');
	return await openSqliteStore(file);
}

function messagesOf(batch: string, count: number): InboundMessage[] {
	return Array.from({ length: count }, (_, index) => ({
		providerId: `${batch}.${index}`,
		sender: [{ type: 'phone', value: `+49151000${String(index % 50).padStart(5, '0')}` }],
		senderName: null,
		content: { type: 'text' },
		text: batch,
		replyTo: null,
		forwarded: null,
		product: null,
		referral: null,
		sentAt: Date.now(),
		raw: null,
	}));
}
