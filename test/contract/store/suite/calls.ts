import { iso } from '../../../../src/store/log/parts.ts';
import { HOUR, inbound, MINUTE, NOON, unique } from '../support/builders.ts';
import { last, openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** A call that rang a minute after noon. */
const call = (given: Parameters<typeof inbound>[0] = {}) =>
	inbound({
		content: { type: 'call', video: true },
		text: null,
		sentAt: NOON + MINUTE,
		...given,
	});

/** A call that rings: kept among the messages, told as what it is. */
export function describeCalls(stores: Stores): void {
	describe('a call', () => {
		test('is told once, as a call and not as a message', async () => {
			const team = await openTeam(stores);
			const rang = call();
			await team.receive(rang);
			await team.receive(rang);

			expect(await team.eventNames()).toEqual(['call.received']);
			const { item } = last(await team.log());
			expect(item).toMatchObject({
				call: { id: rang.providerId, at: iso(NOON + MINUTE), video: true },
				conversation: { windowExpiresAt: iso(NOON + MINUTE + 24 * HOUR) },
			});
			expect(item).not.toHaveProperty('message');
		});

		test('ends what goes only if nobody has replied, and is no reply that a run waits for', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const run = unique('run');
			const wait = {
				...{ run, workflowId: 'flow', parentWorkflowId: null, isTest: false },
				...{ address: 'sealed', withinMs: 10 * MINUTE },
			};
			const question = await team.queue({ wait });
			await team.claim();
			await team.sent(question);
			const reminder = await team.queue({
				conditions: [{ type: 'noReplySinceMyLastMessage' }],
			});
			const result = await team.receive(call());

			expect(result.ended).toEqual([reminder]);
			expect(await team.stateOf(reminder)).toMatchObject({ state: 'skipped' });
			const ended = await team.store.endedWaits({ limit: 10 });
			expect(ended.filter((one) => one.run === run)).toEqual([]);
		});
	});
}
