import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Store } from '../../../src/ports/store.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';

/** The real store on a file of its own. */
export interface TestStore {
	readonly store: Store;
	/** Waits until nobody waits for the store, and what follows from its answers has happened. */
	readonly rest: () => Promise<void>;
	/** Lets the next call of an operation fail before it reaches the store. */
	failNext(name: keyof Store): void;
	/** Hears of every call of an operation; `null` hears no more. */
	listen(listener: ((name: string, input: unknown) => void) | null): void;
	/** Closes the store and removes its file. */
	close(): Promise<void>;
}

/** How many turns of the event loop must pass without a call before it counts as rest. */
const QUIET_TURNS = 4;

/** Opens a store that can be watched and made to fail. */
export async function openTestStore(): Promise<TestStore> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'whatsapp-team-unit-'));
	const real = await openSqliteStore(path.join(folder, 'inbox.db'));
	const pending = new Set<Promise<unknown>>();
	const failing: string[] = [];
	let heard: ((name: string, input: unknown) => void) | null = null;
	const watched = (name: string, call: (input: unknown) => Promise<unknown>) => {
		return (input: unknown): Promise<unknown> => {
			heard?.(name, input);
			const failure = failing.indexOf(name);
			if (failure >= 0) {
				failing.splice(failure, 1);
				return Promise.reject(new Error('disk full'));
			}
			const answer = call(input);
			pending.add(answer);
			return answer.finally(() => pending.delete(answer));
		};
	};
	const entries = Object.entries(real).map(([name, value]) =>
		name === 'onCommit' || name === 'close'
			? [name, value as unknown]
			: [name, watched(name, value as (input: unknown) => Promise<unknown>)],
	);
	return {
		store: Object.fromEntries(entries) as Store,
		async rest() {
			for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
				await setImmediate();
				if (pending.size === 0) continue;
				await Promise.allSettled(pending);
				quiet = -1;
			}
		},
		failNext: (name) => void failing.push(name),
		listen(listener) {
			heard = listener;
		},
		async close() {
			await real.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
