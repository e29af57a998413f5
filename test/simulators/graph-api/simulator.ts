import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Controlled } from './control/api.ts';
import { CONTROL_PREFIX, handleControl } from './control/api.ts';
import { GraphControl } from './control/client.ts';
import type { FaultRegistry } from './faults/registry.ts';
import { LoopbackServer } from './http/server.ts';
import type { Simulation, SimulationOptions } from './simulation.ts';
import { createSimulation } from './simulation.ts';

/** How a simulator begins. */
export interface GraphSimulatorOptions extends SimulationOptions {
	/** Of the Graph API; default 0, chosen by the system. */
	readonly port?: number;
	/** Of the control API, which answers also while the Graph API is down; default 0. */
	readonly controlPort?: number;
}

/** A simulator that runs. */
export interface GraphSimulator {
	/** The Graph API's base, to be used in place of `https://graph.facebook.com`. */
	readonly url: string;
	/** For a `GraphControl` in another process. */
	readonly controlUrl: string;
	readonly control: GraphControl;
	/** Ends every connection and timer. Safe to call twice. */
	close(): Promise<void>;
}

/** Starts Meta's side on 127.0.0.1: the Graph API, its webhooks, and the control API. */
export async function startGraphSimulator(
	options: GraphSimulatorOptions = {},
): Promise<GraphSimulator> {
	const runner = new Runner(options);
	const { port = 0, controlPort = 0 } = options;
	await runner.graphServer.listen(port);
	try {
		await runner.controlServer.listen(controlPort);
	} catch (error) {
		await runner.close();
		throw error;
	}
	return {
		url: runner.graphServer.url,
		controlUrl: runner.controlServer.url,
		control: new GraphControl(runner.controlServer.url),
		close: () => runner.close(),
	};
}

class Runner implements Controlled {
	readonly graphServer: LoopbackServer;
	readonly controlServer: LoopbackServer;
	readonly #options: SimulationOptions;
	#current: Simulation;

	constructor(options: SimulationOptions) {
		this.#options = options;
		this.#current = this.#create(0);
		const handle = (request: IncomingMessage, response: ServerResponse) => {
			return request.url?.startsWith(CONTROL_PREFIX)
				? handleControl(this, request, response)
				: this.#current.graph.handle(request, response);
		};
		this.graphServer = new LoopbackServer(handle);
		this.controlServer = new LoopbackServer(handle);
	}

	get current(): Simulation {
		return this.#current;
	}

	async reset(): Promise<void> {
		this.#current.close();
		this.#current = this.#create(this.#current.log.lastSeq);
		await this.graphServer.setOpen(true);
	}

	async close(): Promise<void> {
		this.#current.close();
		await Promise.all([this.graphServer.close(), this.controlServer.close()]);
	}

	#create(logAfter: number): Simulation {
		return createSimulation(this.#options, logAfter, (faults) => {
			return this.graphServer.setOpen(!refusesConnections(faults));
		});
	}
}

function refusesConnections(faults: FaultRegistry): boolean {
	return faults.list().some(({ fault }) => {
		return fault.kind === 'down' && (fault.how ?? 'refuse') === 'refuse';
	});
}
