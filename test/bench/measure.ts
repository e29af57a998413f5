import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How often everything is measured; the middle one counts. */
export const ROUNDS = 5;

/** The middle of an odd number of figures. */
export function median(figures: readonly number[]): number {
	const sorted = figures.toSorted((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** The figure below which this share of all lies, from 0 to 1. */
export function percentile(figures: readonly number[], share: number): number {
	const sorted = figures.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** How long something takes, in ms. */
export async function timed(task: () => Promise<unknown> | unknown): Promise<number> {
	const start = performance.now();
	await task();
	return performance.now() - start;
}

/** The longest time for which the event loop of this process was held up meanwhile, in ms. */
export async function longestBlock(task: () => Promise<unknown>): Promise<number> {
	const monitor = monitorEventLoopDelay({ resolution: 1 });
	monitor.enable();
	await task();
	monitor.disable();
	return monitor.max / 1e6;
}

/** Runs a task for each number below `count`, so many at a time. */
export async function atOnce(
	count: number,
	width: number,
	task: (index: number) => Promise<unknown>,
): Promise<void> {
	let next = 0;
	const worker = async (): Promise<void> => {
		while (next < count) {
			next += 1;
			await task(next - 1);
		}
	};
	await Promise.all(Array.from({ length: width }, worker));
}

/** Rounds to what is worth reading. */
export function round(figure: number, digits = 2): number {
	return Number(figure.toFixed(digits));
}
