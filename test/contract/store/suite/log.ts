import { EVENT_TYPES } from '../../../../src/domain/event.ts';
import { ANNA, inbound, NOON, phone, status } from '../support/builders.ts';
import { openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** The log of a workspace: without gaps, in the order of commits, never rewritten. */
export function describeLog(stores: Stores): void {
	describe('the log of a workspace', () => {
		test('holds what happened in the order in which it was committed', async () => {
			const team = await openTeam(stores);
			const outboxId = await team.hand();
			const providerId = await team.sent(outboxId);
			await team.hear(status({ providerId, status: 'delivered' }));
			await team.receive(inbound({ text: 'Thanks!' }));
			await team.hear(status({ providerId, status: 'read' }));

			const { entries } = await team.readFeed({ types: EVENT_TYPES });
			expect(entries.map(({ seq, item }) => [seq, item.event])).toEqual([
				[1, 'message.received'],
				[2, 'contact.created'],
				[3, 'conversation.created'],
				[4, 'message.sent'],
				[5, 'message.delivered'],
				[6, 'message.received'],
				[7, 'message.read'],
			]);
		});

		test('counts on after a restart', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			await stores.restart();

			expect((await team.writtenBy()).seq).toBe(4);
		});

		test('counts for itself, not for other workspaces', async () => {
			await (await openTeam(stores)).writtenBy();

			expect((await (await openTeam(stores)).writtenBy()).seq).toBe(1);
		});

		test('has no gap when two processes write at once, and keeps the order of each', async () => {
			const team = await openTeam(stores);
			const both = [stores.store, await stores.another()];
			const messages = both.map((_, writer) =>
				Array.from({ length: 50 }, (_, index) => inbound({ text: `${writer}/${index}` })),
			);
			await Promise.all(
				both.flatMap((store, writer) =>
					(messages[writer] ?? []).map((message) =>
						store.receiveBatch({
							numberId: team.numberId,
							messages: [message],
							statuses: [],
							now: NOON,
						}),
					),
				),
			);

			const { entries } = await team.readFeed({ types: EVENT_TYPES });
			// The messages, and the beginning of their contact and conversation.
			expect(entries.map(({ seq }) => seq)).toEqual(
				Array.from({ length: 102 }, (_, i) => i + 1),
			);
			const log = await team.log();
			const texts = log.map(({ item }) => item.message.text);
			for (const [writer, sent] of messages.entries()) {
				expect(texts.filter((text) => text?.startsWith(`${writer}/`))).toEqual(
					sent.map(({ text }) => text),
				);
			}
		});

		test('has no gap where an operation failed', async () => {
			const team = await openTeam(stores);
			const broken = inbound({ sentAt: null as unknown as number });
			const attempts = [inbound(), broken, inbound()].map((message) => team.receive(message));

			expect((await Promise.allSettled(attempts)).map(({ status }) => status)).toEqual([
				'fulfilled',
				'rejected',
				'fulfilled',
			]);
			const { entries } = await team.readFeed({ types: EVENT_TYPES });
			expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
		});

		test('gives one event per message its own id', async () => {
			const team = await openTeam(stores);
			await team.receive(
				...Array.from({ length: 20 }, () => inbound({ sender: [phone(ANNA)] })),
			);

			expect(new Set((await team.log()).map(({ item }) => item.eventId)).size).toBe(20);
		});
	});
}
