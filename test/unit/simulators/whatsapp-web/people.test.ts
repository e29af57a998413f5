import { shareLinked } from './linked.ts';

const it = shareLinked();

test('a customer comes online and types, and the client can ask for it', async () => {
	const { client, anna, phone, sim } = it;
	const presences: unknown[] = [];
	client.socket.ev.on('presence.update', ({ presences: all }) => {
		presences.push(all[anna.lidJid]?.lastKnownPresence);
	});
	await client.socket.presenceSubscribe(anna.lidJid);
	await client.next('presence.update');
	const typing = client.next('presence.update', ({ presences: all }) => {
		return all[anna.lidJid]?.lastKnownPresence === 'recording';
	});
	anna.goes('online');
	anna.types(phone);
	anna.types(phone, 'recording');
	await typing;
	expect(presences).toEqual(['unavailable', 'available', 'composing', 'recording']);
	await client.socket.sendPresenceUpdate('composing', anna.lidJid);
	await client.socket.sendPresenceUpdate('paused', anna.lidJid);
	await sim.transcript.waitFor(() => sim.transcript.of('typing').length === 2);
	expect(sim.transcript.of('typing').map(({ state }) => state)).toEqual(['composing', 'paused']);
});

test('the same customer comes by either id', async () => {
	const { client, anna, phone } = it;
	await anna.says(phone, 'by lid', { addressing: 'lid' });
	await anna.says(phone, 'by number', { addressing: 'pn' });
	await client.text('by number');
	const keys = client.upserts.flatMap(({ text, message: { key } }) => {
		return text?.startsWith('by ') ? [[key.remoteJid, key.remoteJidAlt]] : [];
	});
	expect(keys).toEqual([
		[anna.lidJid, anna.jid],
		[anna.jid, anna.lidJid],
	]);
	await client.socket.sendMessage(anna.jid, { text: 'to the number' });
	expect(await anna.receives('to the number')).toMatchObject({ addressing: 'pn' });
});

test('a call rings, is refused, and times out', async () => {
	const { client, anna, phone, sim } = it;
	const offered = client.next('call');
	const call = anna.calls(phone, { video: true });
	expect(await offered).toMatchObject([
		{ id: call.id, from: anna.lidJid, callerPn: anna.jid, status: 'offer', isVideo: true },
	]);
	await client.socket.rejectCall(call.id, anna.lidJid);
	expect(sim.transcript.of('callRejected')).toMatchObject([{ callId: call.id }]);
	const ended = client.next('call');
	call.timesOut();
	expect(await ended).toMatchObject([{ id: call.id, status: 'timeout' }]);
});

test('messages of groups and statuses are acknowledged by a client that ignores them', async () => {
	const { client, anna, phone, device, sim } = it;
	await client.end();
	await client.connect({ shouldIgnoreJid: (jid) => jid?.endsWith('lid') !== true });
	const group = anna.broadcasts(phone, 'group');
	const status = anna.broadcasts(phone, 'status');
	await anna.says(phone, 'after the broadcasts');
	await client.text('after the broadcasts');
	await sim.transcript.waitFor(() => device.waitingCount === 0);
	const ids = client.upserts.map(({ message }) => message.key.id);
	expect(ids).not.toContain(group.id);
	expect(ids).not.toContain(status.id);
});

test('a phone that is off gets nothing, and sends no receipt, until it is on again', async () => {
	const { client, anna, sim } = it;
	anna.switchesOff();
	const sent = await client.socket.sendMessage(anna.lidJid, { text: 'are you there?' });
	const id = String(sent?.key.id);
	await sim.transcript.waitFor(() => anna.missed.length === 1);
	expect(anna.received.map((message) => message.id)).not.toContain(id);
	anna.switchesOn();
	await client.until(() => client.updates.find(({ key }) => key.id === id));
	expect(anna.received.at(-1)?.id).toBe(id);
});

test('who blocks a number gets nothing of it, and it is not told', async () => {
	const { client, anna, phone } = it;
	anna.blocks(phone);
	const ack = client.ack('3EB0B10C');
	await client.socket.sendMessage(anna.lidJid, { text: 'hm' }, { messageId: '3EB0B10C' });
	expect(await ack).toMatchObject({ class: 'message', id: '3EB0B10C' });
	anna.unblocks(phone);
	await client.socket.sendMessage(anna.lidJid, { text: 'hello again' });
	await anna.receives('hello again');
	expect(anna.received.map(({ id }) => id)).not.toContain('3EB0B10C');
});

test('what the human reads on the phone is read on linked devices', async () => {
	const { client, anna, phone } = it;
	const { id } = await anna.says(phone, 'read me');
	await client.text('read me');
	const update = client.next('messages.update', ([one]) => one?.key.id === id);
	phone.reads(anna, id);
	expect(await update).toMatchObject([
		{ key: { remoteJid: anna.lidJid, fromMe: false, id }, update: { status: 4 } },
	]);
});

test('a restricted number may write only to those who wrote to it', async () => {
	const { client, anna, phone, sim } = it;
	const stranger = sim.addCustomer('+49 170 0000002');
	const told = client.next('connection.update', ({ reachoutTimeLock }) => {
		return reachoutTimeLock?.isActive === true;
	});
	phone.restrict(Date.now() + 60_000);
	await told;
	const codes: unknown[] = [];
	for (const [index, jid] of [stranger.lidJid, anna.lidJid].entries()) {
		const ack = client.ack(`3EB0000${index}`);
		const options = { messageId: `3EB0000${index}` };
		await client.socket.sendMessage(jid, { text: 'hello' }, options);
		codes.push((await ack)?.['error']);
	}
	expect(codes).toEqual(['463', undefined]);
	expect(await client.socket.fetchAccountReachoutTimelock()).toMatchObject({ isActive: true });
	phone.unrestrict();
	expect(await client.socket.fetchAccountReachoutTimelock()).toMatchObject({ isActive: false });
});

test('the server knows who is on WhatsApp', async () => {
	const { client, anna, sim } = it;
	const leaver = sim.addCustomer('+49 170 0000003');
	const ask = () => client.socket.onWhatsApp(anna.digits, leaver.digits, '4917099999');
	expect(await ask()).toEqual([
		{ jid: anna.jid, exists: true },
		{ jid: leaver.jid, exists: true },
	]);
	sim.remove(leaver);
	expect(await ask()).toEqual([{ jid: anna.jid, exists: true }]);
});
