import { linkedMessageId } from '../../../../src/domain/number/linked-message-id.ts';
import { echo, failure, NOON, SECOND, status } from '../support/builders.ts';
import { openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';
import { openLinked } from './linked-keys.ts';

/** A linked number chooses the ids of its messages: what is heard under them proves that they left. */
export function describeLinkedProofs(stores: Stores): void {
	/** A message in the hands of a process that dies. */
	async function lost(given: { readonly team?: Team } = {}) {
		const team = given.team ?? (await openLinked(stores));
		const outboxId = await team.hand();
		await stores.restart();
		await team.takeOver(NOON + SECOND);
		return { team, outboxId, providerId: linkedMessageId(outboxId) };
	}
	const NOT_NEWS = { duplicates: 1, stored: 0 };

	describe('news of a message that a linked number handed over', () => {
		test('settle it after the process that sent it died', async () => {
			const { team, outboxId, providerId } = await lost();
			expect(await team.stateOf(outboxId)).toEqual({
				state: 'uncertain',
				reason: 'processDied',
			});
			await team.hear(status({ providerId, status: 'delivered' }));

			expect(await team.outcome(outboxId)).toMatchObject({
				state: 'sent',
				reason: null,
				message: { id: outboxId, providerId, status: 'delivered' },
			});
			expect(await team.eventNames()).toEqual([
				'message.received',
				'message.sent',
				'message.delivered',
			]);
		});

		test('settle it before the answer comes, which then changes nothing', async () => {
			const team = await openLinked(stores);
			const outboxId = await team.hand();
			const providerId = linkedMessageId(outboxId);
			await team.hear(status({ providerId, status: 'read' }));
			const before = [await team.outcome(outboxId), await team.log()];
			await team.settle(outboxId, { kind: 'unknown', failure: failure('timeout') });
			await team.settle(outboxId, { kind: 'sent', providerId });

			expect(before[0]).toMatchObject({ state: 'sent', message: { status: 'read' } });
			expect([await team.outcome(outboxId), await team.log()]).toEqual(before);
		});

		test.each([
			['of another message', linkedMessageId('another')],
			['of another form', '3EB0A'],
			['of the Cloud API', 'wamid.HBgN'],
		])('leave it uncertain if they are %s', async (_, providerId) => {
			const { team, outboxId } = await lost();

			expect(await team.hear(status({ providerId, status: 'delivered' }))).toMatchObject({
				unknownStatuses: 1,
			});
			expect((await team.outcome(outboxId)).state).toBe('uncertain');
		});

		test('leave it uncertain if another number heard them', async () => {
			const { team, outboxId, providerId } = await lost();
			const other = await team.addNumber({ mode: 'linked' });

			await other.hear(status({ providerId, status: 'delivered' }));
			expect((await team.outcome(outboxId)).state).toBe('uncertain');
		});

		test('mean nothing on the Cloud API, where Meta chooses the ids', async () => {
			const { team, outboxId, providerId } = await lost({ team: await openTeam(stores) });

			await team.hear(status({ providerId, status: 'delivered' }));
			expect((await team.outcome(outboxId)).state).toBe('uncertain');
		});

		test('do nothing to one that waits to be sent once more', async () => {
			const team = await openLinked(stores);
			const outboxId = await team.queue();

			await team.hear(status({ providerId: linkedMessageId(outboxId), status: 'sent' }));
			expect((await team.outcome(outboxId)).state).toBe('queued');
		});
	});

	describe('the echo of a message that a linked number handed over', () => {
		test.each(['phone', 'history'] as const)(
			'settles it, and is the same message (%s)',
			async (origin) => {
				const { team, outboxId, providerId } = await lost();

				expect(await team.record(echo({ providerId, origin }))).toMatchObject(NOT_NEWS);
				expect(await team.outcome(outboxId)).toMatchObject({
					state: 'sent',
					message: { id: outboxId, providerId, status: 'sent' },
				});
				expect(await team.eventNames()).toEqual(['message.received', 'message.sent']);
				expect((await team.log()).at(-1)?.item.message).toMatchObject({
					id: outboxId,
					origin: 'automation',
				});
			},
		);

		test('with another id is another message', async () => {
			const { team, outboxId } = await lost();
			const providerId = linkedMessageId('typed on the phone');

			expect(await team.record(echo({ providerId }))).toMatchObject({ stored: 1 });
			expect((await team.outcome(outboxId)).state).toBe('uncertain');
		});

		test('to a person who was erased is not written down', async () => {
			const { team, outboxId, providerId } = await lost();
			const { workspaceId } = team;
			const contactId = (await team.outcome(outboxId)).contact.id;
			await stores.store.eraseContact({
				workspaceId,
				who: { kind: 'contact', contactId },
				now: NOON,
			});

			expect(await team.record(echo({ providerId }))).toMatchObject(NOT_NEWS);
			expect(await team.stateOf(outboxId)).toEqual({ state: 'uncertain', reason: 'erased' });
			expect((await team.readFeed()).entries).toEqual([]);
		});
	});
}
