import { anId, draft, failure, NOON } from '../support/builders.ts';
import { openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** Idempotency keys: what was sent under one, or may have been, is not sent again. */
export function describeKeys(stores: Stores): void {
	describe('a message with a key that was used before', () => {
		const fail = { failure: failure(), afterMs: null };

		/** Brings a message with a key into a state. */
		const into: Readonly<Record<string, (team: Team, key: string) => Promise<string>>> = {
			queued: async (team, idempotencyKey) => await team.queue({ idempotencyKey }),
			handing: async (team, idempotencyKey) => await team.hand({ idempotencyKey }),
			sent: async (team, idempotencyKey) => {
				const id = await team.hand({ idempotencyKey });
				await team.sent(id);
				return id;
			},
			uncertain: async (team, idempotencyKey) => {
				const id = await team.hand({ idempotencyKey });
				await team.settle(id, { kind: 'unknown', ...fail });
				return id;
			},
			failed: async (team, idempotencyKey) => {
				const id = await team.hand({ idempotencyKey });
				await team.settle(id, { kind: 'failed', ...fail });
				return id;
			},
			refused: async (team, idempotencyKey) => {
				const id = await team.queue({ idempotencyKey });
				await team.claim();
				return id;
			},
			cancelled: async (team, idempotencyKey) => {
				const id = await team.queue({ idempotencyKey });
				await team.store.cancel({ outboxIds: [id], refusal: null, now: NOON });
				return id;
			},
		};
		const bring = async (team: Team, state: string): Promise<string> => {
			const id = await into[state]?.(team, 'key');
			if (id === undefined) throw new Error(`No way into ${state}`);
			expect((await team.outcome(id)).state).toBe(state);
			return id;
		};

		test.each(['queued', 'handing', 'sent', 'uncertain'])(
			'is the one that is %s',
			async (state) => {
				const team = await openTeam(stores);
				const outboxId = await bring(team, state);

				expect(await team.enqueue([draft({ idempotencyKey: 'key' })])).toEqual([
					{ kind: 'queued', outboxId, numberId: team.numberId, deduplicated: true },
				]);
			},
		);

		test.each(['queued', 'handing', 'sent', 'uncertain'])(
			'is the one that is %s after a restart too',
			async (state) => {
				const team = await openTeam(stores);
				const outboxId = await bring(team, state);
				await stores.restart();

				expect(await team.enqueue([draft({ idempotencyKey: 'key' })])).toMatchObject([
					{ outboxId, deduplicated: true },
				]);
			},
		);

		test.each(['failed', 'refused', 'cancelled'])(
			'is a new one after one that was %s, which then holds the key',
			async (state) => {
				const team = await openTeam(stores);
				const earlier = await bring(team, state);
				const outboxId = await team.queue({ idempotencyKey: 'key' });

				expect(outboxId).not.toBe(earlier);
				expect((await team.outcome(earlier)).state).toBe(state);
				expect(await team.enqueue([draft({ idempotencyKey: 'key' })])).toEqual([
					{ kind: 'queued', outboxId, numberId: team.numberId, deduplicated: true },
				]);
			},
		);

		test('is one row when both come in one call', async () => {
			const team = await openTeam(stores);
			const twice = [draft({ idempotencyKey: 'key' }), draft({ idempotencyKey: 'key' })];
			const queued = { kind: 'queued', outboxId: anId, numberId: team.numberId };
			const results = await team.enqueue(twice);

			expect(results).toEqual([
				{ ...queued, deduplicated: false },
				{ ...queued, deduplicated: true },
			]);
			expect(results[1]).toMatchObject({ ...results[0], deduplicated: true });
		});

		test('is one row when two processes race', async () => {
			const team = await openTeam(stores);
			const both = [stores.store, await stores.another()];
			const { workspaceId, numberId } = team;
			const drafts = [draft({ idempotencyKey: 'key' })];
			const results = await Promise.all(
				Array.from({ length: 20 }, (_, index) =>
					both[index % 2]?.enqueue({ workspaceId, numberId, drafts, now: NOON }),
				),
			);

			const rows = results.flatMap((result) => result ?? []);
			const ids = rows.map((row) => row.kind === 'queued' && row.outboxId);
			const first = rows.filter((row) => row.kind === 'queued' && !row.deduplicated);
			expect(ids).toHaveLength(20);
			expect(new Set(ids).size).toBe(1);
			expect(first).toHaveLength(1);
		});

		test('is a message of its own in another workspace', async () => {
			const [one, other] = [await openTeam(stores), await openTeam(stores)];
			const outboxId = await one.queue({ idempotencyKey: 'key' });

			expect(await other.queue({ idempotencyKey: 'key' })).not.toBe(outboxId);
		});

		test('is the earlier one although it goes to somebody else now', async () => {
			const team = await openTeam(stores);
			const outboxId = await team.queue({ idempotencyKey: 'key' });
			const recipient = { kind: 'conversation', conversationId: 'nowhere' } as const;

			expect(await team.enqueue([draft({ idempotencyKey: 'key', recipient })])).toMatchObject(
				[{ outboxId, deduplicated: true }],
			);
		});
	});
}
