import { shareLinked } from './linked.ts';

const it = shareLinked();

beforeEach(async () => {
	if (it.device.connection === undefined) await it.client.connect();
});

test.each([463, 479])('a send is refused with %i, and not delivered', async (code) => {
	const { client, anna, sim } = it;
	const id = `3EB00${code}`;
	sim.faults.add({ kind: 'nack', code, customer: anna.digits, times: 1 });
	const ack = client.ack(id);
	await client.socket.sendMessage(anna.lidJid, { text: 'no' }, { messageId: id });
	expect(await ack).toMatchObject({ class: 'message', error: String(code) });
	await client.socket.sendMessage(anna.lidJid, { text: `yes ${code}` });
	await anna.receives(`yes ${code}`);
	expect(anna.received.map((message) => message.id)).not.toContain(id);
	expect(sim.transcript.sendsOf(id)).toBe(1);
});

test.each([false, true])('a send is never answered (delivered: %s)', async (delivers) => {
	const { client, anna, sim } = it;
	const messageId = `3EB0DEAF${delivers}`;
	sim.faults.add({ kind: 'swallow', messageId, delivers });
	const ack = client.ack(messageId, 100);
	await client.socket.sendMessage(anna.lidJid, { text: 'heard?' }, { messageId });
	expect(await ack).toBeUndefined();
	await client.socket.sendMessage(anna.lidJid, { text: `after ${delivers}` });
	await anna.receives(`after ${delivers}`);
	expect(anna.received.some(({ id }) => id === messageId)).toBe(delivers);
});

test.each([false, true])('the line breaks at a send (delivered: %s)', async (delivers) => {
	const { client, anna, sim } = it;
	const messageId = `3EB0C07${delivers}`;
	sim.faults.add({ kind: 'cut', messageId, delivers });
	const closed = client.closed();
	await client.socket.sendMessage(anna.lidJid, { text: 'cut' }, { messageId });
	expect(await closed).toMatchObject({ code: 428 });
	expect(anna.received.some(({ id }) => id === messageId)).toBe(delivers);
});

test('an acknowledgement is held until it may go', async () => {
	const { client, anna, sim } = it;
	const messageId = '3EB04E1D';
	const fault = sim.faults.add({ kind: 'holdAck', messageId });
	const ack = client.ack(messageId);
	await client.socket.sendMessage(anna.lidJid, { text: 'held' }, { messageId });
	await sim.transcript.waitFor(() => sim.transcript.sendsOf(messageId) === 1);
	expect(
		sim.transcript.of('stanza').filter(({ tag, id }) => tag === 'ack' && id === messageId),
	).toEqual([]);
	sim.faults.remove(fault);
	expect(await ack).toMatchObject({ class: 'message' });
	await anna.receives(messageId);
});

test('a question is refused with rate-overlimit, another is not answered', async () => {
	const { client, sim } = it;
	const bob = sim.addCustomer('+49 170 0000002');
	sim.faults.add({ kind: 'refuseIq', iq: 'usync', times: 1 });
	await expect(client.socket.onWhatsApp(bob.digits)).rejects.toMatchObject({
		message: 'rate-overlimit',
		data: 429,
	});
	await client.end();
	await client.connect({ defaultQueryTimeoutMs: 200 });
	sim.faults.add({ kind: 'dropIq', iq: 'get|usync|usync' });
	await client.socket.sendMessage(bob.jid, { text: 'lost' }, { messageId: '3EB01057' });
	// The client sends a stanza nevertheless, with nothing in it.
	await sim.transcript.waitFor(() => sim.transcript.sendsOf('3EB01057') === 1);
	expect(bob.received).toEqual([]);
	await client.end();
});

test('a customer who cannot decrypt a message asks for it again', async () => {
	const { client, anna, sim } = it;
	sim.faults.add({ kind: 'undecryptable', customer: anna.digits, times: 1 });
	await client.socket.sendMessage(anna.lidJid, { text: 'say again' }, { messageId: '3EB0A6A1' });
	await anna.receives('say again');
	expect(sim.transcript.of('retry').filter(({ id }) => id === '3EB0A6A1')).toMatchObject([
		{ by: 'customer', customer: anna.digits },
	]);
	expect(sim.transcript.sendsOf('3EB0A6A1')).toBe(2);
});

