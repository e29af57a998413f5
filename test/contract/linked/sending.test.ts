import { linkedMessageId } from '../../../src/domain/number/linked-message-id.ts';
import type { OutgoingContent } from '../../../src/domain/outgoing.ts';
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

const send = (changes: Parameters<typeof handOver>[0] = {}) =>
	rig.connection.transport.send(handOver(changes));
const text = (words: string): OutgoingContent => ({ type: 'text', text: words, linkPreview: true });
const statuses = () => rig.news.flatMap((news) => news.statuses);

test('a message is sent when WhatsApp has confirmed it, under the id of its row', async () => {
	const message = handOver({ content: text('Good morning') });

	expect(await rig.connection.transport.send(message)).toEqual({
		kind: 'sent',
		providerId: linkedMessageId(message.outboxId),
	});

	const received = await anna.receives('Good morning');
	expect(received.id).toBe(linkedMessageId(message.outboxId));
	expect(phone.copies.map(({ id }) => id)).toEqual([received.id]);
});

test('receipts become statuses: delivered, read, played', async () => {
	await send();
	const { id } = await anna.receives('Hi');
	await until(() => statuses().length === 1, 'the receipt');
	anna.reads(id);
	await until(() => statuses().length === 2, 'the second');
	anna.plays(id);
	await until(() => statuses().length === 3, 'the third');

	expect(statuses()).toMatchObject(
		['delivered', 'read', 'played'].map((status) => ({
			providerId: id,
			outboxId: null,
			status,
			recipient: [{ type: 'phone', value: '+15557770001' }],
			failure: null,
		})),
	);
});

test('a customer who wrote is answered by LID', async () => {
	await anna.says(phone, 'question');
	await until(() => rig.texts().length === 1, 'the question');
	const recipient = rig.news.flatMap(({ messages }) => messages)[0]?.sender ?? [];

	expect(await send({ recipient })).toMatchObject({ kind: 'sent' });

	expect(await anna.receives('Hi')).toMatchObject({ addressing: 'lid' });
});

test('a number that is not on WhatsApp is asked about once, and not written to', async () => {
	const recipient = [{ type: 'phone', value: '+15550000000' }] as const;

	for (let times = 0; times < 3; times += 1) {
		expect(await send({ recipient })).toMatchObject({
			kind: 'failed',
			failure: { name: 'notOnWhatsApp' },
		});
	}

	const asked = sim.transcript
		.of('stanza')
		.filter(({ direction, child }) => direction === 'fromClient' && child === 'usync');
	expect(asked.length).toBeLessThanOrEqual(2);
	expect(sim.transcript.of('received')).toEqual([]);
});

test('a contact without an address that WhatsApp knows is refused', async () => {
	expect(await send({ recipient: [{ type: 'bsuid', value: 'DE.1' }] })).toMatchObject({
		kind: 'failed',
		failure: { name: 'noAddress' },
	});
});

test.each([
	[463, 'failed', 'newChatsRestricted'],
	[479, 'failed', 'staleAddress'],
	[499, 'failed', 'whatsapp499'],
	[429, 'retry', 'rateLimit'],
	[503, 'retry', 'serviceDown'],
])('a refusal with %i is %s as %s', async (code, kind, name) => {
	sim.faults.add({ kind: 'nack', code, customer: anna.digits, times: 1 });

	expect(await send()).toMatchObject({ kind, failure: { name, code } });

	expect(anna.received).toEqual([]);
	expect(await send()).toMatchObject({ kind: 'sent' });
});

test('a confirmation that never comes leaves the fate unknown; one that comes late settles it', async () => {
	const held = sim.faults.add({ kind: 'holdAck', customer: anna.digits, times: 1 });
	const message = handOver();

	expect(await rig.connection.transport.send(message)).toMatchObject({
		kind: 'unknown',
		failure: { name: 'noAnswer' },
	});
	sim.faults.remove(held);
	await until(() => statuses().some(({ status }) => status === 'sent'), 'the late confirmation');

	expect(statuses()[0]).toMatchObject({
		providerId: linkedMessageId(message.outboxId),
		status: 'sent',
	});
});

test('a message that was delivered without a confirmation is sent: its receipt proves it', async () => {
	sim.change({ receiptDelayMs: 50 });
	sim.faults.add({ kind: 'swallow', delivers: true, customer: anna.digits, times: 1 });

	expect(await send()).toMatchObject({ kind: 'sent' });
});

test('a line that breaks before the confirmation leaves the fate unknown, and its receipt settles it', async () => {
	sim.faults.add({ kind: 'cut', delivers: true, customer: anna.digits, times: 1 });
	const message = handOver();

	expect(await rig.connection.transport.send(message)).toMatchObject({ kind: 'unknown' });
	await until(() => statuses().some(({ status }) => status === 'delivered'), 'the receipt');

	expect(statuses()[0]?.providerId).toBe(linkedMessageId(message.outboxId));
	expect(anna.received).toHaveLength(1);
});

test('without a connection nothing leaves', async () => {
	sim.faults.add({ kind: 'refuse' });
	sim.dropConnections(phone);
	await until(() => !isOnline(rig), 'the line to be cut');

	expect(await send()).toMatchObject({ kind: 'neverLeft', failure: { name: 'notConnected' } });
});

