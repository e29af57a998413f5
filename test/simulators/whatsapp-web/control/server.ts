import { readFile, rename, writeFile } from 'node:fs/promises';
import { LoopbackServer } from '../../graph-api/http/server.ts';
import type { SimulatorOptions } from '../simulator.ts';
import { WhatsAppWebSimulator } from '../simulator.ts';
import { handleControl } from './api.ts';

/** How a simulator with a control API starts. */
export interface ControlledOptions extends Omit<SimulatorOptions, 'saved'> {
	/** Default 0: any that is free. */
	readonly controlPort?: number;
	/** What was saved there goes on, and it is saved there at the end. Default: nothing is kept. */
	readonly stateFile?: string;
}

/** A simulator that is driven over HTTP. */
export interface ControlledSimulator {
	readonly sim: WhatsAppWebSimulator;
	/** For `WhatsAppWebControl`. */
	readonly controlUrl: string;
	/** Ends it, and saves. Safe to call twice. */
	close(): Promise<void>;
}

/** Starts a simulator and its control API, on this machine alone. */
export async function startControlled(
	options: ControlledOptions = {},
): Promise<ControlledSimulator> {
	const { controlPort = 0, stateFile, ...rest } = options;
	const saved = stateFile === undefined ? undefined : await readIfThere(stateFile);
	const sim = await WhatsAppWebSimulator.start({
		...rest,
		...(saved === undefined ? {} : { saved }),
	});
	const save = async () => {
		if (stateFile === undefined) return;
		// A half-written file must never take the place of a good one.
		await writeFile(`${stateFile}.new`, sim.save());
		await rename(`${stateFile}.new`, stateFile);
	};
	const controlled = { sim, calls: new Map(), save };
	const server = new LoopbackServer((request, response) => {
		return handleControl(controlled, request, response);
	});
	await server.listen(controlPort);
	let closing: Promise<void> | undefined;
	const close = async () => {
		await server.close();
		await sim.goDown();
		await save();
		await sim.close();
	};
	return {
		sim,
		controlUrl: server.url,
		close: () => (closing ??= close()),
	};
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
	try {
		return await readFile(file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
}
