import { SimulatorClock } from './clock.ts';
import type { NumberOptions } from './control/options.ts';
import { FaultRegistry } from './faults/registry.ts';
import { GraphApi } from './graph/api.ts';
import { CallBudget } from './numbers/call-budget.ts';
import { OutgoingHttp } from './http/outgoing.ts';
import { EventLog } from './log.ts';
import { RateLimits } from './sending/rate-limits.ts';
import { Sending } from './sending/sending.ts';
import { StatusTimeline } from './sending/status-timeline.ts';
import type { Settings } from './settings.ts';
import { LiveSettings } from './settings.ts';
import { Provision } from './control/provision.ts';
import { TemplateBook } from './templates/book.ts';
import { World } from './state/world.ts';
import { WebhookDelivery } from './webhooks/delivery.ts';
import { WebhookDispatcher } from './webhooks/dispatcher.ts';
import { CallbackVerifier } from './webhooks/verification.ts';

/** How a simulation begins; a reset begins it again. */
export interface SimulationOptions {
	/** What differs from `DEFAULT_SETTINGS`. */
	readonly settings?: Partial<Settings>;
	/** The numbers that exist from the start; default one, with everything made up. */
	readonly numbers?: readonly NumberOptions[];
	/** Time stands still from this instant (ms since the epoch) but for `advance`; default real. */
	readonly frozenAt?: number;
}

/** One life of the simulated Meta, from a fresh start to the next reset. */
export type Simulation = ReturnType<typeof createSimulation>;

/**
 * Wires the parts together.
 * @param logAfter The sequence number after which the log goes on.
 * @param onFaults Called after each change of the faults; whoever changes them waits for it.
 */
export function createSimulation(
	options: SimulationOptions,
	logAfter: number,
	onFaults: (faults: FaultRegistry) => Promise<void>,
) {
	const clock = new SimulatorClock(options.frozenAt);
	const settings = new LiveSettings(options.settings);
	const world = new World(clock);
	const log = new EventLog(clock, logAfter);
	const faults: FaultRegistry = new FaultRegistry(clock, () => onFaults(faults));
	const http = new OutgoingHttp();
	const limits = new RateLimits();
	const delivery = new WebhookDelivery({ clock, world, log, faults, settings, http });
	const webhooks = new WebhookDispatcher(clock, faults, delivery);
	const statuses = new StatusTimeline({ clock, world, log, faults, settings, webhooks });
	const sending = new Sending({ clock, world, log, faults, settings, limits, statuses });
	const verifier = new CallbackVerifier(http, settings);
	const templates = new TemplateBook({ clock, world, log, webhooks });
	const budget = new CallBudget(world);
	const graph = new GraphApi({
		clock,
		world,
		log,
		faults,
		sending,
		verifier,
		templates,
		webhooks,
		settings,
		budget,
	});
	const provision = new Provision(world, clock);
	for (const number of options.numbers ?? [{}]) provision.createNumber(number);
	return {
		clock,
		settings,
		world,
		log,
		faults,
		limits,
		webhooks,
		statuses,
		provision,
		templates,
		graph,
		/** Ends every timer, wait and connection of this life. Safe to call twice. */
		close() {
			clock.close();
			graph.close();
			http.close();
			log.close();
		},
	};
}
