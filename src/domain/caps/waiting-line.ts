/** Somebody who waits in the line. */
export interface InLine {
	readonly id: string;
	/** Lower goes first. */
	readonly priority: number;
	/** Not before this time. Changed only while outside the line. */
	dueAt: number;
}

/** Rows of one kind, or for one text; the next one last. */
type Stack<Row> = Row[];

/** Who waits for a text to become free. */
interface Parked<Row> {
	readonly rows: Stack<Row>;
	freeAt: number;
	/** Whether one of them has been let in and is not done yet. */
	isTrying: boolean;
}

/**
 * A line of several kinds of rows. Some are not due yet, and some are kept out until the text that
 * they carry is free again.
 */
export class WaitingLine<Kind extends string, Row extends InLine> {
	readonly #kindOf: (row: Row, now: number) => Kind;
	readonly #ready = new Map<Kind, Stack<Row>>();
	readonly #later: Stack<Row> = [];
	readonly #parked = new Map<string, Parked<Row>>();

	constructor(kindOf: (row: Row, now: number) => Kind) {
		this.#kindOf = kindOf;
	}

	/** The kinds of those who are due. */
	get kinds(): readonly Kind[] {
		return [...this.#ready].flatMap(([kind, rows]) => (rows.length > 0 ? [kind] : []));
	}

	/** When the next one becomes due; `Infinity` if nobody will. */
	get nextDueAt(): number {
		const parked = [...this.#parked.values()].filter(({ isTrying }) => !isTrying);
		const times = parked.map(({ freeAt }) => freeAt);
		return Math.min(this.#later.at(-1)?.dueAt ?? Infinity, ...times);
	}

	/** Puts somebody in. */
	add(row: Row, now: number): void {
		if (row.dueAt > now) return insert(this.#later, row, (a, b) => a.dueAt - b.dueAt);
		const kind = this.#kindOf(row, now);
		const rows = this.#ready.get(kind) ?? [];
		this.#ready.set(kind, rows);
		insert(rows, row, byTurn);
	}

	/** Keeps somebody out until a text is free again. */
	park(row: Row, text: string, freeAt: number): void {
		const parked = this.#parked.get(text) ?? { rows: [], freeAt, isTrying: false };
		this.#parked.set(text, parked);
		parked.freeAt = freeAt;
		parked.isTrying = false;
		insert(parked.rows, row, byTurn);
	}

	/** Says that somebody with this text is done: the next who waits for it may try. */
	isDone(text: string | null): void {
		const parked = this.#parked.get(text ?? '');
		if (parked !== undefined) parked.isTrying = false;
	}

	/** Moves up who has become due. */
	wake(now: number): void {
		for (;;) {
			const next = this.#later.at(-1);
			if (next === undefined || next.dueAt > now) break;
			this.#later.pop();
			this.add(next, now);
		}
		for (const [text, parked] of this.#parked) {
			if (parked.isTrying || parked.freeAt > now) continue;
			const row = parked.rows.pop();
			parked.isTrying = row !== undefined;
			if (row === undefined) this.#parked.delete(text);
			else this.add(row, now);
		}
	}

	/** Takes out the next one of these kinds; `null` if there is none. */
	takeBest(kinds: readonly Kind[], now: number): Row | null {
		for (;;) {
			const heads = kinds.flatMap((kind) => this.#ready.get(kind)?.slice(-1) ?? []);
			const [best] = heads.sort(byTurn);
			if (best === undefined) return null;
			for (const kind of kinds) {
				const rows = this.#ready.get(kind);
				if (rows?.at(-1) === best) rows.pop();
			}
			if (kinds.includes(this.#kindOf(best, now))) return best;
			// Time has made another kind of it.
			this.add(best, now);
		}
	}

	/** Looks anew of which kind those are who were of this one. */
	sortAnew(kind: Kind, now: number): void {
		const rows = this.#ready.get(kind) ?? [];
		this.#ready.delete(kind);
		for (const row of rows) this.add(row, now);
	}
}

/** The order of the pump. */
function byTurn(a: InLine, b: InLine): number {
	if (a.priority !== b.priority) return a.priority - b.priority;
	if (a.dueAt !== b.dueAt) return a.dueAt - b.dueAt;
	return a.id < b.id ? -1 : 1;
}

/** Keeps the next one last. */
function insert<Row>(rows: Stack<Row>, row: Row, compare: (a: Row, b: Row) => number): void {
	let [low, high] = [0, rows.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		const other = rows[middle];
		if (other !== undefined && compare(other, row) > 0) low = middle + 1;
		else high = middle;
	}
	rows.splice(low, 0, row);
}
