import { anId, failure, HOUR, MINUTE, NOON, status } from '../support/builders.ts';
import { idsOf, last, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const UNKNOWN = {
	name: 'outcomeUnknown',
	code: 0,
	message: expect.any(String) as unknown,
	advice: expect.any(String) as unknown,
};

/** Messages of which nobody knows whether they left: when that is final, and that it never is. */
export function describeDoubts(stores: Stores): void {
	describe('an uncertain message', () => {
		const providerId = 'wamid.late';
		const day = NOON + 24 * HOUR;
		const quarter = NOON + 15 * MINUTE;

		async function uncertain(): Promise<{ team: Team; outboxId: string }> {
			const team = await openTeam(stores);
			const outboxId = await team.hand();
			await team.settle(outboxId, { kind: 'unknown', failure: failure('timeout') });
			return { team, outboxId };
		}
		/** Sends one more message, of which this is heard. */
		async function sendAnother(team: Team, heard: 'sent' | 'delivered', at: number) {
			await team.queue({}, at);
			const [id = ''] = idsOf(await team.claim({ now: at }));
			const sentAs = await team.sent(id, at);
			await team.hear(status({ providerId: sentAs, status: heard }));
		}
		const end = async (team: Team, now: number) =>
			await stores.store.endDoubts({ numberId: team.numberId, now });

		test('is left open for 24 hours', async () => {
			const { team } = await uncertain();

			expect(await end(team, day - 1)).toEqual({ ended: 0 });
			expect(await team.eventNames()).toEqual(['message.received']);
		});

		test('is given up after 24 hours, once, with an event that says so', async () => {
			const { team, outboxId } = await uncertain();

			expect([await end(team, day), await end(team, day)]).toEqual([
				{ ended: 1 },
				{ ended: 0 },
			]);
			expect(last(await team.log())).toMatchObject({
				seq: 4,
				item: {
					event: 'message.failed',
					eventId: anId,
					message: { id: outboxId, status: 'uncertain', error: UNKNOWN },
				},
			});
			expect(await team.outcome(outboxId)).toMatchObject({
				state: 'uncertain',
				failure: UNKNOWN,
				message: { id: outboxId, providerId: null, status: 'uncertain' },
			});
		});

		test('is given up after 15 minutes when a later message has arrived', async () => {
			const { team } = await uncertain();
			await sendAnother(team, 'delivered', NOON + MINUTE);

			expect(await end(team, quarter - 1)).toEqual({ ended: 0 });
			expect(await end(team, quarter)).toEqual({ ended: 1 });
		});

		test('is left open when a later message was sent and nothing more was heard', async () => {
			const { team } = await uncertain();
			await sendAnother(team, 'sent', NOON + MINUTE);

			expect(await end(team, day - 1)).toEqual({ ended: 0 });
		});

		test('is left open when only an earlier message has arrived', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			await sendAnother(team, 'delivered', NOON - 1);
			const outboxId = await team.queue();
			await team.claim();
			await team.settle(outboxId, { kind: 'unknown', failure: failure('timeout') });

			expect(await end(team, day - 1)).toEqual({ ended: 0 });
		});

		test('of another number is left open', async () => {
			const { team } = await uncertain();
			const other = await team.addNumber();

			expect(await end(other, day)).toEqual({ ended: 0 });
		});

		test('that is given up still blocks its key, and is never sent again', async () => {
			const team = await openTeam(stores);
			const outboxId = await team.hand({ idempotencyKey: 'key' });
			await stores.restart();
			await team.takeOver();
			await end(team, day);

			expect(await team.queue({ idempotencyKey: 'key' }, day)).toBe(outboxId);
			expect((await team.claim({ now: day })).claimed).toEqual([]);
		});

		test('that was given up is settled all the same by a status that comes late', async () => {
			const { team, outboxId } = await uncertain();
			await end(team, day);
			await team.hear(status({ outboxId, providerId, status: 'delivered' }));

			expect(await team.outcome(outboxId)).toMatchObject({
				state: 'sent',
				failure: null,
				message: { id: outboxId, providerId, status: 'delivered' },
			});
			expect(await team.eventNames()).toEqual([
				'message.received',
				'message.failed',
				'message.sent',
				'message.delivered',
			]);
		});

		test('that was given up is settled all the same by an answer that comes late', async () => {
			const { team, outboxId } = await uncertain();
			await end(team, day);
			await team.settle(outboxId, { kind: 'sent', providerId });

			expect(await team.outcome(outboxId)).toMatchObject({
				state: 'sent',
				message: { id: outboxId, providerId, status: 'sent' },
			});
		});
	});

	describe('a message that is not uncertain', () => {
		test.each(['queued', 'handing', 'sent', 'failed'])('but %s is no doubt', async (state) => {
			const team = await openTeam(stores);
			const id = state === 'queued' ? await team.queue() : await team.hand();
			if (state === 'sent') await team.sent(id);
			if (state === 'failed') await team.settle(id, { kind: 'failed', failure: failure() });
			const { numberId } = team;
			const now = NOON + 48 * HOUR;

			expect(await stores.store.endDoubts({ numberId, now })).toEqual({ ended: 0 });
			expect((await team.outcome(id)).state).toBe(state);
		});
	});
}
