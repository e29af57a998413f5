/** The longest pause, in ms, before chance is added. */
const LONGEST_MS = 120_000;

/**
 * How long to wait before the next socket: 1, 2, 4 … seconds, up to two minutes, and up to half as
 * much again so that numbers which broke off together do not come back together.
 *
 * @param attempt which one it is, from 1
 * @param random from 0 up to but not including 1
 * @param firstMs the first pause; the others grow with it
 */
export function reconnectMs(attempt: number, random: number, firstMs: number): number {
	const base = Math.min(firstMs * 2 ** Math.min(Math.max(attempt, 1) - 1, 10), LONGEST_MS);
	return Math.round(base * (1 + random / 2));
}
