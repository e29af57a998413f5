import { WhatsAppWebSimulator } from '../../../simulators/whatsapp-web/simulator.ts';
import { library } from '../../../simulators/whatsapp-web/library.ts';
import { TestClient } from './client.ts';

const NOW = Date.UTC(2026, 10, 20);
let sim: WhatsAppWebSimulator;
let client: TestClient;

beforeEach(async () => {
	sim = await WhatsAppWebSimulator.start({ frozenAt: NOW });
	sim.adopt();
	client = new TestClient();
});

afterEach(async () => {
	await client.end();
	await sim.close();
	expect(sim.transcript.of('problem')).toEqual([]);
});

async function requestCode(digits: string): Promise<string> {
	client.start();
	await client.qr();
	const code = await client.socket.requestPairingCode(digits);
	await sim.transcript.waitFor(() => sim.transcript.of('codeRequested').length > 0);
	return code;
}

test('links where signatures are really checked', async () => {
	const { baileys, signal } = library();
	const lax = baileys.Curve.verify;
	baileys.Curve.verify = (key, message, signature) => {
		const signalKey = Buffer.from(baileys.generateSignalPubKey(key));
		return signal.curve.verifySignature(signalKey, Buffer.from(message), signature);
	};
	try {
		const device = await client.link(sim.addPhone('+4915112345678'));
		expect(client.creds.me?.lid).toBe(device.lidJid);
		await client.end();
		baileys.WA_CERT_DETAILS.PUBLIC_KEY = Buffer.alloc(32, 9);
		client.start();
		expect(await client.closed()).toEqual({
			code: 400,
			message: 'noise intermediate certificate signature invalid',
		});
	} finally {
		baileys.Curve.verify = lax;
	}
});

test('a QR code can be scanned until its time is over', async () => {
	const phone = sim.addPhone('+4915112345678');
	client.start();
	const qr = await client.qr();
	sim.clock.advance(60_000);
	await expect(phone.scan(qr)).rejects.toThrow('has expired');
	await client.end();
	client.start();
	const fresh = await client.qr();
	sim.clock.advance(59_999);
	const closed = client.closed();
	await phone.scan(fresh);
	expect(await closed).toMatchObject({ code: 515 });
});

test('a client runs out of QR codes', async () => {
	sim.change({ qrCodes: 3 });
	const phone = sim.addPhone('+4915112345678');
	const qrs: string[] = [];
	client.start({ qrTimeout: 20 });
	client.socket.ev.on('connection.update', ({ qr }) => qr && qrs.push(qr));
	expect(await client.closed()).toEqual({ code: 408, message: 'QR refs attempts ended' });
	expect(new Set(qrs).size).toBe(3);
	await expect(phone.scan(String(qrs[0]))).rejects.toThrow('has expired');
});

test('what is no QR code, or one of another connection, is refused', async () => {
	const phone = sim.addPhone('+4915112345678');
	await expect(phone.scan('https://example.org')).rejects.toThrow('no QR code');
	client.start();
	const [link, noiseKey = '', ...rest] = (await client.qr()).split(',');
	const other = Buffer.alloc(32).toString('base64');
	expect(other).not.toBe(noiseKey);
	const forged = [link, other, ...rest].join(',');
	await expect(phone.scan(forged)).rejects.toThrow('not of the connection');
});

test('the wrong code is refused, then the right one works', async () => {
	const phone = sim.addPhone('+4915112345678');
	const code = await requestCode(phone.digits);
	await expect(phone.enterCode(code === 'AAAAAAAA' ? 'BBBBBBBB' : 'AAAAAAAA')).rejects.toThrow(
		'not the code',
	);
	expect(phone.devices.size).toBe(0);
	const closed = client.closed();
	await phone.enterCode(code);
	expect(await closed).toMatchObject({ code: 515 });
});

test('a code cannot be used when its device has left', async () => {
	const phone = sim.addPhone('+4915112345678');
	const code = await requestCode(phone.digits);
	const entered = phone.enterCode(code);
	sim.dropConnections();
	await expect(entered).rejects.toThrow('The device has left');
	await expect(phone.enterCode(code)).rejects.toThrow('No device asks');
});

