/** A line of a report: what was measured, ours, the baseline of the same run, and the aim. */
export type Row = {
	readonly what: string;
	readonly ours: string;
	readonly baseline?: string;
	readonly aim?: string;
};

/** What a benchmark says. */
export type Report = {
	readonly rows: readonly Row[];
	/** The last line, for programs. */
	readonly figures: Readonly<Record<string, number>>;
};

/** Prints a table, then the figures as one JSON object. */
export function print(name: string, { rows, figures }: Report): void {
	const header: Row = { what: name, ours: 'ours', baseline: 'baseline', aim: 'aim' };
	const columns = [header, ...rows].map(({ what, ours, baseline = '', aim = '' }) => [
		what,
		ours,
		baseline,
		aim,
	]);
	const widths = [0, 1, 2, 3].map((index) =>
		Math.max(...columns.map((row) => (row[index] ?? '').length)),
	);
	for (const row of columns) {
		console.log(row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  '));
	}
	console.log(JSON.stringify(figures));
}
