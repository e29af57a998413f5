import { iso } from '../../../../src/store/log/parts.ts';
import { anId, ANNA, BEN, HOUR, inbound, NOON, phone, SECOND } from '../support/builders.ts';
import { last, openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const STORED_ONE = {
	stored: 1,
	duplicates: 0,
	advanced: 0,
	unknownStatuses: 0,
	ended: [],
	isDue: false,
};
const KNEW_ONE = {
	stored: 0,
	duplicates: 1,
	advanced: 0,
	unknownStatuses: 0,
	ended: [],
	isDue: false,
};

/** Messages that come in: stored once each, with one event. */
export function describeReceiving(stores: Stores): void {
	describe('a message that comes in', () => {
		test('becomes one event that holds all of it', async () => {
			const team = await openTeam(stores, { label: 'Shop', group: 'north' });
			const message = inbound({ replyTo: 'wamid.quoted', raw: { any: ['thing'] } });

			expect(await team.receive(message)).toEqual(STORED_ONE);
			expect((await team.readFeed({ includeRaw: true })).entries).toEqual([
				{
					seq: 1,
					conversationId: anId,
					delivery: null,
					item: {
						event: 'message.received',
						eventId: anId,
						workspace: team.workspaceId,
						number: {
							id: team.numberId,
							label: 'Shop',
							phone: null,
							mode: 'cloud',
							group: 'north',
						},
						contact: {
							id: anId,
							name: 'Anna',
							phone: ANNA,
							lid: null,
							bsuid: null,
							username: null,
						},
						conversation: {
							id: anId,
							status: 'open',
							owner: null,
							labels: [],
							priority: null,
							windowExpiresAt: iso(NOON + 24 * HOUR),
							isNew: true,
						},
						message: {
							id: anId,
							providerId: message.providerId,
							type: 'text',
							text: message.text,
							replyTo: 'wamid.quoted',
							sentAt: iso(NOON),
							direction: 'in',
							origin: 'customer',
						},
						raw: { any: ['thing'] },
					},
				},
			]);
		});

		test('is stored once when the webhook is retried', async () => {
			const team = await openTeam(stores);
			const message = inbound();
			await team.receive(message);

			expect(await team.receive(message)).toEqual(KNEW_ONE);
			expect(await team.eventNames()).toEqual(['message.received']);
		});

		test('is stored once when the webhook is retried after a restart', async () => {
			const team = await openTeam(stores);
			const message = inbound();
			await team.receive(message);
			await stores.restart();

			expect(await team.receive(message)).toEqual(KNEW_ONE);
			expect(await team.eventNames()).toEqual(['message.received']);
		});

		test('is stored once when it stands twice in one batch', async () => {
			const team = await openTeam(stores);
			const message = inbound();

			expect(await team.receive(message, message)).toEqual({ ...STORED_ONE, duplicates: 1 });
			expect(await team.eventNames()).toEqual(['message.received']);
		});

		test('is stored once when many deliveries race in two processes', async () => {
			const team = await openTeam(stores);
			const batch = {
				numberId: team.numberId,
				messages: [inbound()],
				statuses: [],
				now: NOON,
			};
			const both = [stores.store, await stores.another()];

			const results = await Promise.all(
				Array.from({ length: 20 }, (_, index) => both[index % 2]?.receiveBatch(batch)),
			);

			expect(results.filter((result) => result?.stored === 1)).toEqual([STORED_ONE]);
			expect(results.filter((result) => result?.stored === 0)).toEqual(
				Array.from({ length: 19 }, () => KNEW_ONE),
			);
			expect(await team.eventNames()).toEqual(['message.received']);
		});

		test('of a batch of which the half is known is stored alone', async () => {
			const team = await openTeam(stores);
			const [first, second] = [inbound(), inbound()];
			await team.receive(first);

			expect(await team.receive(first, second)).toEqual({ ...STORED_ONE, duplicates: 1 });
			expect((await team.log()).map((entry) => entry.item.message.providerId)).toEqual([
				first.providerId,
				second.providerId,
			]);
		});

		test('with the id of another contact’s message is another message', async () => {
			const team = await openTeam(stores);
			const message = inbound({ sender: [phone(ANNA)] });

			const other = inbound({ ...message, sender: [phone(BEN)] });
			expect(await team.receive(message, other)).toEqual({ ...STORED_ONE, stored: 2 });
		});

		test('with the id of a message that went out is another message', async () => {
			const team = await openTeam(stores);
			const providerId = await team.sent(await team.hand());

			expect(await team.receive(inbound({ providerId }))).toEqual(STORED_ONE);
		});

		test('with the id of another number’s message is another message', async () => {
			const team = await openTeam(stores);
			const other = await team.addNumber();
			const message = inbound();

			expect(await team.receive(message)).toEqual(STORED_ONE);
			expect(await other.receive(message)).toEqual(STORED_ONE);
		});

		test('is new to its conversation only if it began it', async () => {
			const team = await openTeam(stores);
			await team.receive(inbound(), inbound());
			await team.receive(inbound());

			const log = await team.log();
			expect(log.map((entry) => entry.item.conversation.isNew)).toEqual([true, false, false]);
			expect(new Set(log.map((entry) => entry.conversationId)).size).toBe(1);
		});

		test('opens a window of 24 hours from when it was sent', async () => {
			const team = await openTeam(stores);
			const { item } = await team.writtenBy(ANNA, NOON - HOUR);

			expect(item.conversation.windowExpiresAt).toBe(iso(NOON + 23 * HOUR));
		});

		test('that is older than the newest leaves the window where it is', async () => {
			const team = await openTeam(stores);
			await team.writtenBy(ANNA, NOON);
			const { item } = await team.writtenBy(ANNA, NOON - SECOND);

			expect(item.conversation.windowExpiresAt).toBe(iso(NOON + 24 * HOUR));
		});

		test('that is newer moves the window forward', async () => {
			const team = await openTeam(stores);
			await team.writtenBy(ANNA, NOON);
			const { item } = await team.writtenBy(ANNA, NOON + SECOND);

			expect(item.conversation.windowExpiresAt).toBe(iso(NOON + 24 * HOUR + SECOND));
		});

		test('does not move the window when it is delivered again', async () => {
			const team = await openTeam(stores);
			const message = inbound();
			await team.receive(message);
			await team.receive({ ...message, sentAt: NOON + HOUR });

			const { item } = last(await team.log());
			expect(item.conversation.windowExpiresAt).toBe(iso(NOON + 24 * HOUR));
		});

		test('opens no window on a linked number, which has none', async () => {
			const team = await openTeam(stores, { mode: 'linked' });

			expect((await team.writtenBy()).item.conversation.windowExpiresAt).toBeNull();
		});

		test('of a number that is not in the store is refused', async () => {
			const batch = { numberId: 'nobody', messages: [inbound()], statuses: [], now: NOON };

			await expect(stores.store.receiveBatch(batch)).rejects.toMatchObject({
				name: 'TeamError',
				code: 'internal',
			});
		});

		test('may be none at all', async () => {
			const team = await openTeam(stores);

			expect(await team.receive()).toEqual({ ...STORED_ONE, stored: 0 });
			expect(await team.eventNames()).toEqual([]);
		});
	});
}
