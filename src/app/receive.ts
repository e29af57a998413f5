import type { ContactPreference } from '../domain/consent.ts';
import type {
	AddressBookEntry,
	InboundMessage,
	OtherUpdate,
	RecordedMessage,
} from '../domain/inbound.ts';
import type { Failure, StatusUpdate } from '../domain/message.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { CounterName, FoundNumber, Store } from '../ports/store.ts';

/** What a door took in for one number, already parsed. */
export interface Incoming {
	readonly phoneNumberId: string;
	readonly messages: readonly InboundMessage[];
	/** Written on the business's own phone, or long ago. */
	readonly recorded: readonly RecordedMessage[];
	readonly statuses: readonly StatusUpdate[];
	/** What customers have switched at Meta. Absent: nothing. */
	readonly preferences?: readonly ContactPreference[];
	/** People of the address book of the app on the phone. Absent: none. */
	readonly addressBook?: readonly AddressBookEntry[];
	/** How much of the history of the app has come, in percent. Absent: it is not said. */
	readonly historyProgress?: number;
	/** Trouble of the number or its app that belongs to no message. */
	readonly problems: readonly Failure[];
	/** News that nothing acts on yet. */
	readonly others: readonly OtherUpdate[];
	/** Parts of it whose shape was not understood. */
	readonly unreadable: number;
	/** What belongs to groups. */
	readonly groupIgnored: number;
}

/** Everything that a door took in at once. */
export interface Delivered {
	readonly numbers: readonly Incoming[];
	/** News that name no number, of an account or a template. */
	readonly others: readonly OtherUpdate[];
	/** Parts that should name a number and do not. */
	readonly unreadable: number;
}

/** For whom a door takes things in. */
export interface Door {
	readonly workspaceId: string;
	/** The number whose door it is: what names none is counted with it. */
	readonly phoneNumberId: string;
	/** Other numbers are accepted only if they share this app. */
	readonly appFingerprint: string;
}

/** What receiving needs. */
export interface ReceiveParts {
	readonly store: Pick<Store, 'findNumber' | 'receiveBatch' | 'count'>;
	readonly clock: Clock;
	readonly logger: Logger;
	/** Told after messages in the outbox ended, or may go now, because of what came in. Absent: nobody. */
	readonly onOutbox?: (change: OutboxChange) => void;
}

/** What was received has changed the outbox of a number. */
export interface OutboxChange {
	readonly numberId: string;
	/** Messages that ended; maybe of other numbers. */
	readonly ended: readonly string[];
	/** Whether messages of the number may go now. */
	readonly isDue: boolean;
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
	delivered: Delivered,
): Promise<Received> {
	const { store, clock, logger, onOutbox } = parts;
	let [stored, duplicates, foreign] = [0, 0, 0];
	await countSilent(parts, door.phoneNumberId, delivered);
	for (const incoming of delivered.numbers) {
		const { phoneNumberId, messages, recorded, statuses, preferences = [] } = incoming;
		const { addressBook = [], historyProgress } = incoming;
		const number = await store.findNumber({ phoneNumberId });
		if (number === null || !belongsTo(door, number)) {
			foreign += 1;
			await store.count({ phoneNumberId, name: 'foreignNumber', now: clock.now() });
			logger.warn(
				{ phoneNumberId },
				'webhook for a number that is not open in this workspace',
			);
			continue;
		}
		await countSilent(parts, phoneNumberId, incoming);
		const all = [messages, recorded, statuses, preferences, addressBook];
		if (historyProgress === undefined && all.every(({ length }) => length === 0)) continue;
		const told = {
			messages,
			recorded,
			statuses,
			preferences,
			...(addressBook.length === 0 ? {} : { addressBook }),
			...(historyProgress === undefined ? {} : { historyProgress }),
		};
		const batch = { numberId: number.id, ...told, now: clock.now() };
		const result = await store.receiveBatch(batch);
		const { ended, isDue } = result;
		if (ended.length > 0 || isDue) onOutbox?.({ numberId: number.id, ended, isDue });
		stored += result.stored;
		duplicates += result.duplicates;
	}
	return { stored, duplicates, foreign };
}

/** Counts, once per webhook, what leaves no other trace. */
async function countSilent(
	{ store, clock, logger }: ReceiveParts,
	phoneNumberId: string,
	silent: Delivered | Incoming,
): Promise<void> {
	const count = (name: CounterName) => store.count({ phoneNumberId, name, now: clock.now() });
	const { unreadable, others } = silent;
	if (unreadable > 0) {
		await count('unreadable');
		logger.warn({ phoneNumberId, parts: unreadable }, 'webhook with parts of an unknown shape');
	}
	if (others.length > 0) {
		await count('otherUpdate');
		for (const { field, event } of others) {
			logger.info({ phoneNumberId, field, event }, 'webhook with news that nothing acts on');
		}
	}
	if ('numbers' in silent) return;
	if (silent.groupIgnored > 0) await count('groupIgnored');
	if (silent.problems.length > 0) await count('numberProblem');
	for (const { name, code, message, advice } of silent.problems) {
		logger.warn({ phoneNumberId, name, code, message, advice }, 'Meta reports a problem');
	}
}

function belongsTo(door: Door, number: FoundNumber): boolean {
	return number.workspaceId === door.workspaceId && number.appFingerprint === door.appFingerprint;
}
