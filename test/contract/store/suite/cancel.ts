import { failure, NOON } from '../support/builders.ts';
import { idsOf, openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const RETRY = { kind: 'retry', failure: failure(), afterMs: null } as const;

/** Messages that are taken back. */
export function describeCancel(stores: Stores): void {
	describe('taking messages back', () => {
		const cancel = async (outboxIds: readonly string[], refusal: 'numberNotOpen' | null) =>
			await stores.store.cancel({ outboxIds, refusal, now: NOON });

		test('cancels only those that are queued', async () => {
			const team = await openTeam(stores);
			const sent = await team.hand();
			await team.sent(sent);
			const handing = await team.queue();
			await team.claim();
			const queued = await team.queue();

			expect(await cancel([sent, handing, queued], null)).toEqual({ cancelled: 1 });
			const states = (await team.outcomes([sent, handing, queued])).map(({ state }) => state);
			expect(states).toEqual(['sent', 'handing', 'cancelled']);
		});

		test('cancels a message that is to be tried again', async () => {
			const team = await openTeam(stores);
			const id = await team.hand();
			await team.settle(id, RETRY);

			expect(await cancel([id], null)).toEqual({ cancelled: 1 });
			expect(idsOf(await team.claim())).toEqual([]);
		});

		test('refuses them where there is a reason', async () => {
			const team = await openTeam(stores);
			const id = await team.queue();
			await cancel([id], 'numberNotOpen');

			expect(await team.stateOf(id)).toEqual({ state: 'refused', reason: 'numberNotOpen' });
		});

		test('counts a message once', async () => {
			const team = await openTeam(stores);
			const id = await team.queue();

			expect(await cancel([id, id], null)).toEqual({ cancelled: 1 });
			expect(await cancel([id], null)).toEqual({ cancelled: 0 });
		});

		test('of none does nothing', async () => {
			expect(await cancel([], null)).toEqual({ cancelled: 0 });
		});
	});
}