test('a question that is not answered holds up that message alone, and nothing of it leaves', async () => {
	const bob = sim.addCustomer('+15557770002', { name: 'Bob' });
	await send();
	sim.faults.add({ kind: 'dropIq', iq: 'usync' });

	const stuck = send({ recipient: [{ type: 'phone', value: '+15557770002' }] });
	const first = await Promise.race([stuck, send()]);

	expect(first).toMatchObject({ kind: 'sent' });
	expect(await stuck).toMatchObject({ kind: 'neverLeft', failure: { name: 'noAnswer' } });
	expect(bob.received).toEqual([]);
	sim.faults.remove();
	expect(await send({ recipient: [{ type: 'phone', value: '+15557770002' }] })).toMatchObject({
		kind: 'sent',
	});
	expect(await bob.receives('Hi')).toBeDefined();
});

test('devices that WhatsApp does not name hold up that message alone too', async () => {
	await anna.says(phone, 'first');
	const bob = sim.addCustomer('+15557770002', { name: 'Bob' });
	await until(() => rig.texts().length === 1, 'a text');
	sim.faults.add({ kind: 'dropIq', iq: 'encrypt|key' });

	expect(await send({ recipient: [{ type: 'lid', value: bob.lid }] })).toMatchObject({
		kind: 'neverLeft',
	});
	expect(
		sim.transcript
			.of('stanza')
			.filter(({ tag, direction }) => tag === 'message' && direction === 'fromClient'),
	).toEqual([]);
});

test('too many questions: the message may try again, more slowly', async () => {
	sim.faults.add({ kind: 'refuseIq', iq: 'usync' });

	expect(await send()).toMatchObject({
		kind: 'retry',
		failure: { name: 'rateLimit', code: 429 },
	});
});

test('every kind that a linked number can send arrives as it is', async () => {
	const contents: readonly OutgoingContent[] = [
		{ type: 'location', latitude: 52.5, longitude: 13.4, name: 'Gate', address: 'Way 1' },
		{
			type: 'contacts',
			contacts: [
				{
					name: { formatted: 'Ben Bo', first: 'Ben' },
					phones: [{ phone: '+49 151 12345678' }],
				},
			],
		},
		{
			type: 'contacts',
			contacts: [{ name: { formatted: 'One' } }, { name: { formatted: 'Two' } }],
		},
	];
	for (const content of contents) {
		expect(await send({ content })).toMatchObject({ kind: 'sent' });
	}

	await until(() => anna.received.length === 3, 'all to arrive');
	expect(anna.received.map(({ content }) => content)).toMatchObject([
		{ kind: 'location', latitude: 52.5, longitude: 13.4, name: 'Gate' },
		{ kind: 'contacts', contacts: [{ name: 'Ben Bo' }] },
		{ kind: 'contacts', contacts: [{ name: 'One' }, { name: 'Two' }] },
	]);
});

test('an answer quotes, and a reaction finds, the message that it is about', async () => {
	const { id } = await anna.says(phone, 'Do you have it in red?');
	rig.quoted.set(id, { isOwn: false, text: 'Do you have it in red?' });

	expect(await send({ content: text('Yes'), replyTo: id })).toMatchObject({ kind: 'sent' });
	expect(await send({ content: { type: 'reaction', emoji: '👍' }, replyTo: id })).toMatchObject({
		kind: 'sent',
	});

	await until(() => anna.received.length === 2, 'both to arrive');
	expect(anna.received.map(({ content }) => content)).toMatchObject([
		{ kind: 'text', text: 'Yes', quoting: id },
		{ kind: 'reaction', to: id, emoji: '👍' },
	]);
	expect(
		await send({ content: { type: 'reaction', emoji: '👍' }, replyTo: 'unknown' }),
	).toMatchObject({ kind: 'failed', failure: { name: 'noTarget' } });
});

test('buttons and lists are refused in words, without a connection too', async () => {
	const content: OutgoingContent = {
		type: 'buttons',
		text: 'Choose',
		header: null,
		footer: null,
		buttons: [{ id: '1', title: 'A' }],
	};

	expect(await send({ content })).toMatchObject({
		kind: 'failed',
		failure: { name: 'unsupported' },
	});
});

test('a customer who cannot read a message gets it again, also from the next process', async () => {
	await anna.says(phone, 'hello');
	await until(() => rig.texts().length === 1, 'a text');
	anna.switchesOff();
	sim.faults.add({ kind: 'undecryptable', customer: anna.digits, times: 1 });
	sim.faults.add({ kind: 'holdInbound', phone: phone.digits });
	const message = handOver({ content: text('read me later') });
	await rig.connection.transport.send(message);
	await until(() => sim.transcript.of('retry').length === 1, 'the wish to have it again');
	await rig.connection.close();
	sim.faults.remove();

	openNumber({ keys: new MemoryKeys(rig.keys.values) });
	anna.switchesOn();

	expect((await anna.receives('read me later')).id).toBe(linkedMessageId(message.outboxId));
});

test('30 messages at once arrive in their order', async () => {
	const words = Array.from({ length: 30 }, (_, n) => `n${n}`);
	await send();

	const outcomes = await Promise.all(words.map((word) => send({ content: text(word) })));

	expect(outcomes.map(({ kind }) => kind)).toEqual(words.map(() => 'sent'));
	await until(() => anna.received.length === 31, 'all to arrive');
});

test('somebody types, and a message is read', async () => {
	const { id } = await anna.says(phone, 'hello');
	await until(() => rig.texts().length === 1, 'a text');
	const sender = [{ type: 'lid', value: anna.lid }] as const;

	await rig.connection.sendTyping(sender);
	await rig.connection.markRead(sender, id);

	await until(() => anna.receipts.some(({ type }) => type === 'read'), 'the receipt');
	expect(anna.receipts.at(-1)).toMatchObject({ ids: [id], type: 'read' });
	expect(sim.transcript.of('stanza').some(({ tag }) => tag === 'chatstate')).toBe(true);
});
