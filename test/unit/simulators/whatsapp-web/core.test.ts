import { WhatsAppWebSimulator } from '../../../simulators/whatsapp-web/simulator.ts';
import { TestClient } from './client.ts';

let sim: WhatsAppWebSimulator;
let client: TestClient;

beforeEach(async () => {
	sim = await WhatsAppWebSimulator.start();
	sim.adopt();
	client = new TestClient();
});

afterEach(async () => {
	await client.end();
	await sim.close();
	expect(sim.transcript.of('problem')).toEqual([]);
});

test('a client links by QR code, and text goes both ways', async () => {
	const phone = sim.addPhone('+49 151 12345678', { name: 'Sales' });
	const anna = sim.addCustomer('+49 170 0000001', { name: 'Anna' });
	const device = await client.link(phone);
	expect(client.creds.me).toMatchObject({ id: device.jid, lid: device.lidJid });

	const { id } = await anna.says(phone, 'hello');
	const upsert = await client.text('hello');
	expect(upsert).toMatchObject({
		type: 'notify',
		message: {
			key: { id, remoteJid: anna.lidJid, remoteJidAlt: anna.jid, fromMe: false },
			pushName: 'Anna',
		},
	});
	const sent = await client.socket.sendMessage(anna.lidJid, { text: 'hi Anna' });
	const received = await anna.receives(String(sent?.key.id));
	expect(received).toMatchObject({
		phone: '4915112345678',
		device: 1,
		content: { kind: 'text', text: 'hi Anna' },
		addressing: 'lid',
	});
	await phone.writes(anna, 'from the phone');
	const copy = await client.text('from the phone');
	expect(copy.message.key).toMatchObject({ fromMe: true, remoteJid: anna.lidJid });
});

test('a client links by a code that is entered on the phone', async () => {
	const phone = sim.addPhone('+49 151 12345678');
	client.start();
	await client.qr();
	const code = await client.socket.requestPairingCode(phone.digits);
	await sim.transcript.waitFor(() => sim.transcript.of('codeRequested').length === 1);
	const closed = client.closed();
	const device = await phone.enterCode(code);
	expect(await closed).toEqual({ code: 515, message: 'Stream Errored (restart required)' });
	await client.connect();
	expect(client.creds.me).toMatchObject({ id: device.jid, lid: device.lidJid });
});

test('what was written while the client was away comes in order at the next login', async () => {
	const phone = sim.addPhone('+49 151 12345678');
	const anna = sim.addCustomer('+49 170 0000001');
	const device = await client.link(phone);
	await client.end();
	const texts = Array.from({ length: 120 }, (_, index) => `message ${index}`);
	const keys = device.preKeys.length;
	for (const text of texts) await anna.says(phone, text);
	// One session for all of them.
	expect(device.preKeys.length).toBe(keys - 1);
	await client.connect();
	await client.text('message 119');
	expect(client.texts).toEqual(texts.map((text) => ['append', text]));
	await sim.transcript.waitFor(() => device.waitingCount === 0);
});

test('a send is acknowledged, delivered and read', async () => {
	const phone = sim.addPhone('+49 151 12345678');
	const anna = sim.addCustomer('+49 170 0000001', { addressing: 'pn' });
	await client.link(phone);
	const ack = client.ack('3EB0AAAA');
	await client.socket.sendMessage(anna.jid, { text: 'hi' }, { messageId: '3EB0AAAA' });
	expect(await ack).toMatchObject({ class: 'message', id: '3EB0AAAA' });
	await client.until(() => client.updates.some(({ update }) => update.status === 3));
	anna.reads();
	await client.until(() => client.updates.some(({ update }) => update.status === 4));
	expect(sim.transcript.sendsOf('3EB0AAAA')).toBe(1);
});
