import { createServer } from 'node:net';

const first = 20_000;
const count = 10_000;

/**
 * A TCP port of 127.0.0.1 on which nobody listens.
 *
 * Taken below the range from which the system gives ports to outgoing connections (32,768 and up
 * on Linux), so that it is still free when a program starts, and starts again, a while later.
 */
export async function freePort(): Promise<number> {
	for (let attempt = 0; attempt < 50; attempt++) {
		const port = first + Math.floor(Math.random() * count);
		if (await isFreePort(port)) return port;
	}
	throw new Error(`No free TCP port found between ${first} and ${first + count}.`);
}

/** Whether nobody listens on a TCP port of 127.0.0.1. */
export function isFreePort(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
	});
}
