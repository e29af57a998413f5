import type { Clock } from '../../ports/clock.ts';
import type { LinkedConnection, LinkedConnectionParts } from '../../ports/linked.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Random } from '../../ports/random.ts';
import { linkedConnection } from './connection.ts';
import { ConnectQueue } from './link/connect-queue.ts';
import { TIMINGS, type LinkedTimings } from './timings.ts';

/** The numbers of this process connect through one door. */
const queue = new ConnectQueue();

/** What a connection gets from its process. */
export interface OpenOptions {
	readonly clock: Clock;
	readonly random: Random;
	readonly logger: Logger;
	/** Differing times; tests have shorter ones. */
	readonly timings?: Partial<LinkedTimings>;
}

/**
 * Makes the connection of a linked number. Nothing happens before `start()`, and Baileys is loaded
 * when the number connects, or is linked, for the first time.
 */
export function openLinkedConnection(
	parts: LinkedConnectionParts,
	{ clock, random, logger, timings = {} }: OpenOptions,
): LinkedConnection {
	return linkedConnection(parts, {
		clock,
		random,
		logger,
		queue,
		timings: { ...TIMINGS, ...timings },
	});
}
