import { shareLinked } from './linked.ts';

const DAY_MS = 86_400_000;
const it = shareLinked({ frozenAt: Date.UTC(2026, 10, 20) });

test('linked devices work without their phone, for less than 14 days', async () => {
	const { client, anna, phone, sim } = it;
	phone.switchOff();
	await client.socket.sendMessage(anna.lidJid, { text: 'the phone is off' });
	await anna.receives('the phone is off');
	expect(phone.copies).toEqual([]);
	await expect(phone.writes(anna, 'no')).rejects.toThrow('is off');
	sim.clock.advance(14 * DAY_MS - 1);
	expect(phone.devices.size).toBe(1);
	phone.switchOn();
	expect(phone.copies.map(({ content }) => content)).toEqual([
		{ kind: 'text', text: 'the phone is off' },
	]);
	phone.switchOff();
	sim.clock.advance(14 * DAY_MS - 1);
	expect(phone.devices.size).toBe(1);
	const closed = client.closed();
	sim.clock.advance(1);
	expect(await closed).toMatchObject({ code: 401 });
	expect(phone.devices.size).toBe(0);
});
