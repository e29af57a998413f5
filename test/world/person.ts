/** Somebody whom a number writes to, as the world knows them. */
export interface Person {
	readonly phone: string;
	lastInboundAt: number | null;
	firstInboundAt: number | null;
	/** Whether the number has written to them. */
	isOpened: boolean;
	/** To whom their conversation belongs. */
	owner: string | null;
}

/** The people of a number. A tenth of them is known to the number before it, too. */
export function peopleOf(index: number, count: number): readonly Person[] {
	return Array.from({ length: count }, (_, n) => {
		const home = n < count / 10 ? index - (index % 2) : index;
		return {
			phone: `+4915${String(home).padStart(3, '0')}${String(n).padStart(6, '0')}`,
			lastInboundAt: null,
			firstInboundAt: null,
			isOpened: false,
			owner: null,
		};
	});
}
