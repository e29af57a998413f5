import { cloudOverride } from '../../../../src/transport/cloud/cloud-override.ts';
import { loadGraphClient, type GraphClient } from '../../../../src/transport/cloud/graph-client.ts';
import {
	answer,
	graphError,
	startGraphServer,
	type GraphServer,
} from '../../support/graph-server.ts';

const URL_OF_OURS = 'https://n8n.example/webhook/abc/whatsapp-team';

let graph: GraphServer;
let client: GraphClient;
beforeEach(async () => {
	graph = await startGraphServer();
	client = (await loadGraphClient())(() => Promise.resolve(graph.access));
});
afterEach(async () => {
	client.close();
	await graph.close();
});

/** What was asked, without the token. */
const asked = () => graph.requests.map(({ method, path, body }) => [method, path, body]);

it('reads the address of the number, not that of the account or the app', async () => {
	graph.script = answer(200, {
		id: '501',
		webhook_configuration: {
			phone_number: URL_OF_OURS,
			whatsapp_business_account: 'https://account.example',
			application: 'https://app.example',
		},
	});

	expect([await cloudOverride(client, '501').read(), asked()]).toEqual([
		URL_OF_OURS,
		[['GET', '/v25.0/501?fields=webhook_configuration', undefined]],
	]);
});

it.each([
	[{ id: '501', webhook_configuration: { application: 'https://app.example' } }],
	[{ id: '501', webhook_configuration: { phone_number: '' } }],
	[{ id: '501' }],
	[{ webhook_configuration: 'x' }],
])('finds no address of the number in %j', async (body) => {
	graph.script = answer(200, body);

	expect(await cloudOverride(client, '501').read()).toBe(null);
});

it('sets an address with the token that Meta has to show there', async () => {
	graph.script = answer(200, { success: true });
	await cloudOverride(client, '501').set(URL_OF_OURS, 'verify me');

	expect(asked()).toEqual([
		[
			'POST',
			'/v25.0/501',
			{
				webhook_configuration: {
					override_callback_uri: URL_OF_OURS,
					verify_token: 'verify me',
				},
			},
		],
	]);
});

it('takes the address back by setting nothing', async () => {
	graph.script = answer(200, { success: true });
	await cloudOverride(client, '501').clear();

	expect(asked()).toEqual([
		[
			'POST',
			'/v25.0/501',
			{ webhook_configuration: { override_callback_uri: '', verify_token: '' } },
		],
	]);
});

it('says why Meta did not take an address', async () => {
	graph.script = answer(400, graphError(100, { message: '(#100) Callback not verified' }));

	await expect(cloudOverride(client, '501').set(URL_OF_OURS, 'x')).rejects.toMatchObject({
		code: 'remoteRefused',
		message:
			'Meta did not understand a value of the request, or does not know the ID (Callback not verified)',
	});
});

it('says that Meta is away', async () => {
	await graph.close();

	await expect(cloudOverride(client, '501').read()).rejects.toMatchObject({
		code: 'remoteUnreachable',
		retryAfterMs: 10_000,
	});
});
