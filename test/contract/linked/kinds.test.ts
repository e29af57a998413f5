import type { InboundMessage } from '../../../src/domain/inbound.ts';
import { WhatsAppWebSimulator } from '../../simulators/whatsapp-web/simulator.ts';
import type { Content } from '../../simulators/whatsapp-web/content/content.ts';
import type { Customer } from '../../simulators/whatsapp-web/world/customer.ts';
import type { Phone } from '../../simulators/whatsapp-web/world/phone.ts';
import { closeNumbers, handOver, linkedNumber, type NumberRig } from './support/rig.ts';
import { until } from './support/until.ts';

jest.setTimeout(30_000);

let sim: WhatsAppWebSimulator;
let phone: Phone;
let rig: NumberRig;
let anna: Customer;
beforeAll(async () => {
	sim = await WhatsAppWebSimulator.start();
	sim.adopt();
	({ phone, rig } = await linkedNumber(sim));
	anna = sim.addCustomer('+15557770001', { name: 'Anna' });
});
afterAll(async () => {
	await closeNumbers();
	await sim.close();
});

/** What a message of the customer was read as. */
async function readAs(
	content: string | Content,
	options: Parameters<Customer['says']>[2] = {},
): Promise<InboundMessage> {
	const { id } = await anna.says(phone, content, options);
	const find = () =>
		rig.news.flatMap(({ messages }) => messages).find(({ providerId }) => providerId === id);
	return await until(find, 'the message');
}

test('texts, also those that disappear, answer or were forwarded', async () => {
	const first = await readAs('first');
	expect(first).toMatchObject({ content: { type: 'text' }, text: 'first' });
	expect(await readAs('gone soon', { disappearsAfterS: 60 })).toMatchObject({
		text: 'gone soon',
	});
	expect(await readAs('to that', { quoting: first.providerId })).toMatchObject({
		text: 'to that',
		replyTo: first.providerId,
	});
	expect(await readAs('chain', { forwarded: true })).toMatchObject({ forwarded: 'once' });
});

test('edits, deletions and reactions name what they are about', async () => {
	const { providerId: of } = await readAs('tpyo');

	expect(await readAs({ kind: 'edit', of, text: 'typo' })).toMatchObject({
		content: { type: 'edit', target: of, content: { type: 'text' } },
		text: 'typo',
	});
	expect(await readAs({ kind: 'reaction', to: of, emoji: '👍' })).toMatchObject({
		content: { type: 'reaction', to: of, emoji: '👍' },
	});
	expect(await readAs({ kind: 'reaction', to: of, emoji: '' })).toMatchObject({
		content: { type: 'reaction', to: of, emoji: null },
	});
	expect(await readAs({ kind: 'delete', of })).toMatchObject({
		content: { type: 'revoke', target: of },
		text: null,
	});
});

test('answers by a tap', async () => {
	expect(await readAs({ kind: 'buttonReply', id: '1', title: 'Yes' })).toMatchObject({
		content: { type: 'interactive', reply: { kind: 'button', id: '1', title: 'Yes' } },
		text: 'Yes',
	});
	expect(await readAs({ kind: 'templateReply', id: 'A', title: 'Stop' })).toMatchObject({
		content: { type: 'button', reply: { kind: 'quickReply', id: 'A', title: 'Stop' } },
	});
	expect(await readAs({ kind: 'listReply', id: 'r', title: 'Red' })).toMatchObject({
		content: { type: 'interactive', reply: { kind: 'list', id: 'r', title: 'Red' } },
	});
});

test('places, cards, polls, and what is not known', async () => {
	expect(
		await readAs({ kind: 'location', latitude: 52.5, longitude: 13.4, name: 'Gate' }),
	).toMatchObject({
		content: { type: 'location', location: { latitude: 52.5, longitude: 13.4, name: 'Gate' } },
		text: 'Gate',
	});
	expect(
		await readAs({ kind: 'contacts', contacts: [{ name: 'Ben', phone: '+49 151 12345678' }] }),
	).toMatchObject({
		content: {
			type: 'contacts',
			contacts: [{ name: 'Ben', phones: [{ whatsAppPhone: '+4915112345678' }] }],
		},
		text: 'Ben',
	});
	expect(await readAs({ kind: 'poll', question: 'Lunch?', options: ['a', 'b'] })).toMatchObject({
		content: { type: 'unsupported', kind: 'poll_creation' },
	});
	expect(
		await readAs({ kind: 'raw', message: { eventMessage: { name: 'Fair' } } }),
	).toMatchObject({ content: { type: 'unsupported', kind: 'event' } });
});

test('pictures that can be looked at once, with and without their content', async () => {
	const data = Buffer.from('picture');

	expect(await readAs({ kind: 'image', data }, { viewOnce: 'wrapped' })).toMatchObject({
		content: { type: 'image' },
	});
	expect(await readAs({ kind: 'image', data }, { viewOnce: 'phoneOnly' })).toMatchObject({
		content: { type: 'unsupported', kind: 'view_once' },
	});
});

test('what the phone wrote is filed by whatever its envelope tells of the customer', async () => {
	const phoneKey = { type: 'phone', value: '+15557770001' };
	const expected = {
		pn: [phoneKey],
		lid: [{ type: 'lid', value: anna.lid }, phoneKey],
	};
	for (const addressing of ['pn', 'lid'] as const) {
		const { id } = await phone.writes(anna, `typed ${addressing}`, { addressing });
		const found = await until(
			() => rig.news.flatMap(({ recorded }) => recorded).find((one) => one.providerId === id),
			'the record',
		);
		expect(found).toMatchObject({
			text: `typed ${addressing}`,
			contact: expected[addressing],
		});
	}
});

test('a number that may not begin chats still answers those who wrote', async () => {
	sim.addCustomer('+15557770002', { name: 'Stranger' });
	phone.restrict(Date.now() + 3_600_000);
	const stranger = [{ type: 'phone', value: '+15557770002' }] as const;

	expect(await rig.connection.transport.send(handOver({ recipient: stranger }))).toMatchObject({
		kind: 'failed',
		failure: { name: 'newChatsRestricted', code: 463 },
	});
	expect(await rig.connection.transport.send(handOver())).toMatchObject({ kind: 'sent' });
	phone.unrestrict();
	expect(await rig.connection.transport.send(handOver({ recipient: stranger }))).toMatchObject({
		kind: 'sent',
	});
});