test('a code is for one number, and for three minutes', async () => {
	const phone = sim.addPhone('+4915112345678');
	const other = sim.addPhone('+4915112345679');
	const code = await requestCode(phone.digits);
	await expect(other.enterCode(code)).rejects.toThrow('No device asks');
	sim.clock.advance(180_000);
	await expect(phone.enterCode(code)).rejects.toThrow('No device asks');
});

test('a number that was never linked with these keys is refused with 401', async () => {
	await requestCode('4915112345678');
	await client.end();
	client.start();
	expect(await client.closed()).toEqual({ code: 401, message: 'Connection Failure' });
	expect(sim.transcript.of('loginRefused')).toMatchObject([{ reason: '401' }]);
});

test.each([
	['2.3000.1043857760', false],
	['2.3000.1043857761', true],
])('a server that wants at least %s', async (oldestClient, refuses) => {
	sim.change({ oldestClient });
	client.start({ version: [2, 3000, 1043857760] });
	if (refuses) expect(await client.closed()).toMatchObject({ code: 405 });
	else expect(await client.qr()).toContain('2@');
});

test('one phone has several devices, and they get what the others send', async () => {
	const phone = sim.addPhone('+4915112345678');
	const anna = sim.addCustomer('+491700000001');
	const second = new TestClient();
	const one = await client.link(phone);
	const two = await second.link(phone);
	expect([one.id, two.id]).toEqual([1, 2]);
	await client.socket.sendMessage(anna.lidJid, { text: 'from the first' });
	await anna.receives('from the first');
	const copy = await second.text('from the first');
	expect(copy.message.key).toMatchObject({ fromMe: true, remoteJid: anna.lidJid });
	// The first learns of a third, though it remembers to whom it sends.
	const third = new TestClient();
	await third.link(phone);
	await client.socket.sendMessage(anna.lidJid, { text: 'to all three' });
	await third.text('to all three');
	await third.end();
	const closed = second.closed();
	phone.unlink(two);
	expect(await closed).toMatchObject({ code: 401 });
	expect([...phone.devices.keys()]).toEqual([1, 3]);
});

test('a code that another phone scans links that other number', async () => {
	sim.addPhone('+4915112345678');
	const device = await client.link(sim.addPhone('+4915112345679'));
	expect(device.jid).toBe('4915112345679:1@s.whatsapp.net');
	expect(client.creds.me?.id).toBe(device.jid);
});

test('numbers of ours write to each other', async () => {
	const sales = sim.addPhone('+4915112345678', { name: 'Sales' });
	const support = sim.addPhone('+4915112345679', { name: 'Support' });
	const second = new TestClient();
	await client.link(sales);
	await second.link(support);
	const sent = await client.socket.sendMessage(support.lidJid, { text: 'hi colleagues' });
	const got = await second.text('hi colleagues');
	expect(got.message).toMatchObject({
		key: { remoteJid: sales.lidJid, remoteJidAlt: sales.jid, fromMe: false },
		pushName: 'Sales',
	});
	await sim.transcript.waitFor(() => {
		const stanzas = sim.transcript.of('stanza').filter(({ id }) => id === sent?.key.id);
		const told = stanzas.filter(({ direction }) => direction === 'toClient');
		return told.some(({ tag, phone }) => tag === 'receipt' && phone === sales.digits);
	});
	await second.end();
});

test.each(['empty', 'chats', 'none'] as const)(
	'the history of a new device: %s',
	async (history) => {
		sim.change({ history });
		const phone = sim.addPhone('+4915112345678');
		const anna = sim.addCustomer('+491700000001', { name: 'Anna' });
		await anna.says(phone, 'long ago');
		await phone.writes(anna, 'indeed');
		client.start();
		const qr = await client.qr();
		const closed = client.closed();
		await phone.scan(qr);
		await closed;
		client.start();
		const told = history === 'none' ? undefined : client.next('messaging-history.set');
		await client.opened();
		const set = await told;
		const texts = set?.messages.map(({ message, key }) => [message?.conversation, key.fromMe]);
		if (history === 'none') expect(phone.sent.size).toBe(1);
		else {
			const { lidMapping } = client.socket.signalRepository;
			expect(await lidMapping.getLIDForPN(anna.jid)).toBe(anna.lidJid);
			const all = [
				['indeed', true],
				['long ago', false],
			];
			expect(texts?.sort()).toEqual(history === 'chats' ? all : []);
		}
	},
);
