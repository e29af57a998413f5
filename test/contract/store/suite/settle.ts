import { failure, MINUTE, NOON, SECOND } from '../support/builders.ts';
import { idsOf, last, openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const RETRY = { kind: 'retry', failure: failure(), afterMs: null } as const;
const timeout = failure('timeout');

/** What became of a message that was handed over. */
export function describeSettle(stores: Stores): void {
	describe('a message that was handed over', () => {
		test('and sent is written with one event', async () => {
			const team = await openTeam(stores);
			const id = await team.hand({ cause: 'execution 7' });
			const providerId = await team.sent(id, NOON + SECOND);

			expect(await team.outcome(id)).toMatchObject({
				state: 'sent',
				reason: null,
				until: null,
				failure: null,
				message: { id, providerId, status: 'sent' },
			});
			expect(last(await team.log())).toMatchObject({
				seq: 4,
				item: { event: 'message.sent', message: { id, providerId, status: 'sent' } },
			});
		});

		test('and sent twice is written once', async () => {
			const team = await openTeam(stores);
			const id = await team.hand();
			const providerId = await team.sent(id);
			const before = [await team.outcome(id), await team.log()];
			await team.settle(id, { kind: 'sent', providerId });

			expect([await team.outcome(id), await team.log()]).toEqual(before);
		});

		test('and refused for good has failed, with one event that says why', async () => {
			const team = await openTeam(stores);
			const id = await team.hand();
			await team.settle(id, { kind: 'failed', failure: failure('notOnWhatsApp') });

			expect(await team.outcome(id)).toMatchObject({
				state: 'failed',
				reason: 'notOnWhatsApp',
				failure: failure('notOnWhatsApp'),
				message: { id, providerId: null, status: 'failed' },
			});
			expect(last(await team.log())).toMatchObject({
				seq: 4,
				item: {
					event: 'message.failed',
					message: { id, status: 'failed', error: failure('notOnWhatsApp') },
				},
			});
		});

		test('and failed does not become sent', async () => {
			const team = await openTeam(stores);
			const id = await team.hand();
			await team.settle(id, { kind: 'failed', failure: failure() });
			await team.sent(id);

			expect((await team.outcome(id)).state).toBe('failed');
			expect(await team.eventNames()).toEqual(['message.received', 'message.failed']);
		});

		test('and to be tried again is queued until then, without an event', async () => {
			const team = await openTeam(stores);
			const id = await team.hand();
			await team.settle(id, RETRY, { retryAt: NOON + MINUTE });

			expect(await team.outcome(id)).toMatchObject({
				state: 'queued',
				reason: 'retrying',
				until: NOON + MINUTE,
				failure: failure(),
				message: { id, providerId: null, status: null },
			});
			expect(await team.eventNames()).toEqual(['message.received']);
		});

		test('and never left is queued like one that is to be tried again', async () => {
			const team = await openTeam(stores);
			const id = await team.hand();
			const outcome = { kind: 'neverLeft', failure: failure('offline') } as const;
			await team.settle(id, outcome, { retryAt: NOON + MINUTE });

			expect(await team.outcome(id)).toMatchObject({
				state: 'queued',
				reason: 'retrying',
				until: NOON + MINUTE,
				failure: failure('offline'),
			});
			expect(await team.eventNames()).toEqual(['message.received']);
		});

		test('and to be tried again at no said time is due at once', async () => {
			const team = await openTeam(stores);
			const id = await team.hand();
			await team.settle(id, RETRY);

			expect(idsOf(await team.claim())).toEqual([id]);
		});

		test('and sent at the second attempt has no failure left', async () => {
			const team = await openTeam(stores);
			const id = await team.hand();
			await team.settle(id, RETRY);
			await team.claim();
			await team.sent(id);

			expect(await team.outcome(id)).toMatchObject({ state: 'sent', failure: null });
		});

		test('and of which nobody knows is uncertain, without an event', async () => {
			const team = await openTeam(stores);
			const id = await team.hand();
			await team.settle(id, { kind: 'unknown', failure: timeout });

			expect(await team.outcome(id)).toMatchObject({
				state: 'uncertain',
				reason: 'timeout',
				until: null,
				failure: timeout,
				message: { id, providerId: null, status: null },
			});
			expect(await team.eventNames()).toEqual(['message.received']);
		});

		test('and is uncertain is never handed over again', async () => {
			const team = await openTeam(stores);
			const id = await team.hand();
			await team.settle(id, { kind: 'unknown', failure: timeout });
			await stores.restart();
			await team.takeOver();

			expect(await team.claim({ now: NOON + MINUTE })).toEqual({
				claimed: [],
				refused: [],
				nextDueAt: null,
				isOwner: true,
				isEmpty: true,
				perSecond: 80,
			});
			expect((await team.outcome(id)).state).toBe('uncertain');
		});

		test('and is not in the store is settled in silence', async () => {
			const team = await openTeam(stores);

			expect(await team.settle('nothing', { kind: 'unknown', failure: timeout })).toBeNull();
			expect(await team.eventNames()).toEqual([]);
		});

		test('is settled only after it was', async () => {
			const team = await openTeam(stores);
			const id = await team.queue();
			await team.sent(id);

			expect((await team.outcome(id)).state).toBe('queued');
		});
	});
}
