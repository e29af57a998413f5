/** How the simulated WhatsApp and its people behave where it is a matter of choice. */
export interface Settings {
	/** How many QR codes a client gets before it has to connect anew. Default 6. */
	readonly qrCodes: number;
	/** How long the first QR code can be scanned, and each that follows. Default 60 and 20 s. */
	readonly firstQrLifetimeMs: number;
	readonly nextQrLifetimeMs: number;
	/** How long a pairing code can be entered. Default 3 minutes. */
	readonly pairingCodeLifetimeMs: number;
	/**
	 * From the moment a customer's phone has a message to its receipt. Default 200: under about
	 * 100 ms the client merges it into its own event of the message.
	 */
	readonly receiptDelayMs: number;
	/**
	 * What a newly linked device gets of earlier chats: the chats with all that was written, only
	 * the ids of people (default), or nothing at all.
	 */
	readonly history: 'chats' | 'empty' | 'none';
	/** The server asks for new one-time keys when it has fewer than this. Default 5. */
	readonly fewPreKeys: number;
	/** The oldest client that may log in or link, as "2.3000.0". Default any. */
	readonly oldestClient: string;
}

/** The settings of a simulator that was given none. */
export const DEFAULT_SETTINGS: Settings = {
	qrCodes: 6,
	firstQrLifetimeMs: 60_000,
	nextQrLifetimeMs: 20_000,
	pairingCodeLifetimeMs: 180_000,
	receiptDelayMs: 200,
	history: 'empty',
	fewPreKeys: 5,
	oldestClient: '0.0.0',
};
