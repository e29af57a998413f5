import { failure, NOON, SECOND, status } from '../support/builders.ts';
import { openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const NOTHING = {
	stored: 0,
	duplicates: 0,
	advanced: 0,
	unknownStatuses: 0,
	ended: [],
	isDue: false,
};
const ADVANCED = { ...NOTHING, advanced: 1 };
const UNKNOWN = { ...NOTHING, unknownStatuses: 1 };

/** Statuses that name a message of the outbox: they prove that it left. */
export function describeProofs(stores: Stores): void {
	describe('a status with the id of a message in the outbox', () => {
		const providerId = 'wamid.proof';

		test('proves that a message on its way was sent, before the answer came', async () => {
			const team = await openTeam(stores);
			const outboxId = await team.hand();

			expect(await team.hear(status({ providerId, outboxId, status: 'sent' }))).toEqual(
				ADVANCED,
			);
			expect(await team.outcome(outboxId)).toMatchObject({
				state: 'sent',
				reason: null,
				message: { id: outboxId, providerId, status: 'sent' },
			});
			expect(await team.eventNames()).toEqual(['message.received', 'message.sent']);
		});

		test('makes the answer that comes later change nothing', async () => {
			const team = await openTeam(stores);
			const outboxId = await team.hand();
			await team.hear(status({ providerId, outboxId, status: 'sent' }));
			const before = [await team.outcome(outboxId), await team.log()];
			for (const kind of ['failed', 'retry', 'unknown'] as const) {
				await team.settle(outboxId, { kind, failure: failure(), afterMs: null });
			}
			await team.settle(outboxId, { kind: 'sent', providerId: 'wamid.other' });

			expect([await team.outcome(outboxId), await team.log()]).toEqual(before);
		});

		test('proves that an uncertain message was sent', async () => {
			const team = await openTeam(stores);
			const outboxId = await team.hand();
			await team.settle(outboxId, { kind: 'unknown', failure: failure('timeout') });
			await team.hear(status({ providerId, outboxId, status: 'sent' }));

			expect(await team.outcome(outboxId)).toMatchObject({
				state: 'sent',
				reason: null,
				failure: null,
				message: { id: outboxId, providerId, status: 'sent' },
			});
		});

		test('proves it after the process that sent it died', async () => {
			const team = await openTeam(stores);
			const outboxId = await team.hand();
			await stores.restart();
			await team.takeOver(NOON + SECOND);
			await team.hear(status({ providerId, outboxId, status: 'sent' }));

			expect(await team.stateOf(outboxId)).toEqual({ state: 'sent', reason: null });
		});

		test('counts once although it brings both the proof and the delivery', async () => {
			const team = await openTeam(stores);
			const outboxId = await team.hand();

			expect(await team.hear(status({ providerId, outboxId, status: 'delivered' }))).toEqual(
				ADVANCED,
			);
			expect(await team.eventNames()).toEqual([
				'message.received',
				'message.sent',
				'message.delivered',
			]);
		});

		test('that says delivered is not taken back by the one that says sent', async () => {
			const team = await openTeam(stores);
			const outboxId = await team.hand();
			await team.hear(status({ providerId, outboxId, status: 'delivered' }));

			expect(await team.hear(status({ providerId, outboxId, status: 'sent' }))).toEqual(
				NOTHING,
			);
			expect((await team.outcome(outboxId)).message.status).toBe('delivered');
		});

		test('does nothing to a message that has not been handed over', async () => {
			const team = await openTeam(stores);
			const outboxId = await team.queue();

			expect(await team.hear(status({ outboxId, status: 'sent' }))).toEqual(UNKNOWN);
			expect((await team.outcome(outboxId)).state).toBe('queued');
		});

		test('does nothing to a message of another number', async () => {
			const team = await openTeam(stores);
			const outboxId = await team.hand();
			const other = await team.addNumber();

			expect(await other.hear(status({ outboxId, status: 'sent' }))).toEqual(UNKNOWN);
			expect((await team.outcome(outboxId)).state).toBe('handing');
		});
	});
}
