import type { Baileys } from './library.ts';

/** Where a client has to connect, and whom it has to trust. */
export interface Endpoint {
	/** A WebSocket URL on this machine. */
	readonly url: string;
	/** 32 bytes. */
	readonly rootKey: Uint8Array;
}

/**
 * Points a loaded copy of Baileys at the simulator: its root key and its URL are objects that it
 * reads when it connects. Gives the undoing. Throws if the URL is not on this machine.
 */
export function adoptIn(baileys: Baileys, { url, rootKey }: Endpoint): () => void {
	assertLoopback(url);
	const { WA_CERT_DETAILS, DEFAULT_CONNECTION_CONFIG } = baileys;
	const key = WA_CERT_DETAILS.PUBLIC_KEY;
	const address = DEFAULT_CONNECTION_CONFIG.waWebSocketUrl;
	WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(rootKey);
	DEFAULT_CONNECTION_CONFIG.waWebSocketUrl = url;
	return () => {
		WA_CERT_DETAILS.PUBLIC_KEY = key;
		DEFAULT_CONNECTION_CONFIG.waWebSocketUrl = address;
	};
}

/** Throws if a URL leads anywhere but to this machine. */
export function assertLoopback(url: string): void {
	const { hostname } = new URL(url);
	if (!['127.0.0.1', '[::1]', 'localhost'].includes(hostname)) {
		throw new Error(`The simulator is on this machine; ${hostname} is not.`);
	}
}
