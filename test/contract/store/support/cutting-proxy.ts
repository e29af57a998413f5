import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between a client and a server, and can cut the line at the worst moment. */
export interface CuttingProxy {
	readonly port: number;
	/** How many lines it has cut. */
	readonly cuts: number;
	/** The next statement with this word still reaches the server; its answer reaches nobody. */
	cutAfter(word: string): void;
	close(): Promise<void>;
}

/** @param port of the server, on this machine */
export async function cuttingProxy(port: number): Promise<CuttingProxy> {
	let word: string | null = null;
	let cuts = 0;
	const open = new Set<Socket>();
	const server = createServer((client) => {
		const upstream = connect(port, '127.0.0.1');
		let isCut = false;
		for (const socket of [client, upstream]) {
			open.add(socket);
			socket.on('error', () => undefined);
			socket.on('close', () => open.delete(socket));
		}
		client.on('data', (data) => {
			upstream.write(data);
			if (word === null || !data.includes(word)) return;
			word = null;
			cuts += 1;
			isCut = true;
		});
		upstream.on('data', (data) => {
			// By its answer the server has done what it was told.
			if (isCut) client.destroy();
			else client.write(data);
		});
		client.on('close', () => upstream.destroy());
		upstream.on('close', () => client.destroy());
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		get cuts() {
			return cuts;
		},
		cutAfter(text) {
			word = text;
		},
		async close() {
			for (const socket of open) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}
