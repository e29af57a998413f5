import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { PHONE_PAGE } from './page.ts';
import type { Choice, Deed, PhoneChat } from './view.ts';

const HOST = '127.0.0.1';

/** The page, as it is served. */
export interface PhonePage {
	/** `http://127.0.0.1:<port>`. */
	readonly url: string;
	/** Safe to call twice. */
	close(): Promise<void>;
}

/**
 * Serves the page on which a person is the customer: plays for programs on this machine alone.
 *
 * @param port 0 lets the system choose
 */
export async function servePhonePage(
	chats: readonly PhoneChat[],
	port: number,
): Promise<PhonePage> {
	const server = createServer((request, response) => {
		answer(chats, request, response).catch((error: unknown) => {
			const message = error instanceof Error ? error.message : String(error);
			send(response, 400, { error: message });
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, HOST, resolve);
	});
	return {
		url: `http://${HOST}:${(server.address() as AddressInfo).port}`,
		async close() {
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			});
		},
	};
}

async function answer(
	chats: readonly PhoneChat[],
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	// A page of another site must not write as the customer.
	const origin = request.headers.origin;
	if (origin !== undefined && origin !== `http://${request.headers.host ?? ''}`) {
		return send(response, 403, { error: 'Open the page itself.' });
	}
	switch (`${request.method ?? ''} ${request.url ?? ''}`) {
		case 'GET /':
			response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PHONE_PAGE);
			return;
		case 'GET /chats':
			return send(response, 200, await Promise.all(chats.map((chat) => chat.view())));
		case 'POST /deeds': {
			const asked: unknown = JSON.parse(await text(request));
			const chat = chats.find(({ id }) => id === field(asked, 'chat'));
			if (chat === undefined) throw new Error('There is no such chat.');
			await chat.does(readDeed(asked));
			return send(response, 200, {});
		}
		default:
			return send(response, 404, { error: 'There is nothing here.' });
	}
}

function send(response: ServerResponse, status: number, body: unknown): void {
	response
		.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
		.end(JSON.stringify(body));
}

function readDeed(asked: unknown): Deed {
	const word = (name: string): string => {
		const value = field(asked, name);
		return typeof value === 'string' ? value : '';
	};
	switch (word('kind')) {
		case 'write':
			if (word('text').trim() === '') throw new Error('Write something first.');
			return { kind: 'write', text: word('text') };
		case 'tap':
			return { kind: 'tap', choice: field(asked, 'choice') as Choice };
		case 'open':
			return { kind: 'open' };
		case 'act':
			return { kind: 'act', name: word('name'), value: word('value') };
		default:
			throw new Error('There is no such deed.');
	}
}

function field(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null
		? (value as Readonly<Record<string, unknown>>)[name]
		: undefined;
}
