import { WhatsAppWebSimulator } from '../../simulators/whatsapp-web/simulator.ts';
import type { Customer } from '../../simulators/whatsapp-web/world/customer.ts';
import type { Phone } from '../../simulators/whatsapp-web/world/phone.ts';
import { MemoryKeys } from './support/memory-keys.ts';
import {
	closeNumbers,
	handOver,
	isOnline,
	linkedNumber,
	openNumber,
	type NumberRig,
} from './support/rig.ts';
import { until } from './support/until.ts';

jest.setTimeout(30_000);

let sim: WhatsAppWebSimulator;
let phone: Phone;
let rig: NumberRig;
let anna: Customer;
beforeEach(async () => {
	sim = await WhatsAppWebSimulator.start();
	sim.adopt();
	({ phone, rig } = await linkedNumber(sim));
	anna = sim.addCustomer('+15557770001', { name: 'Anna' });
});
afterEach(async () => {
	await closeNumbers();
	await sim.close();
});

const logins = (digits = phone.digits) =>
	sim.transcript.of('login').filter((entry) => entry.phone === digits).length;
const backAgain = (count: number) =>
	until(() => logins() >= count && isOnline(rig), `login ${count}`, 20_000);

/** How many connections of a number were open at once at the most. */
function mostAtOnce(digits: string): number {
	let [now, most] = [0, 0];
	for (const entry of sim.transcript.entries()) {
		if (entry.kind === 'login' && entry.phone === digits) now += 1;
		if (entry.kind === 'disconnected' && entry.phone === digits) now -= 1;
		most = Math.max(most, now);
	}
	return most;
}

test.each([
	['a line that breaks', () => sim.dropConnections(phone)],
	['an overload', () => sim.streamError(phone, 503)],
	['a wish to connect anew', () => sim.streamError(phone, 515)],
	['a trouble without a name', () => sim.streamError(phone)],
])(
	'%s: it connects again by itself, and one end alone is nothing to tell of',
	async (_name, end) => {
		end();
		await backAgain(2);
		await anna.says(phone, 'still there?');
		await until(() => rig.texts().length === 1, 'a text');

		expect(rig.standings.map(({ state }) => state)).toEqual(['linking', 'ready']);
		expect(rig.views.slice(-2)).toEqual([
			{ kind: 'linked', phone: '+15550001111', isConnected: false },
			{ kind: 'linked', phone: '+15550001111', isConnected: true },
		]);
		expect(mostAtOnce(phone.digits)).toBe(1);
	},
);

test('WhatsApp is away for longer: the number says so, and comes back with what has waited', async () => {
	await sim.goDown();
	await until(() => rig.standings.at(-1)?.state === 'degraded', 'the state');
	expect(rig.standings.at(-1)?.failure).toMatchObject({ name: 'connectionLost' });
	await anna.says(phone, 'while you were away');

	await sim.comeUp();
	await backAgain(2);
	await until(() => rig.texts().length === 1, 'the text');

	expect(rig.texts()).toEqual(['while you were away']);
	expect(rig.standings.at(-1)).toEqual({ state: 'ready', failure: null });
});

test('a line that is dead without being closed is found out', async () => {
	const fault = sim.faults.add({ kind: 'mute', phone: phone.digits });

	await until(() => !isOnline(rig), 'the silence to be noticed', 5_000);
	sim.faults.remove(fault);
	await backAgain(2);

	expect(mostAtOnce(phone.digits)).toBeLessThanOrEqual(2);
});

test('a message that is not confirmed makes it look at once whether the line still works', async () => {
	await closeNumbers();
	rig = openNumber({ keys: new MemoryKeys(rig.keys.values), timings: { quietMs: 60_000 } });
	await backAgain(2);
	expect(await rig.connection.transport.send(handOver())).toMatchObject({ kind: 'sent' });
	sim.faults.add({ kind: 'mute', phone: phone.digits });

	expect(await rig.connection.transport.send(handOver())).toMatchObject({ kind: 'unknown' });

	await until(() => !isOnline(rig), 'the silence to be noticed', 5_000);
});

test('a login that is never answered is given up', async () => {
	await closeNumbers();
	sim.faults.add({ kind: 'stall', times: 1 });

	rig = openNumber({
		keys: new MemoryKeys(rig.keys.values),
		timings: { connectMs: 300, loginMs: 1_000 },
	});
	await backAgain(2);
});

test('a login that is heard, and never answered, is given up too', async () => {
	await closeNumbers();
	const fault = sim.faults.add({ kind: 'mute', phone: phone.digits });

	rig = openNumber({ keys: new MemoryKeys(rig.keys.values), timings: { loginMs: 400 } });
	await until(() => logins() >= 3, 'it to try again');
	sim.faults.remove(fault);
	await until(() => isOnline(rig), 'the number to be connected', 20_000);
});

test('closed while nobody is there to say goodbye, the line ends all the same', async () => {
	await closeNumbers();
	rig = openNumber({ keys: new MemoryKeys(rig.keys.values), timings: { quietMs: 60_000 } });
	await backAgain(2);
	sim.faults.add({ kind: 'mute', phone: phone.digits });

	await rig.connection.close();

	await until(() => rig.sleepers() === 0, 'every timer to be over', 5_000);
});

