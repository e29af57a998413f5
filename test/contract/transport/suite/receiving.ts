import { buffer } from 'node:stream/consumers';
import type { InboxItem } from '../../../../src/domain/item.ts';
import { until } from '../../linked/support/until.ts';
import type { Said, Side } from '../support/side.ts';

const ISO = expect.stringMatching(/^\d{4}-.*Z$/) as string;
const ID = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;

/** What a customer sends starts one run, with the same item on every number. */
export function describeReceiving(current: () => Side): void {
	/** The item of a message. */
	async function told(said: Said): Promise<InboxItem> {
		const side = current();
		const id = await side.says(said);
		return await until(
			() => side.items.find(({ message }) => message?.providerId === id),
			'the run',
		);
	}

	describe('a message of the customer', () => {
		test('starts one run, which knows everything that belongs to it', async () => {
			const side = current();
			const item = await told({ type: 'text', text: 'Do you have it in red?' });

			expect(item).toEqual({
				event: 'message.received',
				eventId: ID,
				attempt: 1,
				workspace: 'default',
				number: {
					...{ id: ID, label: 'Sales', mode: side.mode, group: null },
					phone: expect.stringMatching(/^\+/) as string,
				},
				contact: {
					...{ id: ID, name: 'Anna', phone: side.customer, username: null },
					lid: side.mode === 'linked' ? expect.any(String) : null,
					bsuid: side.mode === 'linked' ? null : expect.anything(),
				},
				conversation: {
					...{ id: ID, status: 'open', owner: null, labels: [], priority: null },
					// A linked number has no window.
					windowExpiresAt: side.mode === 'linked' ? null : ISO,
					isNew: true,
				},
				message: {
					id: ID,
					providerId: item.message?.providerId,
					type: 'text',
					text: 'Do you have it in red?',
					replyTo: null,
					sentAt: ISO,
					direction: 'in',
					origin: 'customer',
				},
			});
			const received = side.items.filter(({ event }) => event === 'message.received');
			expect(received).toHaveLength(1);
		});

		test('names the message that it answers', async () => {
			const first = await told({ type: 'text', text: 'One' });
			const replyTo = first.message?.providerId ?? '';
			const second = await told({ type: 'text', text: 'To that', replyTo });

			expect(second.message).toMatchObject({ text: 'To that', replyTo });
			expect(second.conversation).toMatchObject({
				id: first.conversation?.id,
				isNew: false,
			});
		});

		test('may be a place', async () => {
			const item = await told({ type: 'location', latitude: 52.5, longitude: 13.25 });

			expect(item.message).toMatchObject({
				type: 'location',
				location: { latitude: 52.5, longitude: 13.25 },
			});
		});

		test('may be a reaction, which is an event of its own', async () => {
			const first = await told({ type: 'text', text: 'Nice?' });
			const to = first.message?.providerId ?? '';
			const item = await told({ type: 'reaction', to, emoji: '👍' });

			expect(item).toMatchObject({
				event: 'message.reaction',
				message: { type: 'reaction', reaction: { emoji: '👍', to } },
			});
		});

		test.each([
			['image', 'image/jpeg', undefined],
			['document', 'application/pdf', 'bill.pdf'],
		] as const)('may be a file that can be fetched: %s', async (type, mimeType, fileName) => {
			const data = Buffer.from(`bytes of the ${type}`);
			const named = fileName === undefined ? {} : { fileName };
			const item = await told({ type, data, caption: 'Look', ...named });
			const { message } = item;

			expect(message).toMatchObject({ type, text: 'Look', media: { mimeType, ...named } });
			const order = {
				messageId: message?.id ?? '',
				media: message?.media ?? { id: '', sha256: null },
				signal: new AbortController().signal,
			};
			const fetched = await current()
				.desk()
				.fetchMedia(order, ({ stream }) => buffer(stream));
			expect(fetched).toEqual(data);
		});
	});

	test('a call is told as a call', async () => {
		const side = current();
		const id = await side.calls();
		const item = await until(() => side.items.find(({ call }) => call?.id === id), 'the call');

		expect(item).toMatchObject({
			event: 'call.received',
			contact: { phone: side.customer },
			call: { id, at: ISO, video: false },
		});
		expect(item).not.toHaveProperty('message');
	});
}
