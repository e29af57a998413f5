import { WhatsAppWebSimulator } from '../../simulators/whatsapp-web/simulator.ts';
import { MemoryKeys } from './support/memory-keys.ts';
import { closeNumbers, enterCode, isOnline, linkedNumber, openNumber } from './support/rig.ts';
import { until } from './support/until.ts';

jest.setTimeout(30_000);

let sim: WhatsAppWebSimulator;
beforeEach(async () => {
	sim = await WhatsAppWebSimulator.start();
	sim.adopt();
});
afterEach(async () => {
	await closeNumbers();
	await sim.close();
});

test('a number that nobody has linked says so and asks WhatsApp for nothing', async () => {
	const rig = openNumber();

	await until(() => rig.standings.length > 0, 'a standing');

	expect(rig.standings).toEqual([{ state: 'unlinked', failure: null }]);
	expect(rig.connection.linking.view()).toEqual({ kind: 'notLinked', end: null, failure: null });
	expect(sim.transcript.entries()).toEqual([]);
});

test('a phone scans the QR code, and the number is linked and stays so after a restart', async () => {
	const phone = sim.addPhone('+15550001111');
	const rig = openNumber();
	await rig.link(phone);

	expect(rig.views.map(({ kind }) => kind)).toEqual([
		'notLinked',
		'connecting',
		'qr',
		'finishing',
		'linked',
	]);
	expect(rig.standings).toEqual([
		{ state: 'linking', failure: null },
		{ state: 'ready', failure: null },
	]);
	await rig.connection.close();

	const again = openNumber({ keys: new MemoryKeys(rig.keys.values) });
	await until(() => isOnline(again), 'the number to be connected again');
	expect(again.views.at(-1)).toEqual({
		kind: 'linked',
		phone: '+15550001111',
		isConnected: true,
	});
	expect(again.standings).toEqual([{ state: 'ready', failure: null }]);
	expect(sim.transcript.of('login')).toHaveLength(2);
});

