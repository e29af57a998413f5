import { WhatsAppWebSimulator } from '../../simulators/whatsapp-web/simulator.ts';
import type { Customer } from '../../simulators/whatsapp-web/world/customer.ts';
import type { Phone } from '../../simulators/whatsapp-web/world/phone.ts';
import { MemoryKeys } from './support/memory-keys.ts';
import { closeNumbers, isOnline, linkedNumber, openNumber, type NumberRig } from './support/rig.ts';
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

const texts = (count: number) => until(() => rig.texts().length >= count, `${count} texts`, 20_000);
const numbered = (count: number, word = 'm') =>
	Array.from({ length: count }, (_, n) => `${word}${n}`);

/** Cuts the number off, and waits until WhatsApp has noticed. */
async function goOffline(): Promise<void> {
	sim.faults.add({ kind: 'refuse' });
	sim.dropConnections(phone);
	await until(() => sim.transcript.of('disconnected').length > 0, 'the line to be cut');
}

test('a message comes with both addresses of its sender, and its name', async () => {
	const { id } = await anna.says(phone, 'hello');
	await texts(1);

	expect(rig.news.flatMap(({ messages }) => messages)).toEqual([
		{
			providerId: id,
			content: { type: 'text' },
			text: 'hello',
			replyTo: null,
			forwarded: null,
			product: null,
			referral: null,
			sentAt: expect.any(Number) as number,
			sender: [
				{ type: 'lid', value: anna.lid },
				{ type: 'phone', value: '+15557770001' },
			],
			senderName: 'Anna',
			raw: {
				key: {
					remoteJid: `${anna.lid}@lid`,
					remoteJidAlt: '15557770001@s.whatsapp.net',
					fromMe: false,
					id,
				},
				messageTimestamp: expect.any(Number) as number,
				pushName: 'Anna',
				message: { conversation: 'hello' },
			},
		},
	]);
});

test('a message from somebody who is known costs one write and no read', async () => {
	await anna.says(phone, 'first');
	await texts(1);
	await until(() => rig.keys.ids('inbox').length === 0, 'the journal to be empty');
	const [writes, reads] = [rig.keys.writes.length, rig.keys.reads.length];

	for (const [index, text] of numbered(20).entries()) {
		await anna.says(phone, text);
		await texts(index + 2);
	}

	expect(rig.keys.writes.length - writes).toBe(20);
	expect(rig.keys.reads.length).toBe(reads);
});

test('500 messages that waited come in their order, many at once, each once', async () => {
	await goOffline();
	const sent = numbered(500);
	for (const text of sent) await anna.says(phone, text);
	sim.faults.remove();

	await texts(500);

	expect(rig.texts()).toEqual(sent);
	expect(rig.news.filter(({ messages }) => messages.length > 0).length).toBeLessThan(250);
	const device = [...phone.devices.values()][0];
	await until(() => device?.waitingCount === 0, 'WhatsApp to have nothing left');
});

test('a line that breaks amid a backlog loses nothing', async () => {
	await goOffline();
	const sent = numbered(200);
	for (const text of sent) await anna.says(phone, text);
	sim.faults.remove();

	for (const count of [10, 60, 120]) {
		await texts(count);
		sim.dropConnections(phone);
	}
	await texts(200);
	await until(() => isOnline(rig), 'the number to be connected');

	expect([...new Set(rig.texts())]).toEqual(sent);
});

test('what a process opened and could not store, the next one stores', async () => {
	await anna.says(phone, 'before');
	await texts(1);
	rig.isStoreAway = true;
	await anna.says(phone, 'opened, not stored');
	await until(() => rig.keys.ids('inbox').length > 0, 'the message to be opened');
	// Killed: nothing is closed, only what was written stays.
	const left = new MemoryKeys(rig.keys.values);
	rig.keys.isFenced = true;

	const next = openNumber({ keys: left });
	await until(() => next.texts().includes('opened, not stored'), 'the message');

	expect(next.texts().filter((text) => text === 'opened, not stored')).toHaveLength(1);
	await until(() => left.ids('inbox').length === 0, 'the journal to be empty');
});

test('while the store is away messages wait, and come in their order when it is back', async () => {
	rig.isStoreAway = true;
	for (const text of numbered(5)) await anna.says(phone, text);
	await until(() => rig.keys.ids('inbox').length === 5, 'the messages to be opened');
	expect(rig.texts()).toEqual([]);

	rig.isStoreAway = false;
	await texts(5);

	expect(rig.texts()).toEqual(numbered(5));
});

test('while no keys can be written nothing is acknowledged, and nothing is lost', async () => {
	await anna.says(phone, 'first');
	await texts(1);
	await until(() => anna.receipts.length === 1, 'the receipt of the first');
	rig.keys.isAway = true;
	await anna.says(phone, 'second');
	await anna.says(phone, 'third');
	await sim.transcript.changed(300);
	expect(anna.receipts).toHaveLength(1);

	rig.keys.isAway = false;
	await texts(3);

	expect(rig.texts()).toEqual(['first', 'second', 'third']);
	await until(() => anna.receipts.length === 3, 'the receipts');
});

