import { iso } from '../../../../src/store/log/parts.ts';
import { ANNA, bsuid, echo, HOUR, inbound, MINUTE, NOON } from '../support/builders.ts';
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
const KNEW_ONE = { ...STORED_ONE, stored: 0, duplicates: 1 };

/** Messages that did not come from a customer just now: never `message.received`. */
export function describeRecorded(stores: Stores): void {
	describe('what the business wrote on its own phone', () => {
		test('is a message that was sent, and never one that was received', async () => {
			const team = await openTeam(stores);
			const sent = echo();

			expect(await team.record(sent)).toEqual(STORED_ONE);
			expect(await team.eventNames()).toEqual(['message.sent']);
			expect(last(await team.log()).item).toMatchObject({
				contact: { phone: ANNA },
				conversation: { windowExpiresAt: null, isNew: true },
				message: {
					providerId: sent.providerId,
					text: 'Yes, we do.',
					direction: 'out',
					origin: 'phone',
					status: 'sent',
				},
			});
		});

		test('is stored once, however often it comes', async () => {
			const team = await openTeam(stores);
			const sent = echo();
			await team.record(sent);

			expect(await team.record(sent)).toEqual(KNEW_ONE);
			expect(await team.eventNames()).toEqual(['message.sent']);
		});

		test('is not stored if it is a message of ours that came back', async () => {
			const team = await openTeam(stores);
			const providerId = await team.sent(await team.hand());

			expect(await team.record(echo({ providerId }))).toEqual(KNEW_ONE);
			expect(await team.eventNames()).toEqual(['message.received', 'message.sent']);
		});

		test('tells by which user id the customer of our message is known, too', async () => {
			const team = await openTeam(stores);
			const providerId = await team.sent(await team.hand());

			expect(await team.record(echo({ providerId, contact: [bsuid('DE.1')] }))).toEqual(
				KNEW_ONE,
			);
			expect(last(await team.log()).item.contact).toMatchObject({
				phone: ANNA,
				bsuid: 'DE.1',
			});
		});

		test('becomes ours if it was quicker than the answer to the send', async () => {
			const team = await openTeam(stores);
			const outboxId = await team.hand();
			const sent = echo();
			await team.record(sent);
			await team.settle(outboxId, { kind: 'sent', providerId: sent.providerId });

			expect(await team.outcome(outboxId)).toMatchObject({
				state: 'sent',
				message: { id: outboxId, providerId: sent.providerId, status: 'sent' },
			});
			const told = (await team.log()).slice(1).map(({ item }) => item.message);
			expect(new Set(told.map(({ id }) => id))).toEqual(new Set([outboxId]));
		});

		test('opens no window, and leaves an open one where it is', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			await team.record(echo({ sentAt: NOON + HOUR }));

			expect(last(await team.log()).item.conversation.windowExpiresAt).toBe(
				iso(NOON + 24 * HOUR),
			);
		});

		test('is read by the customer like any other', async () => {
			const team = await openTeam(stores);
			const sent = echo();
			await team.record(sent);
			const { providerId } = sent;
			await team.hear({
				providerId,
				outboxId: null,
				status: 'read',
				recipient: [],
				at: NOON,
				failure: null,
				pricing: null,
				conversationOrigin: null,
			});

			expect(await team.eventNames()).toEqual(['message.sent', 'message.read']);
		});
	});

	describe('history', () => {
		const old = (given: Parameters<typeof echo>[0] = {}) =>
			echo({ origin: 'history', status: 'read', sentAt: NOON - 24 * HOUR, ...given });

		test.each(['in', 'out'] as const)('is stored without a word (%s)', async (direction) => {
			const team = await openTeam(stores);
			const message = old({ direction });

			expect(await team.record(message)).toEqual(STORED_ONE);
			expect(await team.record(message)).toEqual(KNEW_ONE);
			expect(await team.eventNames()).toEqual([]);
		});

		test('opens no window', async () => {
			const team = await openTeam(stores);
			await team.record(old({ direction: 'in', sentAt: NOON - MINUTE }));
			const { item } = await team.writtenBy(ANNA, NOON - HOUR);

			expect(item.conversation).toMatchObject({
				isNew: false,
				windowExpiresAt: iso(NOON + 23 * HOUR),
			});
		});

		test('does not repeat what came live', async () => {
			const team = await openTeam(stores);
			const message = inbound();
			await team.receive(message);
			const { providerId } = message;

			expect(await team.record(old({ direction: 'in', providerId }))).toEqual(KNEW_ONE);
		});

		test('gets its files when they come', async () => {
			const team = await openTeam(stores);
			const placeholder = old({
				content: { type: 'unsupported', kind: 'media_placeholder', reason: null },
				text: null,
			});
			const { providerId } = placeholder;
			const media = { id: '77', mimeType: null, sha256: null, fileName: null };
			await team.record(placeholder);
			await team.record(old({ providerId, content: { type: 'image', media }, text: 'Look' }));
			// An edit on the phone makes the message visible.
			const changed = { type: 'unsupported', kind: 'x', reason: null } as const;
			await team.record(
				echo({ content: { type: 'edit', target: providerId, content: changed } }),
			);

			expect(last(await team.log()).item.message).toMatchObject({
				type: 'image',
				text: 'Look',
				media,
				origin: 'history',
			});
		});
	});
}