test('a QR code says until when it can be scanned', async () => {
	const rig = openNumber();
	rig.connection.linking.begin('qr');

	const { text, expiresAt } = await rig.view('qr');

	expect(text).toMatch(/^https:\/\/wa\.me\/settings\/linked_devices#/);
	const left = expiresAt - Date.now();
	expect(left).toBeGreaterThan(55_000);
	expect(left).toBeLessThanOrEqual(60_000);
});

test('a phone takes the pairing code', async () => {
	const phone = sim.addPhone('+15550001111');
	const rig = openNumber();

	rig.connection.linking.begin('pairingCode');
	const { code, expiresAt } = await rig.view('pairingCode');
	expect(code).toMatch(/^[1-9A-HJ-NP-TV-Z]{8}$/);
	expect(expiresAt - Date.now()).toBeGreaterThan(150_000);
	await enterCode(phone, code);
	await until(() => isOnline(rig), 'the number to be connected');

	expect(rig.views.map(({ kind }) => kind)).toEqual([
		'notLinked',
		'connecting',
		'pairingCode',
		'finishing',
		'linked',
	]);
});

test('a wrong pairing code links nothing, and the right one still does', async () => {
	const phone = sim.addPhone('+15550001111');
	const rig = openNumber();
	rig.connection.linking.begin('pairingCode');
	const { code } = await rig.view('pairingCode');

	await until(
		() => sim.transcript.of('codeRequested').length > 0,
		'WhatsApp to know of the code',
	);
	await expect(phone.enterCode(code === '11111111' ? '22222222' : '11111111')).rejects.toThrow();
	expect(rig.connection.linking.view().kind).toBe('pairingCode');
	expect(rig.keys.values.size).toBe(0);

	rig.connection.linking.begin('pairingCode');
	const next = await until(() => {
		const view = rig.connection.linking.view();
		return view.kind === 'pairingCode' && view.code !== code ? view : null;
	}, 'a new code');
	await enterCode(phone, next.code);
	await until(() => isOnline(rig), 'the number to be connected');
});

test('a try with a pairing code that died leaves nothing by which a login would be refused', async () => {
	const phone = sim.addPhone('+15550001111');
	const rig = openNumber();
	rig.connection.linking.begin('pairingCode');
	await rig.view('pairingCode');
	await rig.connection.close();

	const again = openNumber({ keys: new MemoryKeys(rig.keys.values) });
	await rig.view('notLinked').catch(() => undefined);
	await again.link(phone);

	expect(sim.transcript.of('loginRefused')).toEqual([]);
});

test('nobody scans: the try ends as expired, once, and another one may begin', async () => {
	const phone = sim.addPhone('+15550001111');
	sim.change({ qrCodes: 2 });
	const rig = openNumber({ timings: { qrMs: 50 } });
	rig.connection.linking.begin('qr');

	const view = await until(() => {
		const now = rig.connection.linking.view();
		return now.kind === 'notLinked' && now.end !== null ? now : null;
	}, 'the end');

	expect(view).toMatchObject({ end: 'expired', failure: { name: 'linkExpired' } });
	expect(rig.views.map(({ kind }) => kind)).toEqual([
		'notLinked',
		'connecting',
		'qr',
		'qr',
		'notLinked',
	]);
	expect(rig.standings.at(-1)).toMatchObject({
		state: 'unlinked',
		failure: { name: 'linkExpired' },
	});
	sim.change({ qrCodes: 6 });
	await rig.connection.close();
	await openNumber().link(phone);
});

test('pairing codes are shown three times while nobody types them', async () => {
	sim.change({ qrCodes: 2 });
	const rig = openNumber({ timings: { qrMs: 250 } });
	rig.connection.linking.begin('pairingCode');

	await until(() => rig.views.at(-1)?.kind === 'notLinked' && rig.views.length > 2, 'the end');

	const codes = rig.views.flatMap((view) => (view.kind === 'pairingCode' ? [view.code] : []));
	expect(new Set(codes).size).toBe(3);
	expect(rig.connection.linking.view()).toMatchObject({ end: 'expired' });
});

test('the wrong phone is logged out again at once, and its keys are gone', async () => {
	const other = sim.addPhone('+15559999999');
	const rig = openNumber();
	rig.connection.linking.begin('qr');

	await other.scan((await rig.view('qr')).text);
	await until(() => sim.transcript.of('unlinked').length > 0, 'the phone to be unlinked');
	await until(() => rig.keys.wipes > 1, 'the keys to be wiped');

	expect(rig.connection.linking.view()).toMatchObject({
		kind: 'notLinked',
		end: 'wrongPhone',
		failure: { name: 'wrongPhone' },
	});
	expect(other.devices.size).toBe(0);
	expect(sim.transcript.of('unlinked')).toMatchObject([{ by: 'client', phone: '15559999999' }]);
	expect(rig.keys.values.size).toBe(0);
	expect(rig.standings.map(({ state }) => state)).not.toContain('ready');
});

test('a try that is cancelled is over, and its code is worth nothing any more', async () => {
	const phone = sim.addPhone('+15550001111');
	const rig = openNumber();
	rig.connection.linking.begin('qr');
	const { text } = await rig.view('qr');

	rig.connection.linking.cancel();

	expect(rig.connection.linking.view()).toEqual({ kind: 'notLinked', end: null, failure: null });
	await until(
		async () => (await phone.scan(text).catch(() => null)) === null,
		'the code to expire',
	);
	await expect(phone.scan(text)).rejects.toThrow();
	expect(phone.devices.size).toBe(0);
});

test('somebody who changes from the QR code to the pairing code is linked by the latter', async () => {
	const phone = sim.addPhone('+15550001111');
	const rig = openNumber();
	rig.connection.linking.begin('qr');
	await rig.view('qr');

	await rig.link(phone, 'pairingCode');

	expect(sim.transcript.of('linked')).toMatchObject([{ by: 'code' }]);
});

test('unlinking takes the device off the phone and wipes the keys', async () => {
	const { phone, rig } = await linkedNumber(sim);

	await rig.connection.linking.unlink();

	expect(phone.devices.size).toBe(0);
	expect(sim.transcript.of('unlinked')).toMatchObject([{ by: 'client' }]);
	expect(rig.keys.values.size).toBe(0);
	expect(rig.connection.linking.view()).toEqual({
		kind: 'notLinked',
		end: 'unlinked',
		failure: null,
	});
});

test('keys that cannot be read any more mean to link again, and are no loop', async () => {
	const { phone, rig } = await linkedNumber(sim);
	await rig.connection.close();

	const lost = openNumber({ keys: new MemoryKeys(), wasLinked: true });
	await until(() => lost.standings.length > 0, 'a standing');
	expect(lost.standings).toMatchObject([{ state: 'logged_out', failure: { name: 'keysLost' } }]);
	expect(lost.connection.linking.view()).toMatchObject({ kind: 'notLinked', end: 'keysLost' });
	await lost.connection.close();

	const broken = new MemoryKeys(new Map([['creds creds', '{"noiseKey":']]));
	const damaged = openNumber({ keys: broken });
	await until(() => broken.wipes > 0, 'the keys to be wiped');
	expect(damaged.connection.linking.view()).toMatchObject({ end: 'keysLost' });
	const logins = sim.transcript.of('login').length;
	await damaged.link(phone);
	expect(sim.transcript.of('login')).toHaveLength(logins + 1);
});

test('WhatsApp takes no client of this version: the try ends as outdated', async () => {
	const { rig } = await linkedNumber(sim);
	await rig.connection.close();
	sim.change({ oldestClient: '9.9.9' });

	const again = openNumber({ keys: new MemoryKeys(rig.keys.values) });
	await until(() => again.standings.length > 0, 'a standing');

	expect(again.standings).toMatchObject([
		{ state: 'offline', failure: { name: 'clientOutdated' } },
	]);
	expect(again.connection.linking.view()).toMatchObject({ kind: 'notLinked', end: 'outdated' });
	expect(again.keys.values.size).toBeGreaterThan(0);
});

test('WhatsApp gives no pairing code: the try ends in words', async () => {
	sim.faults.add({ kind: 'refuseIq', iq: 'link_code', code: 429 });
	const rig = openNumber();

	rig.connection.linking.begin('pairingCode');
	await until(() => rig.views.at(-1)?.kind === 'notLinked' && rig.views.length > 2, 'the end');

	expect(rig.connection.linking.view()).toMatchObject({
		end: 'refused',
		failure: { name: 'pairingCodeRefused' },
	});
});

test('the chats of before are recorded as history, the oldest first, and told with their progress', async () => {
	sim.change({ history: 'chats' });
	const phone = sim.addPhone('+15550001111');
	const anna = sim.addCustomer('+15557770001', { name: 'Anna' });
	await anna.says(phone, 'long ago');
	await phone.writes(anna, 'answered then');
	const rig = openNumber();
	await rig.link(phone);
	await until(() => rig.news.some(({ history }) => history !== null), 'the history');

	await anna.says(phone, 'now');
	await until(() => rig.texts().length > 0, 'a text');

	expect(rig.texts()).toEqual(['now']);
	const history = { origin: 'history', status: null, contactName: 'Anna' };
	const contact = [
		{ type: 'lid', value: anna.lid },
		{ type: 'phone', value: '+15557770001' },
	];
	expect(rig.news.flatMap(({ recorded }) => recorded)).toMatchObject([
		{ ...history, direction: 'in', contact, text: 'long ago' },
		{ ...history, direction: 'out', contact, text: 'answered then' },
	]);
	expect(rig.news.flatMap((news) => news.history ?? [])).toEqual([{ progress: 100 }]);
});