test('a process that does not own the number any more says not a word to WhatsApp', async () => {
	await anna.says(phone, 'first');
	await texts(1);
	await until(() => anna.receipts.length === 1, 'the receipt of the first');
	rig.keys.isFenced = true;

	const { id } = await anna.says(phone, 'second');
	await until(() => rig.lost > 0, 'the loss to be told');

	expect(rig.lost).toBe(1);
	expect(rig.texts()).toEqual(['first']);
	expect(anna.receipts).toHaveLength(1);
	const acks = sim.transcript
		.of('stanza')
		.filter((entry) => entry.direction === 'fromClient' && entry.id === id);
	expect(acks).toEqual([]);
	expect(
		await rig.connection.transport.send({
			outboxId: 'o',
			attempt: 1,
			recipient: [{ type: 'phone', value: '+15557770001' }],
			content: { type: 'text', text: 'x', linkPreview: false },
			replyTo: null,
		}),
	).toMatchObject({ kind: 'neverLeft' });
});

test('nor while it takes its link back, which may take WhatsApp long to confirm', async () => {
	await anna.says(phone, 'first');
	await texts(1);
	sim.faults.add({ kind: 'dropIq', iq: 'md|remove-companion-device' });
	const unlinked = rig.connection.linking.unlink();
	await until(() => rig.views.at(-1)?.kind === 'notLinked', 'the link to be taken back');
	rig.keys.isFenced = true;

	const { id } = await anna.says(phone, 'second');
	await until(() => rig.lost > 0, 'the loss to be told');
	await unlinked;
	await until(() => sim.transcript.of('disconnected').length > 0, 'the line to end', 10_000);

	const said = sim.transcript
		.of('stanza')
		.filter((entry) => entry.direction === 'fromClient' && entry.id === id);
	expect(said).toEqual([]);
});

test('the same person is the same by LID and by phone', async () => {
	await anna.says(phone, 'by lid', { addressing: 'lid' });
	await anna.says(phone, 'by phone', { addressing: 'pn' });
	await texts(2);

	const senders = rig.news.flatMap(({ messages }) => messages.map(({ sender }) => sender));
	expect(senders[0]).toEqual(senders[1]);
});

test('a message that is delivered twice is stored once', async () => {
	sim.faults.add({ kind: 'duplicate', customer: anna.digits });
	await anna.says(phone, 'twice');
	await anna.says(phone, 'and this');
	await texts(2);
	await until(() => [...phone.devices.values()][0]?.waitingCount === 0, 'all to be confirmed');

	expect(rig.texts()).toEqual(['twice', 'and this']);
});

test('a message that cannot be decrypted comes when the sender has sent it again', async () => {
	await anna.says(phone, 'fine');
	await texts(1);
	sim.faults.add({ kind: 'garble', customer: anna.digits, times: 1 });
	const { id } = await anna.says(phone, 'garbled first');
	await texts(2);

	expect(rig.texts()).toEqual(['fine', 'garbled first']);
	expect(rig.news.flatMap(({ messages }) => messages).at(-1)?.providerId).toBe(id);
});

test('a customer with a new phone is understood', async () => {
	await anna.says(phone, 'old phone');
	await texts(1);
	anna.reinstalls();
	await anna.says(phone, 'new phone');
	await texts(2);

	expect(rig.texts()).toEqual(['old phone', 'new phone']);
});

test('what the phone writes is recorded as an answer of the phone, which was seen', async () => {
	await anna.says(phone, 'question');
	await texts(1);
	const { id } = await phone.writes(anna, 'answer from the phone');
	await until(() => rig.news.some(({ recorded }) => recorded.length > 0), 'the answer');

	expect(rig.news.flatMap(({ recorded }) => recorded)).toMatchObject([
		{
			providerId: id,
			origin: 'phone',
			direction: 'out',
			text: 'answer from the phone',
			contact: [
				{ type: 'lid', value: anna.lid },
				{ type: 'phone', value: '+15557770001' },
			],
			contactName: null,
			status: 'sent',
		},
	]);
	expect(rig.phoneSeen.length).toBeGreaterThan(0);
});

test('groups, the status page and channels are counted and never stored', async () => {
	for (const place of ['group', 'status', 'newsletter'] as const) {
		anna.broadcasts(phone, place);
	}
	await anna.says(phone, 'to you alone');
	await texts(1);
	await rig.connection.close();

	expect(rig.texts()).toEqual(['to you alone']);
	const retries = sim.transcript
		.of('stanza')
		.filter(({ tag, type }) => tag === 'receipt' && type === 'retry');
	expect(retries).toEqual([]);
	expect(rig.news.reduce((sum, { groupIgnored }) => sum + groupIgnored, 0)).toBe(3);
	expect(rig.news.reduce((sum, { unreadable }) => sum + unreadable, 0)).toBe(0);
});

test('a call that rings is told once, with its caller and its picture; its end is not', async () => {
	const ringing = anna.calls(phone, { video: true });
	await until(() => rig.news.length > 0, 'the call');
	ringing.hangsUp();
	const voice = anna.calls(phone);
	voice.timesOut();
	await until(() => rig.news.flatMap(({ messages }) => messages).length === 2, 'two calls');
	await anna.says(phone, 'nobody there?');
	await texts(3);

	expect(rig.news.flatMap(({ messages }) => messages)).toMatchObject([
		{
			providerId: ringing.id,
			content: { type: 'call', video: true },
			text: null,
			sentAt: expect.any(Number) as number,
			sender: [
				{ type: 'lid', value: anna.lid },
				{ type: 'phone', value: '+15557770001' },
			],
		},
		{ providerId: voice.id, content: { type: 'call', video: false } },
		{ content: { type: 'text' }, text: 'nobody there?' },
	]);
	expect(rig.news.map(({ unreadable, groupIgnored }) => unreadable + groupIgnored)).toEqual(
		rig.news.map(() => 0),
	);
});
