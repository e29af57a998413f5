import { problem } from '../../../../src/domain/problem.ts';
import type { LinkedKeyChange, LinkedKeys } from '../../../../src/ports/linked.ts';

/** Keys in memory, with trouble on request. */
export class MemoryKeys implements LinkedKeys {
	/** By `kind id`. */
	readonly values: Map<string, string>;
	/** What was written, one entry for each transaction. */
	readonly writes: (readonly LinkedKeyChange[])[] = [];
	/** What was read: `kind` and how many ids. */
	readonly reads: string[] = [];
	/** Whether the store is away. */
	isAway = false;
	/** Whether another process owns the number. */
	isFenced = false;
	wipes = 0;

	constructor(values: ReadonlyMap<string, string> = new Map()) {
		this.values = new Map(values);
	}

	read(kind: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
		if (this.isAway) return Promise.reject(away());
		this.reads.push(`${kind} ${ids.length}`);
		const found = ids.flatMap((id) => {
			const value = this.values.get(`${kind} ${id}`);
			return value === undefined ? [] : [[id, value] as const];
		});
		return Promise.resolve(new Map(found));
	}

	write(changes: readonly LinkedKeyChange[]): Promise<void> {
		if (this.isAway) return Promise.reject(away());
		if (this.isFenced) return Promise.reject(notOwner());
		this.writes.push(changes);
		for (const { kind, id, value } of changes) {
			if (value === null) this.values.delete(`${kind} ${id}`);
			else this.values.set(`${kind} ${id}`, value);
		}
		return Promise.resolve();
	}

	wipe(): Promise<void> {
		if (this.isAway) return Promise.reject(away());
		if (this.isFenced) return Promise.reject(notOwner());
		this.wipes += 1;
		this.values.clear();
		return Promise.resolve();
	}

	/** The ids of a kind. */
	ids(kind: string): readonly string[] {
		return [...this.values.keys()]
			.filter((name) => name.startsWith(`${kind} `))
			.map((name) => name.slice(kind.length + 1));
	}
}

function away() {
	return problem('storeUnavailable', 'The database is away', 'Wait.');
}

function notOwner() {
	return problem('notOwner', 'Another process owns the number', 'Nothing.');
}
