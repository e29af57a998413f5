/** How long things may take, in ms. */
export interface LinkedTimings {
	/** From a connection attempt to the answer of the handshake. */
	readonly connectMs: number;
	/** From the first byte of a login to the end of it. */
	readonly loginMs: number;
	/** How long a question to WhatsApp waits. Baileys would wait a minute. */
	readonly queryMs: number;
	/** How long the confirmation of a message is waited for. */
	readonly ackMs: number;
	/** After how long a missing confirmation makes us ask whether the line still works. */
	readonly doubtMs: number;
	/** How long it may be quiet before we ask whether the line still works. */
	readonly quietMs: number;
	/** How long that question waits. Then the line is dead. */
	readonly pingMs: number;
	/** The first pause before it connects again; the others are longer and longer. */
	readonly reconnectMs: number;
	/** How long the store may be away before it hangs up, so that messages wait at WhatsApp. */
	readonly storeMs: number;
	/** How long a socket may take to end in good order. */
	readonly hangUpMs: number;
	/** How long what came in may take to be stored when the connection is closed. */
	readonly closeMs: number;
	/** How long each QR code lives; `null` for WhatsApp's own times: 60 s the first, 20 s the others. */
	readonly qrMs: number | null;
}

/** The times in production. WhatsApp's own client asks every 20 to 30 seconds. */
export const TIMINGS: LinkedTimings = {
	connectMs: 20_000,
	loginMs: 60_000,
	queryMs: 15_000,
	ackMs: 20_000,
	doubtMs: 4_000,
	quietMs: 25_000,
	pingMs: 10_000,
	reconnectMs: 1_000,
	storeMs: 20_000,
	hangUpMs: 1_000,
	closeMs: 3_000,
	qrMs: null,
};
