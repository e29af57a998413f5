import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { HandOver, HandOverOutcome, Transport } from '../../../../src/ports/transport.ts';
import { CATALOGUE } from '../../../../src/transport/cloud/error-catalogue/index.ts';
import { cloudTransport } from '../../../../src/transport/cloud/cloud-transport.ts';
import { loadGraphClient, type GraphAccess } from '../../../../src/transport/cloud/graph-client.ts';
import {
	answer,
	graphError,
	startGraphServer,
	type GraphServer,
} from '../../support/graph-server.ts';

const MESSAGE: HandOver = {
	outboxId: 'outbox-1',
	attempt: 1,
	recipient: [{ type: 'phone', value: '+16505551234' }],
	content: { type: 'text', text: 'Hi', linkPreview: false },
	replyTo: null,
};
const SENT = { messaging_product: 'whatsapp', messages: [{ id: 'wamid.1' }] };

let graph: GraphServer;
let transport: Transport;
beforeEach(async () => {
	graph = await startGraphServer();
	transport = await open(graph.access);
});
afterEach(async () => {
	await transport.close();
	await graph.close();
});

async function open(access: GraphAccess, timeoutMs?: number): Promise<Transport> {
	const createClient = await loadGraphClient(timeoutMs);
	return cloudTransport(
		createClient(() => Promise.resolve(access)),
		'501',
	);
}

/** A port of this machine on which nobody listens. */
async function closedPort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

const unknown = (reason: string): HandOverOutcome => ({
	kind: 'unknown',
	failure: {
		name: 'noAnswer',
		code: 0,
		message: `Meta did not answer (${reason}); whether the message was sent is unknown`,
		advice: 'It is not sent again by itself. A status of the message settles it if Meta has taken it.',
	},
});

it('hands a message over and gives the id of Meta', async () => {
	graph.script = answer(200, SENT);

	expect(await transport.send(MESSAGE)).toEqual({ kind: 'sent', providerId: 'wamid.1' });
	expect(graph.requests).toEqual([
		{
			method: 'POST',
			path: '/v25.0/501/messages',
			token: 'EAAtoken1',
			body: {
				messaging_product: 'whatsapp',
				recipient_type: 'individual',
				to: '+16505551234',
				type: 'text',
				text: { preview_url: false, body: 'Hi' },
				biz_opaque_callback_data: 'outbox-1',
			},
		},
	]);
});

it('does not ask Meta about a customer without an address', async () => {
	const outcome = await transport.send({ ...MESSAGE, recipient: [] });

	expect([outcome.kind, graph.requests]).toEqual(['failed', []]);
	expect(outcome).toMatchObject({ failure: { name: 'noAddress', code: 0 } });
});

it.each([
	['rateLimit', 130429, 429],
	['pairRateLimit', 131056, 400],
	['serviceDown', 2, 503],
	['somethingWentWrong', 131000, 500],
])('may try again after %s (%d, HTTP %d)', async (name, code, status) => {
	graph.script = answer(status, graphError(code));

	expect(await transport.send(MESSAGE)).toEqual({
		kind: 'retry',
		afterMs: null,
		failure: expect.objectContaining({ name, code }) as unknown,
	});
	expect(graph.requests.length).toBe(1);
});

it.each([
	['spamRateLimit', 131048, 'later'],
	['invalidParameter', 100, 'fix'],
	['notOnWhatsApp', 131026, 'never'],
	['meta999999', 999999, 'unknown to the catalogue'],
])('has failed for good after %s (%d, class %s)', async (name, code) => {
	graph.script = answer(400, graphError(code));

	expect(await transport.send(MESSAGE)).toEqual({
		kind: 'failed',
		failure: expect.objectContaining({ name, code }) as unknown,
	});
});

it('tries again what the catalogue says may be tried again, and nothing else', async () => {
	const codes = CATALOGUE.map(({ code }) => code);
	const tried: number[] = [];
	for (const code of codes) {
		graph.script = answer(400, graphError(code));
		const { kind } = await transport.send(MESSAGE);
		if (kind === 'retry') tried.push(code);
	}

	expect(tried).toEqual([
		1, 2, 4, 80007, 130429, 131000, 131016, 131056, 131057, 133000, 133004, 2494100,
	]);
});

it('takes an error for one although the status says success', async () => {
	graph.script = answer(200, graphError(131026));

	expect(await transport.send(MESSAGE)).toMatchObject({ kind: 'failed' });
});

it('knows that the message never left when the connection was refused', async () => {
	const port = await closedPort();
	await transport.close();
	transport = await open({ ...graph.access, baseUrl: `http://127.0.0.1:${port}` });

	expect(await transport.send(MESSAGE)).toEqual({
		kind: 'neverLeft',
		failure: {
			name: 'unreachable',
			code: 0,
			message: 'The Graph API could not be reached (ECONNREFUSED)',
			advice: 'It is tried again by itself. Check the network of the n8n server, and the base URL in the credential.',
		},
	});
});

it('does not know when the connection broke after the request', async () => {
	graph.script = (_request, response) => void response.destroy();

	expect(await transport.send(MESSAGE)).toEqual(unknown('ECONNRESET'));
});

it('does not know when the connection broke within the answer', async () => {
	graph.script = (_request, response) => {
		response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
		response.write('{"messages":[{"id":"wam', () => void response.destroy());
	};

	expect(await transport.send(MESSAGE)).toMatchObject({ kind: 'unknown' });
});

it.each([
	['a gateway’s page', 502, '<html>Bad Gateway</html>', 'HTTP 502'],
	['an empty answer', 200, '', 'HTTP 200'],
	['half an answer', 200, '{"messages":[{"id":"wam', 'HTTP 200'],
	['a success without an id', 200, { messages: [] }, 'HTTP 200'],
	['an id that is no text', 200, { messages: [{ id: 7 }] }, 'HTTP 200'],
	['a list', 200, [SENT], 'HTTP 200'],
	['an error without a code', 500, { error: { message: 'x' } }, 'HTTP 500'],
])('does not know after %s', async (_what, status, body, reason) => {
	graph.script = answer(status, body);

	expect(await transport.send(MESSAGE)).toEqual(unknown(reason));
});

it('does not know when no answer came in time, and sends nothing twice', async () => {
	await transport.close();
	transport = await open(graph.access, 100);
	graph.script = () => undefined;

	expect(await transport.send(MESSAGE)).toEqual(unknown('ECONNABORTED'));
	expect(graph.requests.length).toBe(1);
});

it('follows no redirect, so that the token goes nowhere else', async () => {
	graph.script = (_request, response) => {
		response.writeHead(302, { location: `${graph.access.baseUrl}/elsewhere` });
		response.end();
	};

	expect(await transport.send(MESSAGE)).toEqual(unknown('HTTP 302'));
	expect(graph.requests.map(({ path }) => path)).toEqual(['/v25.0/501/messages']);
});

it('may be closed twice', async () => {
	await transport.close();
	await transport.close();

	expect(transport.kind).toBe('cloud');
});