test('a client that cannot decrypt a message asks for it again', async () => {
	const { client, anna, phone, sim } = it;
	sim.faults.add({ kind: 'garble', customer: anna.digits, times: 1 });
	const { id } = await anna.says(phone, 'garbled once');
	await client.text('garbled once');
	const told = client.upserts.filter(({ message }) => message.key.id === id);
	expect(told.map(({ text, message }) => [text, message.messageStubType])).toEqual([
		[undefined, 2],
		['garbled once', undefined],
	]);
	expect(sim.transcript.of('retry').at(-1)).toMatchObject({ by: 'client', id });
});

test('a stanza comes twice', async () => {
	const { client, anna, phone, device, sim } = it;
	sim.faults.add({ kind: 'duplicate', customer: anna.digits, times: 1 });
	const { id } = await anna.says(phone, 'twice');
	await client.text('twice');
	await sim.transcript.waitFor(() => device.waitingCount === 0);
	const stanzas = sim.transcript.of('stanza').filter((stanza) => {
		return stanza.direction === 'toClient' && stanza.tag === 'message' && stanza.id === id;
	});
	expect(stanzas.length).toBeGreaterThanOrEqual(2);
});

test('a message whose receipt was lost comes again at the next login', async () => {
	const { client, anna, phone, device, sim } = it;
	sim.faults.add({ kind: 'loseClientReceipts', times: 1 });
	const { id } = await anna.says(phone, 'once more');
	await client.text('once more');
	await sim.transcript.waitFor(() =>
		sim.transcript.of('stanza').some((stanza) => stanza.tag === 'receipt' && stanza.id === id),
	);
	expect(device.waiting.map(({ attrs }) => attrs['id'])).toEqual([id]);
	await client.end();
	await client.connect();
	await sim.transcript.waitFor(() => device.waitingCount === 0);
});

test('receipts of customers are lost', async () => {
	const { client, anna, sim } = it;
	sim.change({ receiptDelayMs: 0 });
	sim.faults.add({ kind: 'loseReceipts', customer: anna.digits, times: 1 });
	await client.socket.sendMessage(anna.lidJid, { text: 'no tick' }, { messageId: '3EB0001' });
	await client.socket.sendMessage(anna.lidJid, { text: 'tick' }, { messageId: '3EB0002' });
	await anna.receives('tick');
	const receipts = () => {
		return sim.transcript
			.of('stanza')
			.filter(({ tag, direction }) => tag === 'receipt' && direction === 'toClient');
	};
	await sim.transcript.waitFor(() => receipts().some(({ id }) => id === '3EB0002'));
	expect(receipts().some(({ id }) => id === '3EB0001')).toBe(false);
});

test('a client that runs low on keys uploads new ones', async () => {
	const { anna, phone, device, client, sim } = it;
	device.keepPreKeys(6);
	const asked = () => {
		return sim.transcript.of('stanza').filter(({ type, direction }) => {
			return type === 'encrypt' && direction === 'toClient';
		}).length;
	};
	anna.reinstalls();
	await anna.says(phone, 'from a new phone');
	await client.text('from a new phone');
	expect([device.preKeys.length, asked()]).toEqual([5, 0]);
	anna.reinstalls();
	await anna.says(phone, 'from a newer phone');
	await client.text('from a newer phone');
	await sim.transcript.waitFor(() => device.preKeys.length === 9);
	expect(asked()).toBe(1);
	device.keepPreKeys(4);
	await sim.transcript.waitFor(() => device.preKeys.length === 9);
	expect(asked()).toBe(2);
});

test('a customer with a new phone can be written to at once', async () => {
	const { anna, client } = it;
	anna.reinstalls();
	await client.socket.sendMessage(anna.lidJid, { text: 'welcome back' });
	await anna.receives('welcome back');
});

test('the client tells whether it is online, and what it has read', async () => {
	const { anna, phone, client, sim } = it;
	await client.end();
	await client.connect({ markOnlineOnConnect: false });
	const quiet = await anna.says(phone, 'quiet');
	const { message } = await client.text('quiet');
	await client.socket.readMessages([message.key]);
	await client.socket.sendPresenceUpdate('available');
	const loud = await anna.says(phone, 'loud');
	await sim.transcript.waitFor(() => anna.receipts.some(({ ids }) => ids.includes(loud.id)));
	const mine = anna.receipts.filter(({ ids }) => ids.includes(quiet.id) || ids.includes(loud.id));
	expect(mine.map(({ ids, type }) => [ids[0], type])).toEqual([
		[quiet.id, 'inactive'],
		[quiet.id, 'read'],
		[loud.id, 'delivered'],
	]);
});