test('another program with the same link: it stops, and says what to do', async () => {
	const second = openNumber({ keys: new MemoryKeys(rig.keys.values) });
	await until(() => isOnline(second), 'the other to be connected');
	await until(() => rig.standings.at(-1)?.state === 'offline', 'the state');

	expect(rig.standings.at(-1)).toMatchObject({ state: 'offline', failure: { name: 'replaced' } });
	expect(rig.connection.linking.view()).toMatchObject({ kind: 'notLinked', end: 'replaced' });
	expect(rig.keys.values.size).toBeGreaterThan(0);
	await anna.says(phone, 'to whom?');
	await until(() => second.texts().length === 1, 'the text');
	expect(logins()).toBe(2);
	expect(isOnline(second)).toBe(true);
});

test('removed on the phone: the keys go, and it can be linked again', async () => {
	phone.unlink();
	await until(() => rig.keys.wipes > 1, 'the keys to be wiped');

	expect(rig.standings.at(-1)).toMatchObject({
		state: 'logged_out',
		failure: { name: 'loggedOut' },
	});
	expect(rig.connection.linking.view()).toMatchObject({ kind: 'notLinked', end: 'loggedOut' });
	expect(rig.keys.values.size).toBe(0);
	await rig.link(phone);
	await anna.says(phone, 'hello again');
	await until(() => rig.texts().length === 1, 'a text');
});

test('removed while it was off: the next login is the end of the link', async () => {
	await rig.connection.close();
	phone.unlink();

	const again = openNumber({ keys: new MemoryKeys(rig.keys.values) });
	await until(() => again.standings.length > 0, 'a standing');

	expect(again.standings).toMatchObject([{ state: 'logged_out' }]);
	await until(() => again.keys.values.size === 0, 'the keys to be wiped');
});

test.each([
	[402, 'banned', 'temporarilyBanned'],
	[403, 'banned', 'banned'],
	[405, 'offline', 'clientOutdated'],
	[406, 'banned', 'banned'],
	[411, 'unlinked', 'notMultiDevice'],
])('a login that is refused with %i is %s, and is not tried again', async (reason, state, name) => {
	sim.faults.add({ kind: 'loginFailure', reason });
	sim.dropConnections(phone);
	await until(() => rig.standings.at(-1)?.failure !== null, 'the end');

	expect(rig.standings.at(-1)).toMatchObject({ state, failure: { name, code: reason } });
	await rig.connection.close();
	expect(sim.transcript.of('loginRefused')).toHaveLength(1);
});

test('the store is away for long: it hangs up, so that messages wait at WhatsApp', async () => {
	await anna.says(phone, 'first');
	await until(() => rig.texts().length === 1, 'a text');
	rig.keys.isAway = true;
	await anna.says(phone, 'second');
	await until(() => !isOnline(rig), 'it to hang up', 30_000);
	await anna.says(phone, 'third');

	rig.keys.isAway = false;
	await backAgain(2);
	await until(() => rig.texts().length >= 3, 'the texts');

	expect([...new Set(rig.texts())]).toEqual(['first', 'second', 'third']);
});

test('two numbers: what one suffers the other does not notice', async () => {
	const { phone: other, rig: second } = await linkedNumber(sim, {
		phone: '+15550002222',
		numberId: 'number-2',
	});
	await anna.says(phone, 'to the first');
	await anna.says(other, 'to the second');
	await until(() => rig.texts().length + second.texts().length === 2, 'both texts');
	rig.isStoreAway = true;
	rig.keys.isAway = true;
	sim.faults.add({ kind: 'dropIq', iq: 'usync', phone: phone.digits });
	const stuck = rig.connection.transport.send(handOver());
	await anna.says(phone, 'stuck');

	await anna.says(other, 'goes on');
	await until(() => second.texts().length === 2, 'the text of the second');
	expect(await second.connection.transport.send(handOver())).toMatchObject({ kind: 'sent' });

	expect(second.texts()).toEqual(['to the second', 'goes on']);
	rig.keys.isAway = false;
	expect(await stuck).toMatchObject({ kind: 'neverLeft' });
});

test('closed, it says nothing more, and nothing of it is left', async () => {
	await anna.says(phone, 'hello');
	await until(() => rig.texts().length === 1, 'a text');

	await Promise.all([rig.connection.close(), rig.connection.close()]);

	await until(() => sim.transcript.of('disconnected').length === 1, 'the line to end');
	await until(() => rig.sleepers() === 0, 'every timer to be over', 5_000);
	const { length } = sim.transcript.entries();
	await anna.says(phone, 'anybody?');
	await sim.transcript.changed(300);
	expect(
		sim.transcript
			.entries(length)
			.filter((entry) => 'direction' in entry && entry.direction === 'fromClient'),
	).toEqual([]);
	expect(rig.keys.ids('inbox')).toEqual([]);
	expect(await rig.connection.transport.send(handOver())).toMatchObject({ kind: 'neverLeft' });
});

test('a restart of WhatsApp with messages that wait loses and doubles nothing', async () => {
	for (let round = 0; round < 3; round += 1) {
		await anna.says(phone, `before ${round}`);
		await sim.goDown();
		await anna.says(phone, `during ${round}`);
		await sim.comeUp();
		await backAgain(round + 2);
	}
	await until(() => rig.texts().length >= 6, 'the texts');

	const expected = [0, 1, 2].flatMap((round) => [`before ${round}`, `during ${round}`]);
	expect(rig.texts()).toEqual(expected);
	expect(mostAtOnce(phone.digits)).toBe(1);
});
