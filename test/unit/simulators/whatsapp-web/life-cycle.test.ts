import { shareLinked } from './linked.ts';
import { TestClient } from './client.ts';

const it = shareLinked();

beforeEach(async () => {
	if (it.device.connection === undefined) await it.client.connect();
});

const BAD_GATEWAY_ENDS: readonly [string, () => unknown, number][] = [
	['a restart is demanded', () => it.sim.streamError(it.phone, 515), 515],
	['the server is overloaded', () => it.sim.streamError(it.phone, 503), 503],
	['the line breaks', () => it.sim.dropConnections(it.phone), 428],
	['the server restarts', () => it.sim.restart(), 428],
];

test.each(BAD_GATEWAY_ENDS)('%s, and the client comes back', async (_name, end, code) => {
	const closed = it.client.closed();
	await end();
	expect(await closed).toMatchObject({ code });
	await it.client.connect();
	await it.anna.says(it.phone, `after ${code}`);
	await it.client.text(`after ${code}`);
});

test.each([401, 403, 405, 411, 503])('a login is refused with %i', async (reason) => {
	await it.client.end();
	it.sim.faults.add({ kind: 'loginFailure', reason, phone: it.phone.digits, times: 1 });
	it.client.start();
	expect(await it.client.closed()).toEqual({ code: reason, message: 'Connection Failure' });
	await it.client.connect();
});

test('nobody logs in with the credentials but another key', async () => {
	const { client, device } = it;
	const thief = new TestClient({}, client);
	thief.creds = { ...client.creds, noiseKey: new TestClient().creds.noiseKey };
	thief.start();
	expect(await thief.closed()).toMatchObject({ code: 401 });
	expect(device.connection).toBeDefined();
});

test('a second socket of the same device replaces the first', async () => {
	const closed = it.client.closed();
	const second = new TestClient({}, it.client);
	await second.connect();
	expect(await closed).toEqual({ code: 440, message: 'Stream Errored (conflict)' });
	await second.end();
});

test('connections are refused, then not answered', async () => {
	await it.client.end();
	it.sim.faults.add({ kind: 'refuse', times: 1 });
	it.client.start();
	expect((await it.client.closed()).message).toContain('WebSocket Error');
	it.sim.faults.add({ kind: 'stall', times: 1 });
	it.client.start({ connectTimeoutMs: 300 });
	expect(await it.client.closed()).toMatchObject({ code: 408 });
	await it.sim.goDown();
	it.client.start();
	expect((await it.client.closed()).message).toContain('ECONNREFUSED');
	await it.sim.comeUp();
	await it.client.connect();
});

test('in a black hole nothing is heard or said until it ends', async () => {
	const { client, anna, phone, sim } = it;
	// So that it need not ask for her devices in the hole.
	await client.socket.sendMessage(anna.lidJid, { text: 'hello' });
	const fault = sim.faults.add({ kind: 'mute', phone: phone.digits });
	await anna.says(phone, 'into the hole');
	await client.socket.sendMessage(anna.lidJid, { text: 'out of the hole' });
	const before = sim.transcript.entries().length;
	await expect(client.socket.query(pingNode(), 100)).rejects.toThrow('Timed Out');
	expect(sim.transcript.entries().slice(before)).toEqual([]);
	sim.faults.remove(fault);
	await client.text('into the hole');
	await anna.receives('out of the hole');
});

test('a ban cuts the line, and refuses every login', async () => {
	const { client, phone } = it;
	const closed = client.closed();
	phone.ban();
	expect(await closed).toMatchObject({ code: 428 });
	client.start();
	expect(await client.closed()).toMatchObject({ code: 403 });
	phone.banned = false;
	await client.connect();
});

test('what is held for the client comes when the server lets go, in order', async () => {
	const { client, anna, phone, sim } = it;
	const fault = sim.faults.add({ kind: 'holdInbound', phone: phone.digits });
	const one = await anna.says(phone, 'held 1');
	const two = await anna.says(phone, 'held 2');
	await client.socket.query(pingNode());
	expect(client.texts.flat()).not.toContain('held 1');
	sim.faults.remove(fault);
	const live = await anna.says(phone, 'not held');
	await client.text('not held');
	// None went out twice for want of a receipt.
	const sent = sim.transcript.of('stanza').filter(({ tag, direction, id }) => {
		return tag === 'message' && direction === 'toClient' && id !== undefined;
	});
	expect(sent.slice(-3).map(({ id }) => id)).toEqual([one.id, two.id, live.id]);
	const held = client.texts.filter(([, text]) => text.startsWith('held'));
	expect(held).toEqual([
		['notify', 'held 1'],
		['notify', 'held 2'],
	]);
});

test('the client logs itself out', async () => {
	const { sim, phone } = it;
	const leaver = new TestClient();
	const device = await leaver.link(phone);
	const closed = leaver.closed();
	await leaver.socket.logout();
	expect(await closed).toMatchObject({ code: 401 });
	const gone = await sim.transcript.waitFor(() => sim.transcript.of('unlinked').at(-1));
	expect(gone).toMatchObject({ phone: phone.digits, device: device.id, by: 'client' });
});

test('the human removes the device on the phone', async () => {
	const { client, phone } = it;
	const closed = client.closed();
	phone.unlink();
	expect(await closed).toEqual({ code: 401, message: 'Stream Errored (conflict)' });
	client.start();
	expect(await client.closed()).toMatchObject({ code: 401 });
	// For the tests that follow in this file, were there any.
	client.creds = new TestClient().creds;
});

function pingNode() {
	const attrs = { to: '@s.whatsapp.net', type: 'get', xmlns: 'w:p' };
	return { tag: 'iq', attrs, content: [{ tag: 'ping', attrs: {} }] };
}
