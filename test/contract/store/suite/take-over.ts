import { failure, NOON } from '../support/builders.ts';
import { idsOf, openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const RETRY = { kind: 'retry', failure: failure(), afterMs: null } as const;
const NEVER_LEFT = { kind: 'neverLeft', failure: failure() } as const;
const timeout = failure('timeout');

/** A new sender of a number, and what the last one had in its hands. */
export function describeTakeOver(stores: Stores): void {
	describe('a number that is taken over', () => {
		test('has a higher fence and nothing uncertain if nothing was on its way', async () => {
			const team = await openTeam(stores);
			const { fence } = team;
			await team.queue();

			expect(await team.takeOver()).toEqual({ fence: fence + 1, uncertain: 0 });
		});

		test('leaves what was on its way uncertain, and the rest queued', async () => {
			const team = await openTeam(stores);
			const handing = await team.hand();
			const queued = await team.queue();
			await stores.restart();

			expect(await team.takeOver()).toMatchObject({ uncertain: 1 });
			expect(await team.outcomes([handing, queued])).toMatchObject([
				{ state: 'uncertain', reason: 'processDied', failure: null },
				{ state: 'queued' },
			]);
		});

		test('leaves other numbers alone', async () => {
			const team = await openTeam(stores);
			const other = await team.addNumber();
			const id = await other.hand();
			await team.takeOver();

			expect((await team.outcome(id)).state).toBe('handing');
			expect((await other.claim()).isOwner).toBe(true);
		});

		test('believes the last sender that a message was sent after all', async () => {
			const team = await openTeam(stores);
			const id = await team.hand();
			const { fence } = team;
			await team.takeOver();
			await team.settle(id, { kind: 'sent', providerId: 'wamid.late' }, { fence });

			expect(await team.outcome(id)).toMatchObject({
				state: 'sent',
				message: { id, providerId: 'wamid.late', status: 'sent' },
			});
			expect(await team.eventNames()).toEqual(['message.received', 'message.sent']);
		});

		test('believes the last sender that a message was refused', async () => {
			const team = await openTeam(stores);
			const id = await team.hand();
			const { fence } = team;
			await team.takeOver();
			await team.settle(id, { kind: 'failed', failure: failure('blocked') }, { fence });

			expect(await team.stateOf(id)).toEqual({ state: 'failed', reason: 'blocked' });
		});

		test.each([RETRY, NEVER_LEFT])(
			'does not send again by itself what was uncertain ($kind)',
			async (outcome) => {
				const team = await openTeam(stores);
				const id = await team.hand();
				const { fence } = team;
				await team.takeOver();
				await team.settle(id, outcome, { fence, retryAt: NOON });

				expect(idsOf(await team.claim())).toEqual([]);
				expect(await team.outcome(id)).toMatchObject({
					state: 'failed',
					reason: 'rateLimited',
					failure: failure(),
				});
			},
		);

		test.each([RETRY, NEVER_LEFT, { kind: 'unknown', failure: timeout } as const])(
			'keeps in hand what the last sender settles once more ($kind)',
			async (outcome) => {
				const team = await openTeam(stores);
				const id = await team.hand();
				const { fence } = team;
				await team.settle(id, RETRY, { retryAt: NOON });
				await team.takeOver();
				await team.claim();
				await team.settle(id, outcome, { fence, retryAt: NOON });

				expect((await team.outcome(id)).state).toBe('handing');
			},
		);
	});
}
