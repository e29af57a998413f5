import { WhatsAppWebSimulator } from '../../simulators/whatsapp-web/simulator.ts';
import { closeNumbers, handOver, logLines, openNumber } from './support/rig.ts';
import { until } from './support/until.ts';

jest.setTimeout(30_000);

const METHODS = ['log', 'info', 'warn', 'error', 'debug'] as const;

let sim: WhatsAppWebSimulator;
/** What was printed, whole objects included. */
let printed: string[];
let restore: () => void;
beforeEach(async () => {
	printed = [];
	const originals = METHODS.map((method) => [method, console[method]] as const);
	// Before the product loads the library: its filter comes on top.
	for (const method of METHODS) {
		console[method] = (...args: unknown[]) => {
			const objects = args.map((arg) => JSON.stringify(arg, bytesAsBase64));
			printed.push([...args.map(String), ...objects].join(' '));
		};
	}
	restore = () => {
		for (const [method, original] of originals) console[method] = original;
	};
	sim = await WhatsAppWebSimulator.start({ quiet: false });
	sim.adopt();
});
afterEach(async () => {
	await closeNumbers();
	await sim.close();
	restore();
});

function bytesAsBase64(_key: string, value: unknown): unknown {
	const isBytes =
		typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer';
	return isBytes ? Buffer.from(value as unknown as Uint8Array).toString('base64') : value;
}

/** Every text of base64 in the keys that looks like a key. */
function keyMaterial(values: Iterable<string>): readonly string[] {
	return [...values].flatMap((text) => text.match(/[A-Za-z0-9+/]{40,}={0,2}/g) ?? []);
}

test('neither log nor console ever hold a key, a code, a text or a whole phone number', async () => {
	const phone = sim.addPhone('+15550001111', { name: 'Sales' });
	const anna = sim.addCustomer('+15557770001', { name: 'Anna' });
	const rig = openNumber();
	rig.connection.linking.begin('pairingCode');
	const { code } = await rig.view('pairingCode');
	rig.connection.linking.begin('qr');
	const { text: qr } = await rig.view('qr');
	await rig.link(phone);
	const secrets = new Set<string>([code, qr, ...qr.split(',').slice(1, 4)]);
	const texts = [
		'first secret words',
		'second secret words',
		'third secret words',
		'answer words',
	];
	const noteKeys = () => {
		for (const key of keyMaterial(rig.keys.values.values())) secrets.add(key);
	};

	await anna.says(phone, texts[0] ?? '');
	await until(() => rig.texts().length === 1, 'a text');
	noteKeys();
	anna.reinstalls();
	await anna.says(phone, texts[1] ?? '');
	sim.faults.add({ kind: 'garble', customer: anna.digits, times: 1 });
	await anna.says(phone, texts[2] ?? '');
	await until(() => rig.texts().length === 3, 'the texts');
	noteKeys();
	sim.faults.add({ kind: 'undecryptable', customer: anna.digits, times: 1 });
	const content = { type: 'text', text: texts[3] ?? '', linkPreview: false } as const;
	await rig.connection.transport.send(handOver({ content }));
	await anna.receives(texts[3]);
	sim.faults.add({ kind: 'nack', code: 463, times: 1 });
	await rig.connection.transport.send(handOver({ content }));
	sim.faults.add({ kind: 'dropIq', iq: 'usync' });
	await rig.connection.transport.send(
		handOver({ content, recipient: [{ type: 'phone', value: '+15557770009' }] }),
	);
	rig.isStoreAway = true;
	await anna.says(phone, 'stored later');
	sim.dropConnections(phone);
	await until(() => sim.transcript.of('login').length === 2, 'it to connect again');
	rig.isStoreAway = false;
	await until(() => rig.texts().length === 4, 'the last text');
	noteKeys();
	phone.unlink();
	await until(() => rig.keys.values.size === 0, 'the keys to be wiped');

	const said = [...logLines, ...printed].join('\n');
	expect(logLines.length).toBeGreaterThan(5);
	expect(secrets.size).toBeGreaterThan(800);
	const found = [
		...secrets,
		...texts,
		'stored later',
		'15550001111',
		'15557770001',
		anna.lid,
		phone.lid,
	].filter((secret) => said.includes(secret));
	expect(found).toEqual([]);
	expect(said).not.toMatch(/privKey|SessionEntry|Closing session/);
});
