import type { InboundMessage } from '../domain/inbound.ts';
import type { StatusUpdate } from '../domain/message.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { CounterName, FoundNumber, Store } from '../ports/store.ts';

/** What a door took in for one number, already parsed. */
export interface Incoming {
	readonly phoneNumberId: string;
	readonly messages: readonly InboundMessage[];
	readonly statuses: readonly StatusUpdate[];
	/** Parts of it whose shape was not understood. */
	readonly unreadable: number;
}

/** For whom a door takes things in. */
export interface Door {
	readonly workspaceId: string;
	/** Other numbers are accepted only if they share this app. */
	readonly appFingerprint: string;
}

/** What receiving needs. */
export interface ReceiveParts {
	readonly store: Pick<Store, 'findNumber' | 'receiveBatch' | 'count'>;
	readonly clock: Clock;
	readonly logger: Logger;
}

/** What became of a delivery. */
export interface Received {
	readonly stored: number;
	readonly duplicates: number;
	/** Numbers that are not this workspace's: counted, not stored. */
	readonly foreign: number;
}

/**
 * The one way in. When it resolves, everything is committed and may be acknowledged.
 *
 * @throws TeamError `storeUnavailable`; then nothing may be acknowledged
 */
export async function receive(
	parts: ReceiveParts,
	door: Door,
	incoming: readonly Incoming[],
): Promise<Received> {
	const { store, clock, logger } = parts;
	let [stored, duplicates, foreign] = [0, 0, 0];
	for (const { phoneNumberId, messages, statuses, unreadable } of incoming) {
		const count = (name: CounterName) => store.count({ phoneNumberId, name, now: clock.now() });
		const number = await store.findNumber({ phoneNumberId });
		if (number === null || !belongsTo(door, number)) {
			foreign += 1;
			await count('foreignNumber');
			logger.warn(
				{ phoneNumberId },
				'webhook for a number that is not open in this workspace',
			);
			continue;
		}
		if (unreadable > 0) {
			await count('unreadable');
			logger.warn(
				{ phoneNumberId, parts: unreadable },
				'webhook with parts of an unknown shape',
			);
		}
		if (messages.length + statuses.length === 0) continue;
		const batch = { numberId: number.id, messages, statuses, now: clock.now() };
		const result = await store.receiveBatch(batch);
		stored += result.stored;
		duplicates += result.duplicates;
	}
	return { stored, duplicates, foreign };
}

function belongsTo(door: Door, number: FoundNumber): boolean {
	return number.workspaceId === door.workspaceId && number.appFingerprint === door.appFingerprint;
}
