import { X509Certificate } from 'node:crypto';
import { connect } from 'node:tls';
import { once } from 'node:events';
import { SimulatorClock } from '../../../simulators/graph-api/clock.ts';
import { FaultRegistry } from '../../../simulators/whatsapp-web/faults/registry.ts';
import { makeCertificate } from '../../../simulators/whatsapp-web/media/certificate.ts';
import { MediaServer } from '../../../simulators/whatsapp-web/media/server.ts';
import { FrameReader, frame } from '../../../simulators/whatsapp-web/noise/frames.ts';
import { silenceLibSignal } from '../../../simulators/whatsapp-web/quiet.ts';
import { Transcript } from '../../../simulators/whatsapp-web/transcript.ts';
import { parseJid } from '../../../simulators/whatsapp-web/wire/jid.ts';

const INTRO = Buffer.from('WA\x06\x03');
const ROUTING = Buffer.concat([Buffer.from('ED\x00\x01\x00\x00\x02'), Buffer.from('xy')]);

test.each([
	['without routing', INTRO],
	['with routing', Buffer.concat([ROUTING, INTRO])],
])('frames are read from pieces of any size, %s', (_name, intro) => {
	const reader = new FrameReader();
	const bytes = Buffer.concat([intro, frame(Buffer.from('one')), frame(Buffer.alloc(70_000, 2))]);
	const head = [...bytes.subarray(0, 40)].map((byte) => Buffer.from([byte]));
	const pieces = [...head, bytes.subarray(40, 5000), bytes.subarray(5000)];
	const frames = pieces.flatMap((piece) => reader.push(piece));
	expect(frames.map((one) => one.length)).toEqual([3, 70_000]);
	expect(String(frames[0])).toBe('one');
});

test('who does not introduce itself is refused', () => {
	expect(() => new FrameReader().push(Buffer.from('GET / HTTP/1.1'))).toThrow('introduce');
});

test('a fault meets whom it names, as often as it says', () => {
	let changes = 0;
	const faults = new FaultRegistry(() => changes++);
	const id = faults.add({
		kind: 'nack',
		code: 463,
		phone: '+49 151 1',
		customer: '+49 170 1',
		times: 2,
	});
	faults.add({ kind: 'nack', code: 479, messageId: 'A' });
	const target = { phone: '491511', customer: '491701', messageId: 'A' };
	const code = () => faults.take('nack', target)?.fault.code;
	expect(faults.take('nack', { ...target, customer: '491702', messageId: 'B' })).toBeUndefined();
	expect(faults.take('swallow', target)).toBeUndefined();
	expect([code(), code(), code()]).toEqual([463, 463, 479]);
	expect(faults.list().map(({ used }) => used)).toEqual([2, 1]);
	faults.remove(id);
	faults.remove('unknown');
	expect(faults.list()).toMatchObject([{ fault: { code: 479 } }]);
	faults.remove();
	expect([faults.list(), changes]).toEqual([[], 5]);
});

test('a question is named by a part of what it asks', () => {
	const faults = new FaultRegistry(() => undefined);
	faults.add({ kind: 'dropIq', iq: 'usync' });
	expect(faults.has('dropIq', { iq: 'get|usync|usync' })).toBe(true);
	expect(faults.has('dropIq', { iq: 'get|encrypt|key' })).toBe(false);
});

test('a wait that is in vain says what happened last', async () => {
	const transcript = new Transcript(new SimulatorClock(0));
	transcript.add({ kind: 'problem', message: 'too late' });
	const waited = transcript.waitFor(() => false, { timeoutMs: 1 });
	await expect(waited).rejects.toThrow('"kind":"problem","message":"too late","seq":1,"at":0');
});

test('a wait ends with what it waits for', async () => {
	const transcript = new Transcript(new SimulatorClock(0));
	const waited = transcript.waitFor(() => transcript.of('problem')[1]?.message);
	transcript.add({ kind: 'problem', message: 'one' });
	transcript.add({ kind: 'problem', message: 'two' });
	expect(await waited).toBe('two');
});

test('the certificate is one for this machine, signed by itself', () => {
	const { cert } = makeCertificate(Date.UTC(2026, 10, 20));
	const read = new X509Certificate(cert);
	expect(read.verify(read.publicKey)).toBe(true);
	expect(read).toMatchObject({
		ca: true,
		subject: 'CN=WhatsApp Web simulator',
		subjectAltName: 'DNS:localhost, IP Address:127.0.0.1',
		validFrom: 'Nov 19 00:00:00 2026 GMT',
		validTo: 'Nov 20 00:00:00 2027 GMT',
	});
});

test('who does not trust the certificate gets no file', async () => {
	const server = new MediaServer(
		new FaultRegistry(() => undefined),
		makeCertificate(Date.now()),
		{},
	);
	await server.open();
	const trusting = connect({ port: server.port, host: '127.0.0.1', ca: server.certificate.cert });
	await once(trusting, 'secureConnect');
	trusting.destroy();
	const wary = connect({ port: server.port, host: '127.0.0.1' });
	const [error] = (await once(wary, 'error')) as [NodeJS.ErrnoException];
	expect(error.code).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
	await server.close();
	await server.close();
});

test('libsignal is silenced while anybody wants it, and nothing else is', () => {
	const printed: unknown[] = [];
	const print = console.info;
	const spy = (...values: unknown[]) => printed.push(...values);
	console.info = spy;
	const [endOne, endTwo] = [silenceLibSignal(), silenceLibSignal()];
	console.info('Closing session:', { privKey: 'secret' });
	console.info('a session of ours');
	endOne();
	endOne();
	console.info('Opening session:', { privKey: 'secret' });
	endTwo();
	expect([printed, console.info]).toEqual([['a session of ours'], spy]);
	console.info = print;
});

test.each([
	['4915112345678@s.whatsapp.net', { user: '4915112345678', device: 0, lid: false }],
	['4915112345678:7@s.whatsapp.net', { user: '4915112345678', device: 7, lid: false }],
	['1000:12@lid', { user: '1000', device: 12, lid: true }],
	['120363@g.us', undefined],
	['@s.whatsapp.net', undefined],
])('the jid %s', (jid, expected) => {
	expect(parseJid(jid)).toEqual(expected);
});
