import { library } from '../../../simulators/whatsapp-web/library.ts';
import { WhatsAppWebSimulator } from '../../../simulators/whatsapp-web/simulator.ts';
import { TestClient } from './client.ts';

test('a simulator that starts from a snapshot goes on where it was', async () => {
	let sim = await WhatsAppWebSimulator.start();
	sim.adopt();
	const client = new TestClient();
	const phone = sim.addPhone('+4915112345678', { name: 'Sales' });
	const anna = sim.addCustomer('+491700000001', { name: 'Anna' });
	await client.link(phone);
	await anna.says(phone, 'before');
	await client.text('before');
	await client.socket.sendMessage(anna.lidJid, { text: 'an answer' });
	await anna.receives('an answer');
	const closed = client.closed();
	await sim.goDown();
	await closed;
	const data = Buffer.from('a picture');
	const { id } = await anna.says(phone, { kind: 'image', data, caption: 'waiting' });
	const { url, transcript } = sim;
	const saved = sim.save();
	await sim.close();

	sim = await WhatsAppWebSimulator.start({ saved });
	sim.adopt();
	expect(sim.url).toBe(url);
	expect(sim.transcript.entries()).toEqual(transcript.entries());
	const [sales] = sim.phones;
	const [ann] = sim.customers;
	expect(ann?.received.map(({ content }) => content)).toEqual([
		{ kind: 'text', text: 'an answer' },
	]);
	await client.connect();
	const { message } = await client.until(() => {
		return client.upserts.find((upsert) => upsert.message.key.id === id);
	});
	const got = await library().baileys.downloadMediaMessage(message, 'buffer', {});
	expect(String(got)).toBe('a picture');
	// The Signal sessions of both sides go on too: nobody has to ask for anything again.
	await client.socket.sendMessage(String(ann?.lidJid), { text: 'another answer' });
	await ann?.receives('another answer');
	expect(sales?.copies.map(({ content }) => content)).toEqual([
		{ kind: 'text', text: 'an answer' },
		{ kind: 'text', text: 'another answer' },
	]);
	expect(sim.transcript.of('retry')).toEqual([]);
	expect(sim.transcript.of('problem')).toEqual([]);
	expect(sim.addCustomer('+491700000002').lid).not.toBe(ann?.lid);
	await client.end();
	await sim.close();
});
