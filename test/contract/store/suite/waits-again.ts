import type { WaitDraft } from '../../../../src/ports/store.ts';
import { ANNA, NOON, SECOND, unique } from '../support/builders.ts';
import { openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';
import { waitsOf, WITHIN } from '../support/waits.ts';

/** Runs that ask what was asked before, or one thing after another. */
export function describeWaitsAgain(stores: Stores): void {
	const {
		ask,
		sent,
		teamOfAnna,
		write,
		begin,
		call,
		settle,
		fate,
		ended,
		endings,
		end,
		leaveNone,
	} = waitsOf(stores);

	describe('a run that asks again what was asked before', () => {
		afterEach(leaveNone);

		const key = () => unique('key');

		/** The same key again, from another run. */
		async function again(team: Team, idempotencyKey: string, given: Partial<WaitDraft> = {}) {
			return await ask(team, given, { idempotencyKey });
		}

		test('sends nothing, and waits instead of the first', async () => {
			const team = await teamOfAnna();
			const idempotencyKey = key();
			const first = await again(team, idempotencyKey);
			await team.claim();
			await team.sent(first.outboxId);
			const second = await again(team, idempotencyKey, { address: 'second address' });

			expect(second.outboxId).toBe(first.outboxId);
			expect((await team.claim()).claimed).toEqual([]);
			expect(await begin(first)).toBeNull();
			expect(await begin(second)).toEqual({ kind: 'waits', until: NOON + WITHIN });
			await write(team);
			expect(await ended()).toMatchObject([{ ...second, address: 'second address' }]);
		});

		test.each(['before the first went on', 'after it'])(
			'goes on at once with the reply that came %s',
			async (when) => {
				const team = await teamOfAnna();
				const idempotencyKey = key();
				const first = await again(team, idempotencyKey);
				await team.claim();
				await team.sent(first.outboxId);
				await write(team, { text: 'Number 4711' });
				if (when === 'after it') await settle(first, 'resumed');
				await write(team, { text: 'Hello?' });
				const second = await again(team, idempotencyKey);

				// Should it die before it says that it waits, it is told.
				expect(await ended()).toMatchObject([{ ...second, ending: 'replied' }]);
				expect(await begin(second)).toMatchObject({
					kind: 'ended',
					ending: 'replied',
					reply: { message: { text: 'Number 4711' } },
				});
			},
		);

		test('goes on at once with what was written while nobody waited', async () => {
			const team = await teamOfAnna();
			const idempotencyKey = key();
			const outboxId = await team.queue({ idempotencyKey });
			await team.claim();
			const providerId = await team.sent(outboxId);
			await write(team, { content: { type: 'reaction', to: providerId, emoji: '👍' } });
			await write(team, { text: 'Number 4711' });
			await write(team, { text: 'Hello?' });
			const second = await again(team, idempotencyKey);

			expect(await begin(second)).toMatchObject({
				ending: 'replied',
				reply: { message: { text: 'Number 4711' } },
			});
		});

		test('does not take for the reply what has led to the question in the same second', async () => {
			const team = await openTeam(stores);
			await team.writtenBy(ANNA, NOON);
			const idempotencyKey = key();
			const first = await again(team, idempotencyKey);
			await team.claim({ now: NOON + 1 });
			await team.sent(first.outboxId, NOON + 1);
			const second = await again(team, idempotencyKey);

			expect(await begin(second)).toEqual({ kind: 'waits', until: NOON + 1 + WITHIN });
		});

		test('leaves to others what they have got', async () => {
			const team = await teamOfAnna();
			const idempotencyKey = key();
			const outboxId = await team.queue({ idempotencyKey });
			await team.claim();
			await team.sent(outboxId);
			const other = await sent(team);
			await write(team);
			const second = await again(team, idempotencyKey);

			expect(await begin(second)).toEqual({ kind: 'waits', until: NOON + WITHIN });
			expect(await endings()).toEqual([[other.outboxId, 'replied']]);
		});

		test('waits after the first has timed out', async () => {
			const team = await teamOfAnna();
			const idempotencyKey = key();
			const first = await again(team, idempotencyKey);
			await team.claim();
			await team.sent(first.outboxId);
			await end(NOON + WITHIN);
			await settle(first, 'resumed');
			const second = await again(team, idempotencyKey, { withinMs: 2 * WITHIN });

			expect(await begin(second, NOON + WITHIN)).toEqual({
				kind: 'waits',
				until: NOON + 2 * WITHIN,
			});
		});

		test('sends anew what was refused', async () => {
			const team = await openTeam(stores);
			const idempotencyKey = key();
			const first = await again(team, idempotencyKey);
			await stores.store.cancel({ outboxIds: [first.outboxId], refusal: null, now: NOON });
			await end(NOON);
			const second = await again(team, idempotencyKey);

			expect(second.outboxId).not.toBe(first.outboxId);
			expect(await begin(second)).toMatchObject({ kind: 'waits' });
		});
	});

	describe('a run that asks one thing after another', () => {
		afterEach(leaveNone);

		test('waits for the last one alone', async () => {
			const team = await teamOfAnna();
			const run = unique('run');
			const first = await sent(team, { run });
			const second = await sent(team, { run }, NOON + SECOND);
			await write(team, { replyTo: first.providerId });

			expect(await endings()).toEqual([[second.outboxId, 'replied']]);
			expect([await fate(first), await fate(second)]).toEqual(['resumed', 'open']);
		});

		test.each<[string, boolean, string]>([
			['a reply that it never heard of', false, 'gone'],
			['a reply that it went on with', true, 'resumed'],
		])('leaves %s to whom it may concern', async (_what, hasAsked, expected) => {
			const team = await teamOfAnna();
			const run = unique('run');
			const first = await sent(team, { run });
			await write(team);
			if (hasAsked) await call(first);
			const second = await sent(team, { run }, NOON + SECOND);

			expect([await fate(first), await fate(second)]).toEqual([expected, 'open']);
			expect(await ended()).toEqual([]);
		});
	});
}
