import type { ContactPreference } from '../../domain/consent.ts';
import type { AddressBookEntry, InboundMessage, RecordedMessage } from '../../domain/inbound.ts';
import type { StatusUpdate } from '../../domain/message.ts';

/** What a door took in for one number. */
export interface ReceiveBatch {
	readonly numberId: string;
	readonly messages: readonly InboundMessage[];
	/** Echoes and history: stored, and never `message.received`. Absent: none. */
	readonly recorded?: readonly RecordedMessage[];
	readonly statuses: readonly StatusUpdate[];
	/** What customers have switched at Meta. Absent: nothing. */
	readonly preferences?: readonly ContactPreference[];
	/** People of the address book of the app on the phone. Absent: none. */
	readonly addressBook?: readonly AddressBookEntry[];
	/**
	 * How much of the history of the app has come by now, in percent, in whatever order: told at each
	 * quarter, once. Absent: it is not said.
	 */
	readonly historyProgress?: number;
	readonly now: number;
}

/** What became of it. */
export interface ReceiveResult {
	/** Messages that were new. */
	readonly stored: number;
	/** Messages that were known already. */
	readonly duplicates: number;
	/** Statuses that carried a message forward. */
	readonly advanced: number;
	/** Statuses of messages that this workspace did not send. */
	readonly unknownStatuses: number;
	/** Messages in the outbox that ended because of it, skipped or refused. */
	readonly ended: readonly string[];
	/** Whether messages in the outbox may go now because of it. */
	readonly isDue: boolean;
}

/** A place where webhooks of a number can be delivered. */
export interface Receiver {
	/** n8n's id of the webhook; it stands in the path of {@link url}. */
	readonly webhookId: string;
	readonly workspaceId: string;
	/** Of a linked number its phone: nothing is delivered there, but its pages are served. */
	readonly phoneNumberId: string;
	readonly workflowId: string;
	readonly url: string;
	readonly mode: 'production' | 'test';
}

/** The way in, and the addresses of it. See `StoreOperations`. */
export interface ReceivingOperations {
	/** Stores messages and statuses: once each, with their events. The only way in. */
	receiveBatch(input: ReceiveBatch): Promise<ReceiveResult>;
	/** Adds or refreshes a place where webhooks of a number can be delivered. */
	saveReceiver(input: Receiver & { readonly now: number }): Promise<null>;
	/** Notes that it has gone. */
	removeReceiver(input: {
		readonly webhookId: string;
		readonly mode: Receiver['mode'];
		readonly now: number;
	}): Promise<null>;
	/** All receivers that a number ever had, the oldest first. */
	listReceivers(input: {
		readonly phoneNumberId: string;
	}): Promise<readonly (Receiver & { readonly isRemoved: boolean })[]>;
}
