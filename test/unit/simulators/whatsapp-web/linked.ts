import type { SimulatorOptions } from '../../../simulators/whatsapp-web/simulator.ts';
import { WhatsAppWebSimulator } from '../../../simulators/whatsapp-web/simulator.ts';
import type { LinkedDevice } from '../../../simulators/whatsapp-web/world/linked-device.ts';
import type { Customer } from '../../../simulators/whatsapp-web/world/customer.ts';
import type { Phone } from '../../../simulators/whatsapp-web/world/phone.ts';
import { TestClient } from './client.ts';

/** A simulator with a client that is linked to a number, and somebody who writes to it. */
export interface Linked {
	readonly sim: WhatsAppWebSimulator;
	readonly client: TestClient;
	readonly phone: Phone;
	readonly device: LinkedDevice;
	readonly anna: Customer;
}

/** Linking costs the client most of a second: the tests of a file share one that is linked. */
export function shareLinked(options: SimulatorOptions = {}): Linked {
	let linked: Linked | undefined;
	beforeAll(async () => {
		const sim = await WhatsAppWebSimulator.start(options);
		sim.adopt();
		const client = new TestClient();
		const phone = sim.addPhone('+49 151 12345678', { name: 'Sales' });
		const anna = sim.addCustomer('+49 170 0000001', { name: 'Anna' });
		const device = await client.link(phone);
		linked = { sim, client, phone, device, anna };
	});
	afterEach(() => linked?.sim.faults.remove());
	afterAll(async () => {
		await linked?.client.end();
		await linked?.sim.close();
		expect(linked?.sim.transcript.of('problem')).toEqual([]);
		expect(linked?.sim.transcript.of('unknownStanza')).toEqual([]);
	});
	const get = () => {
		if (linked === undefined) throw new Error('Only inside of tests.');
		return linked;
	};
	return {
		get sim() {
			return get().sim;
		},
		get client() {
			return get().client;
		},
		get phone() {
			return get().phone;
		},
		get device() {
			return get().device;
		},
		get anna() {
			return get().anna;
		},
	};
}
