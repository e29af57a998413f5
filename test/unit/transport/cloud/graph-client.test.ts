import { inspect } from 'node:util';
import {
	loadGraphClient,
	type AccessSource,
	type GraphClient,
} from '../../../../src/transport/cloud/graph-client.ts';
import { cloudTransport } from '../../../../src/transport/cloud/cloud-transport.ts';
import { cloudInspector } from '../../../../src/transport/cloud/number-report.ts';
import {
	answer,
	graphError,
	startGraphServer,
	type GraphServer,
} from '../../support/graph-server.ts';

const TOKEN = 'EAAtoken1';

let graph: GraphServer;
let client: GraphClient;
/** Each question for the access, by whether it was to go past the cache. */
let asked: boolean[];
let tokens: { cached: string; fresh: string };
let access: AccessSource;
beforeEach(async () => {
	graph = await startGraphServer();
	asked = [];
	tokens = { cached: TOKEN, fresh: TOKEN };
	access = ({ isFresh }) => {
		asked.push(isFresh);
		const accessToken = isFresh ? tokens.fresh : tokens.cached;
		return Promise.resolve({ ...graph.access, accessToken });
	};
	const createClient = await loadGraphClient();
	client = createClient((options) => access(options));
});
afterEach(async () => {
	client.close();
	await graph.close();
});

/** Refuses one token and takes every other. */
const refuse = (token: string): void => {
	graph.script = (request, response) => {
		const script =
			request.token === token ? answer(401, graphError(190)) : answer(200, { id: '501' });
		script(request, response);
	};
};

it('asks for the access before each call', async () => {
	await client.call('GET', '501');
	tokens.cached = 'EAAtoken2';
	await client.call('DELETE', '501');

	expect([asked, graph.requests]).toEqual([
		[false, false],
		[
			{ method: 'GET', path: '/v25.0/501', token: TOKEN, body: undefined },
			{ method: 'DELETE', path: '/v25.0/501', token: 'EAAtoken2', body: undefined },
		],
	]);
});

it('takes a base URL with a slash at its end', async () => {
	access = () => Promise.resolve({ ...graph.access, baseUrl: `${graph.access.baseUrl}//` });
	await client.call('GET', '501');

	expect(graph.requests.map(({ path }) => path)).toEqual(['/v25.0/501']);
});

it('tries once more with the new token of the credential when Meta refuses the old one', async () => {
	refuse(TOKEN);
	tokens.fresh = 'EAAtoken2';

	expect(await client.call('POST', '501', { a: 1 })).toEqual({
		kind: 'answered',
		status: 200,
		body: { id: '501' },
	});
	expect([asked, graph.requests.map(({ token, body }) => [token, body])]).toEqual([
		[false, true],
		[
			[TOKEN, { a: 1 }],
			['EAAtoken2', { a: 1 }],
		],
	]);
});

it('does not try again with the token that Meta has just refused', async () => {
	refuse(TOKEN);

	expect(await client.call('GET', '501')).toEqual({
		kind: 'answered',
		status: 401,
		body: graphError(190),
	});
	expect(graph.requests.length).toBe(1);
});

it('tries no third time when the new token is refused too', async () => {
	graph.script = answer(401, graphError(190));
	tokens.fresh = 'EAAtoken2';

	expect(await client.call('GET', '501')).toMatchObject({ status: 401 });
	expect(graph.requests.map(({ token }) => token)).toEqual([TOKEN, 'EAAtoken2']);
});

it('keeps the refusal when the credential cannot be read again', async () => {
	refuse(TOKEN);
	const before = access;
	access = (options) => (options.isFresh ? Promise.reject(new Error('gone')) : before(options));

	expect(await client.call('GET', '501')).toMatchObject({ kind: 'answered', status: 401 });
});

it('does not ask for a new token after any other error', async () => {
	graph.script = answer(403, graphError(10));
	tokens.fresh = 'EAAtoken2';
	await client.call('GET', '501');

	expect([asked, graph.requests.length]).toEqual([[false], 1]);
});

it('sends nothing when the credential cannot be read', async () => {
	access = () => Promise.reject(new Error('deleted'));

	expect([await client.call('POST', '501/messages', {}), graph.requests]).toEqual([
		{ kind: 'neverLeft', reason: 'CREDENTIAL' },
		[],
	]);
});

it.each([
	['an error of Meta', answer(400, graphError(100, { message: `(#100) No ${TOKEN}` }))],
	[
		'a refusal that repeats the token',
		answer(401, graphError(190, { message: `Malformed access token ${TOKEN}` })),
	],
	['a gateway’s page', answer(502, `<html>${TOKEN}</html>`)],
	[
		'a broken connection',
		(_request: unknown, response: { destroy(): unknown }) => void response.destroy(),
	],
] as const)('never shows the token: %s', async (_what, script) => {
	graph.script = script;
	const outcome = await cloudTransport(client, '501').send({
		outboxId: 'outbox-1',
		attempt: 1,
		recipient: [{ type: 'phone', value: '+16505551234' }],
		content: { type: 'text', text: 'Hi', linkPreview: false },
		replyTo: null,
	});
	const thrown = await cloudInspector(client, '501')
		.inspect()
		.catch((error: unknown) => error);

	expect(thrown).toBeInstanceOf(Error);
	expect(inspect([outcome, thrown], { depth: 20, showHidden: true })).not.toContain(TOKEN);
});
