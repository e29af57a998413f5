import { freePort, isFreePort } from '../e2e/support/free-port.ts';
import type { Say } from './progress.ts';

/** Where everything listens. */
export interface StagePorts {
	readonly n8n: number;
	readonly graph: number;
	readonly control: number;
	readonly phones: number;
}

/** `first` and the three after it; a free one, and a word about it, for each that is taken. */
export async function choosePorts(first: number, say: Say): Promise<StagePorts> {
	return {
		n8n: await choose(first, 'n8n', say),
		graph: await choose(first + 1, 'the simulated WhatsApp', say),
		control: await choose(first + 2, 'the control of WhatsApp', say),
		phones: await choose(first + 3, 'the page of phones', say),
	};
}

async function choose(port: number, whose: string, say: Say): Promise<number> {
	if (await isFreePort(port)) return port;
	const other = await freePort();
	say(`Port ${port} is taken by another program: ${whose} uses ${other} instead.`);
	return other;
}
