/** Writes a line for whoever waits. */
export type Say = (line: string) => void;

/** How often somebody who waits hears that it goes on. */
const EVERY_MS = 5_000;

/** Seconds since this program started. */
export function elapsedSeconds(): number {
	return Math.round(performance.now() / 1000);
}

/** Says a line with the time since the start: `[  7 s] n8n is ready`. */
export function withTime(print: Say): Say {
	return (line) => print(`[${String(elapsedSeconds()).padStart(3)} s] ${line}`);
}

/** Says what is being done now and every five seconds until it is done. */
export async function during<T>(say: Say, what: string, work: () => Promise<T>): Promise<T> {
	const started = performance.now();
	say(`${what} ...`);
	const timer = setInterval(() => {
		const seconds = Math.round((performance.now() - started) / 1000);
		say(`${what} ... ${seconds} s`);
	}, EVERY_MS);
	try {
		return await work();
	} finally {
		clearInterval(timer);
	}
}
