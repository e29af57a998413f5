import type { ControlledSimulator } from '../../../simulators/whatsapp-web/control/server.ts';
import { startControlled } from '../../../simulators/whatsapp-web/control/server.ts';
import { WhatsAppWebControl } from '../../../simulators/whatsapp-web/control/client.ts';
import { TestClient } from './client.ts';

const PHONE = '+49 151 12345678';
const ANNA = '+49 170 0000001';

let simulator: ControlledSimulator;
let control: WhatsAppWebControl;
let client: TestClient;

beforeAll(async () => {
	simulator = await startControlled();
	simulator.sim.adopt();
	control = new WhatsAppWebControl(simulator.controlUrl);
	await control.addPhone({ phone: PHONE, name: 'Sales', platform: 'smba' });
	await control.addCustomer({ phone: ANNA, name: 'Anna' });
	client = new TestClient();
	client.start();
	const qr = await client.qr();
	const closed = client.closed();
	expect(await control.scan(PHONE, qr)).toBe(1);
	await closed;
	await client.connect();
});

afterAll(async () => {
	await client.end();
	await simulator.close();
});

test('the state says where it is, and who is there', async () => {
	const { sim } = simulator;
	expect(await control.state()).toEqual({
		url: sim.url,
		rootKey: sim.rootKey.toString('hex'),
		mediaCertificate: sim.mediaCertificate,
		phones: [
			{
				digits: '4915112345678',
				jid: '4915112345678@s.whatsapp.net',
				lidJid: '100000000000001@lid',
				name: 'Sales',
				platform: 'smba',
				banned: false,
				off: false,
				devices: [
					expect.objectContaining({
						id: 1,
						jid: '4915112345678:1@s.whatsapp.net',
						lidJid: '100000000000001:1@lid',
						connected: true,
						logins: 1,
					}),
				],
			},
		],
		customers: [
			{
				digits: '491700000001',
				jid: '491700000001@s.whatsapp.net',
				lidJid: '100000000000002@lid',
				name: 'Anna',
				addressing: 'lid',
			},
		],
	});
});

test('texts and files go both ways', async () => {
	const id = await control.says(ANNA, PHONE, 'hello');
	expect((await client.text('hello')).message.key.id).toBe(id);
	const base64 = Buffer.from('jpeg').toString('base64');
	const picture = await control.says(ANNA, PHONE, { kind: 'image', base64, caption: 'look' });
	await client.until(() => client.upserts.find(({ message }) => message.key.id === picture));
	const raw = { kind: 'raw', message: { conversation: 'bare' } } as const;
	await control.says(ANNA, PHONE, raw, { id: 'RAW1' });
	expect((await client.text('bare')).message.message).toEqual({ conversation: 'bare' });
	await control.writes(PHONE, ANNA, 'from the phone');
	await client.text('from the phone');
	const sent = await client.socket.sendMessage('491700000001@s.whatsapp.net', {
		document: Buffer.from('%PDF'),
		mimetype: 'application/pdf',
		fileName: 'a.pdf',
	});
	const sentId = String(sent?.key.id);
	await control.waitFor((entries) => {
		return entries.find((entry) => entry.kind === 'received' && entry.id === sentId);
	});
	expect(await control.received(ANNA)).toMatchObject([
		{
			id: sentId,
			phone: '4915112345678',
			device: 1,
			content: { kind: 'document', mimeType: 'application/pdf', size: 4, fileName: 'a.pdf' },
		},
	]);
	expect(String(await control.file(ANNA, sentId))).toBe('%PDF');
	expect(await control.sendsOf(sentId)).toBe(1);
	expect(await control.copies(PHONE)).toMatchObject([{ id: sentId, device: 1 }]);
	expect(await control.receipts(ANNA)).toContainEqual({
		phone: '4915112345678',
		ids: [id],
		type: 'delivered',
	});
});

test('faults, settings and the clock', async () => {
	const fault = { kind: 'nack', code: 479, customer: ANNA, times: 1 } as const;
	const faultId = await control.addFault(fault);
	const ack = client.ack('3EB0479');
	const anna = '491700000001@s.whatsapp.net';
	await client.socket.sendMessage(anna, { text: 'no' }, { messageId: '3EB0479' });
	expect(await ack).toMatchObject({ error: '479' });
	expect(await control.faults()).toEqual([
		{ id: faultId, fault: { ...fault, customer: '491700000001' }, used: 1 },
	]);
	await control.removeFault(faultId);
	expect(await control.faults()).toEqual([]);
	expect(await control.changeSettings({ receiptDelayMs: 1 })).toMatchObject({
		receiptDelayMs: 1,
		qrCodes: 6,
	});
	const before = await control.now();
	expect(await control.advance(60_000)).toBeGreaterThanOrEqual(before + 60_000);
});

test('people act', async () => {
	const rang = client.next('call');
	const { id = '' } = await control.perform({ act: 'calls', customer: ANNA, phone: PHONE });
	expect(await rang).toMatchObject([{ id, status: 'offer' }]);
	const ended = client.next('call');
	await control.perform({ act: 'endsCall', id, how: 'hangsUp' });
	expect(await ended).toMatchObject([{ id, status: 'terminate' }]);
	const typed = client.next('presence.update');
	await control.perform({ act: 'types', customer: ANNA, phone: PHONE });
	await typed;
	const closed = client.closed();
	await control.perform({ act: 'streamError', phone: PHONE, code: 503 });
	expect(await closed).toMatchObject({ code: 503 });
	await client.connect();
	const down = client.closed();
	await control.perform({ act: 'goDown' });
	await down;
	await control.perform({ act: 'comeUp' });
	await client.connect();
});

test.each<[string, () => Promise<unknown>, string]>([
	['an unknown phone', () => control.scan('+49 999', 'x'), 'no number of ours'],
	['no QR code', () => control.scan(PHONE, 'x'), 'no QR code'],
	['no code', () => control.enterCode(PHONE, 'AAAAAAAA'), 'No device asks'],
	['an unknown customer', () => control.says('+49 999', PHONE, 'x'), 'no customer'],
	[
		'an unknown message',
		() => control.says(ANNA, PHONE, { kind: 'delete', of: 'X' }),
		'Nobody has seen',
	],
	['a fault of no kind', () => control.addFault({ kind: 'x' } as never), 'fault.kind'],
	['an act of no name', () => control.perform({ act: 'x' } as never), 'act.act'],
])('%s is refused with a reason', async (_name, call, reason) => {
	await expect(call()).rejects.toThrow(reason);
});
