import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { chooseDatabase } from '../../../src/runtime/database-choice.ts';
import { checkout } from '../../n8n/checkout.ts';
import { environmentFor } from '../../simulators/whatsapp-web/environment.ts';
import { WhatsAppWebSimulator } from '../../simulators/whatsapp-web/simulator.ts';
import type { Customer } from '../../simulators/whatsapp-web/world/customer.ts';
import type { Phone } from '../../simulators/whatsapp-web/world/phone.ts';
import { until } from '../linked/support/until.ts';
import { Owner } from './support/owner.ts';

jest.setTimeout(90_000);

const PHONE = '+15550001111';
const ANNA = '+4915170000001';

let sim: WhatsAppWebSimulator;
let phone: Phone;
let anna: Customer;
let folder: string;
let env: Readonly<Record<string, string>>;
const owners: Owner[] = [];
beforeEach(async () => {
	sim = await WhatsAppWebSimulator.start();
	phone = sim.addPhone(PHONE, { name: 'Sales' });
	anna = sim.addCustomer(ANNA, { name: 'Anna' });
	folder = await mkdtemp(path.join(os.tmpdir(), 'whatsapp-team-owners-'));
	const simulator = path.join(checkout, 'test/simulators/whatsapp-web');
	env = await environmentFor(sim, { program: checkout, simulator, folder });
});
afterEach(async () => {
	await Promise.all(owners.splice(0).map((owner) => owner.kill()));
	await sim.close();
	await rm(folder, { recursive: true, force: true });
});

const logins = () => sim.transcript.of('login').length;

/** The file of the store. */
function storeFile(): string {
	const database = chooseDatabase(undefined, null, folder);
	return database.kind === 'sqlite' ? database.file : '';
}

/** The file by which a process holds the number. */
function lockFile(): string {
	const inside = path.join(path.dirname(storeFile()), 'locks');
	const [lock = ''] = readdirSync(inside).filter((name) => name.endsWith('.lock'));
	return path.join(inside, lock);
}

/** Freezes a process between two transactions: within one it would hold up all who write. */
async function freeze(owner: Owner): Promise<void> {
	await until(() => {
		owner.freeze();
		const store = new DatabaseSync(storeFile(), { timeout: 0 });
		try {
			store.exec('begin immediate; rollback');
			return true;
		} catch {
			owner.wake();
			return false;
		} finally {
			store.close();
		}
	}, 'it to be frozen at rest');
}

/** How many sockets of the number are open. */
const sockets = () =>
	[...phone.devices.values()].filter(({ connection }) => connection !== undefined).length;

async function start(): Promise<Owner> {
	const owner = new Owner(folder, PHONE, env);
	owners.push(owner);
	await until(() => owner.news.length > 0, 'the process to run', 20_000);
	return owner;
}

/** One process that has linked the number, and one that stands by. */
async function two(): Promise<readonly [Owner, Owner]> {
	const first = await start();
	await until(() => first.view?.kind === 'notLinked', 'the number to be open', 20_000);
	first.tell({ do: 'link' });
	const qr = await until(() => (first.view?.kind === 'qr' ? first.view.text : null), 'a code');
	await phone.scan(qr);
	await until(() => first.isConnected, 'the number to be connected', 20_000);
	const second = await start();
	await until(() => second.view?.kind === 'standsBy', 'the other to stand by');
	return [first, second];
}

async function asks(owner: Owner, text: string): Promise<void> {
	await anna.says(phone, text);
	await until(() => owner.received.includes(text), `${text} to be received`, 20_000);
}

async function answers(owner: Owner, text: string): Promise<void> {
	owner.tell({ do: 'send', to: ANNA, text });
	await until(() => owner.sent.includes(`${text}: sent`), `${text} to be sent`, 20_000);
}

const arrived = () =>
	anna.received.flatMap(({ content }) => ('text' in content ? content.text : []));

test('who sleeps keeps the number, and who dies gives it to the other', async () => {
	const [first, second] = await two();
	await asks(first, 'one');
	const before = logins();

	await freeze(first);
	await anna.says(phone, 'to the sleeping');
	// Longer than the other waits before it asks for the number again, twice.
	await new Promise((resolve) => setTimeout(resolve, 4_500));
	expect([second.view?.kind, logins() - before, sockets()]).toEqual(['standsBy', 0, 1]);
	first.wake();
	await until(() => first.received.includes('to the sleeping'), 'it to go on', 20_000);
	await answers(first, 'still me');

	await first.kill();
	await anna.says(phone, 'to nobody');
	await until(() => second.isConnected, 'the other to take over', 30_000);
	await until(() => second.received.includes('to nobody'), 'what had waited', 20_000);
	await answers(second, 'now me');

	expect([logins() - before, sockets()]).toEqual([1, 1]);
	expect(arrived()).toEqual(['still me', 'now me']);
});

test('who lost the number while it slept opens no socket any more, and the other goes on', async () => {
	const [first, second] = await two();
	await asks(first, 'one');
	await answers(first, 'first');
	const before = logins();

	await freeze(first);
	// The lock goes as it never should: only the fence in the store is left.
	await rm(lockFile());
	await until(() => second.isConnected, 'the other to take over', 30_000);
	await asks(second, 'two');
	await answers(second, 'second');
	first.wake();
	first.tell({ do: 'send', to: ANNA, text: 'from the past' });
	await until(() => first.view?.kind !== 'linked', 'it to let go', 30_000);
	await until(() => first.sent.length === 2, 'the end of what it wanted to send', 30_000);
	await asks(second, 'three');
	await answers(second, 'third');

	expect([logins() - before, sockets(), second.isConnected]).toEqual([1, 1, true]);
	// It is in the book of both: the one that owns the number has sent it, once.
	expect(arrived().filter((text) => text === 'from the past').length).toBeLessThan(2);
	expect(arrived().filter((text) => text !== 'from the past')).toEqual([
		'first',
		'second',
		'third',
	]);
	expect(second.received).toEqual(['two', 'three']);
});
