import type { LinkedConnection } from './linked.ts';
import type { Transport } from './transport.ts';

/** What a process that owns a number hands to its connection. */
export interface Ownership {
	/** From `takeOver`: shows that this process is the number's owner. */
	readonly fence: number;
	/** To be told when messages that wait may go. */
	readonly onReady: () => void;
	/** To be told when another process turns out to own the number. */
	readonly onOwnershipLost: () => void;
}

/** What keeps a number in touch with WhatsApp, as long as this process owns it. */
export interface Connection {
	readonly transport: Transport;
	/** What only a linked number can; `null` on the Cloud API. */
	readonly linked: LinkedConnection | null;
	/** Begins. Returns at once. */
	start(): void;
	/** Ends everything it has begun. Safe to call twice. */
	close(): Promise<void>;
}
