import type { Server } from 'node:http';

/** Baileys as it is imported: the client's own copy of the wire format and of the key functions. */
export type Baileys = typeof import('@whiskeysockets/baileys');

/** The Signal library that Baileys uses, with a part that its types leave out. */
export type LibSignal = typeof import('libsignal') & {
	readonly curve: {
		verifySignature(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
	};
};

/** What the simulator uses of a `ws` socket. */
export interface ServerSocket {
	readonly readyState: number;
	send(data: Uint8Array): void;
	close(): void;
	terminate(): void;
	pause(): void;
	resume(): void;
	on(event: 'message', listener: (data: Buffer) => void): void;
	on(event: 'close' | 'error', listener: () => void): void;
}

/** What the simulator uses of a `ws` server. */
export interface SocketServer {
	on(event: 'connection', listener: (socket: ServerSocket) => void): void;
	close(): void;
}

/** The libraries that have to be loaded before anything can run. */
export interface Library {
	readonly baileys: Baileys;
	readonly signal: LibSignal;
	readonly WebSocketServer: new (options: { readonly server: Server }) => SocketServer;
}

let loaded: Library | undefined;

/**
 * Loads the libraries once. Baileys is an ES module, and the simulator runs as CommonJS under jest:
 * so it comes by a dynamic import, and everything else reads it from `library()`.
 */
export async function loadLibrary(): Promise<Library> {
	if (loaded !== undefined) return loaded;
	const [baileys, signal, ws] = await Promise.all([
		import('@whiskeysockets/baileys'),
		import('libsignal' as string) as Promise<{ readonly default: LibSignal }>,
		// It has no types of its own; those of libsignal are not complete.
		import('ws' as string) as Promise<Pick<Library, 'WebSocketServer'>>,
	]);
	loaded = { baileys, signal: signal.default, WebSocketServer: ws.WebSocketServer };
	return loaded;
}

/** The loaded libraries. Throws if `loadLibrary` has not resolved yet. */
export function library(): Library {
	if (loaded === undefined) throw new Error('Await WhatsAppWebSimulator.start() first.');
	return loaded;
}
