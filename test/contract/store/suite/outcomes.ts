import type { NumberState } from '../../../../src/domain/number/number.ts';
import { iso } from '../../../../src/store/log/parts.ts';
import {
	anId,
	ANNA,
	BEN,
	draft,
	failure,
	HOUR,
	MINUTE,
	NOON,
	SECOND,
} from '../support/builders.ts';
import { openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** Where messages stand, as Send reports it. */
export function describeOutcomes(stores: Stores): void {
	describe('the outcome of a message', () => {
		const held = async (team: Team, id: string, now = NOON) => {
			const { state, reason, until } = await team.outcome(id, now);
			return { state, reason, until };
		};
		const queued = { state: 'queued' };

		test('holds all that is known of it', async () => {
			const team = await openTeam(stores, { label: 'Shop' });
			const { item } = await team.writtenBy();
			const outboxId = await team.queue();
			await team.claim();
			const providerId = await team.sent(outboxId);

			expect(await team.outcome(outboxId)).toEqual({
				outboxId,
				state: 'sent',
				reason: null,
				until: null,
				failure: null,
				windowExpiresAt: NOON + 24 * HOUR,
				message: { id: outboxId, providerId, status: 'sent' },
				number: item.number,
				contact: {
					id: anId,
					name: 'Anna',
					phone: ANNA,
					lid: null,
					bsuid: null,
					username: null,
				},
				conversation: {
					id: item.conversation.id,
					status: 'open',
					owner: null,
					labels: [],
					priority: null,
					windowExpiresAt: iso(NOON + 24 * HOUR),
					isNew: false,
				},
			});
		});

		test('comes in the order of the ids, however often one is asked for', async () => {
			const team = await openTeam(stores);
			const [a, b, c] = [await team.queue(), await team.queue(), await team.queue()];
			const asked = [c, a, b, a];

			expect((await team.outcomes(asked)).map(({ outboxId }) => outboxId)).toEqual(asked);
		});

		test('of none is none', async () => {
			expect(await (await openTeam(stores)).outcomes([])).toEqual([]);
		});

		test('of many messages is one answer', async () => {
			const team = await openTeam(stores);
			const results = await team.enqueue(Array.from({ length: 500 }, () => draft()));
			const ids = results.map((result) => (result.kind === 'queued' ? result.outboxId : ''));

			expect((await team.outcomes(ids)).map(({ outboxId }) => outboxId)).toEqual(ids);
		});

		test('that is not due yet says until when', async () => {
			const team = await openTeam(stores);
			const id = await team.queue({ notBefore: NOON + MINUTE });

			const until = NOON + MINUTE;
			expect(await held(team, id, until - 1)).toEqual({
				...queued,
				reason: 'notBefore',
				until,
			});
			expect(await held(team, id, until)).toEqual({ ...queued, reason: 'pacing', until });
		});

		test('that is due and waits for its turn says it waits for the pace', async () => {
			const team = await openTeam(stores);
			const id = await team.queue();

			expect(await held(team, id, NOON + SECOND)).toEqual({
				...queued,
				reason: 'pacing',
				until: NOON + SECOND,
			});
		});

		test('that waits for the recipient’s pace says until when', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			for (let n = 0; n < 45; n += 1) {
				const id = await team.queue();
				await team.claim();
				await team.sent(id);
			}
			const id = await team.queue();

			const due = NOON + 6 * SECOND;
			expect(await held(team, id)).toEqual({ ...queued, reason: 'pacing', until: due });
		});

		test('that is tried again says until when, and what went wrong', async () => {
			const team = await openTeam(stores);
			const id = await team.hand();
			const retry = { kind: 'retry', failure: failure(), afterMs: null } as const;
			await team.settle(id, retry, { retryAt: NOON + MINUTE });

			expect(await team.outcome(id)).toMatchObject({
				state: 'queued',
				reason: 'retrying',
				until: NOON + MINUTE,
				failure: failure(),
			});
		});

		test.each<[NumberState, string]>([
			['paused', 'numberPaused'],
			['offline', 'numberNotReady'],
			['banned', 'numberNotReady'],
		])('of a number that is %s says so, and no time', async (state, reason) => {
			const team = await openTeam(stores, { state });
			const id = await team.queue({ notBefore: NOON + MINUTE });

			expect(await held(team, id)).toEqual({ state: 'queued', reason, until: null });
		});

		test('says when the window closes, also if it is closed', async () => {
			const team = await openTeam(stores);
			await team.writtenBy(BEN, NOON - 25 * HOUR);
			const id = await team.queue({ recipient: { kind: 'phone', phone: BEN } });
			await team.claim();

			expect(await team.outcome(id)).toMatchObject({
				state: 'refused',
				reason: 'windowClosed',
				until: null,
				windowExpiresAt: NOON - HOUR,
			});
		});
	});
}
