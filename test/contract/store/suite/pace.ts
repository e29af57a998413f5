import { BEN, failure, NOON, SECOND } from '../support/builders.ts';
import { idsOf, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const toBen = { recipient: { kind: 'phone', phone: BEN } } as const;

/** How often one recipient may be written to. */
export function describePace(stores: Stores): void {
	describe('the pace of one recipient', () => {
		/** Sends as many messages as a recipient gets at once after a long silence. */
		async function burst(count: number): Promise<Team> {
			const team = await openTeam(stores);
			await team.writtenBy();
			for (let n = 0; n < count; n += 1) {
				const id = await team.queue();
				expect(idsOf(await team.claim())).toEqual([id]);
				await team.sent(id);
			}
			return team;
		}

		test('lets 45 go at once, and the 46th to the millisecond six seconds later', async () => {
			const team = await burst(45);
			const id = await team.queue();
			const due = NOON + 6 * SECOND;

			expect(await team.claim()).toMatchObject({ claimed: [], nextDueAt: due });
			expect(idsOf(await team.claim({ now: due - 1 }))).toEqual([]);
			await stores.restart();
			expect(idsOf(await team.claim({ now: due - 1 }))).toEqual([]);
			expect(idsOf(await team.claim({ now: due }))).toEqual([id]);
		});

		test('lets one more go every six seconds after a burst', async () => {
			const team = await burst(45);
			for (let turn = 1; turn <= 3; turn += 1) {
				const [id, now] = [await team.queue(), NOON + turn * 6 * SECOND];
				expect(idsOf(await team.claim({ now: now - 1 }))).toEqual([]);
				expect(idsOf(await team.claim({ now }))).toEqual([id]);
				await team.sent(id, now);
			}
		});

		test('holds no other recipient', async () => {
			const team = await burst(45);
			await team.writtenBy(BEN);
			await team.queue();
			const id = await team.queue(toBen);

			expect(idsOf(await team.claim())).toEqual([id]);
		});

		test('does not count a message that never left', async () => {
			const team = await burst(44);
			const [id, next] = [await team.queue(), await team.queue()];
			await team.claim();
			const outcome = { kind: 'neverLeft', failure: failure() } as const;
			await team.settle(id, outcome, { retryAt: NOON });

			expect(idsOf(await team.claim())).toEqual([id]);
			await team.sent(id);
			const due = NOON + 6 * SECOND;
			expect(await team.claim()).toMatchObject({ claimed: [], nextDueAt: due });
			expect(idsOf(await team.claim({ now: due }))).toEqual([next]);
		});

		test('counts an attempt that is made again', async () => {
			const team = await burst(44);
			const id = await team.queue();
			await team.claim();
			const outcome = { kind: 'retry', failure: failure(), afterMs: null } as const;
			await team.settle(id, outcome, { retryAt: NOON });

			expect(await team.claim()).toMatchObject({ claimed: [], nextDueAt: NOON + 6 * SECOND });
		});
	});
}
