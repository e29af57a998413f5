import { DAY_MS, type Settings } from '../../../../src/domain/settings.ts';
import { failure, inbound, NOON, status, unique } from '../support/builders.ts';
import { openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';
import { cutAll } from './retention.ts';

const KEPT = 35 * DAY_MS;

/** How long messages and what became of sends are kept, to the millisecond. */
export function describeRetentionOfMessages(stores: Stores): void {
	const set = async ({ workspaceId }: Team, change: Partial<Settings>) =>
		await stores.store.saveSettings({ workspaceId, change, now: NOON });

	describe('what became of a send', () => {
		test('answers for its key for 35 days, and no millisecond longer', async () => {
			const team = await openTeam(stores);
			const id = await team.hand({ idempotencyKey: 'order 7' });
			await team.sent(id);
			const again = async (now: number) =>
				await team.queue({ idempotencyKey: 'order 7' }, now);
			await cutAll(team, 'outbox', NOON + KEPT - 1);
			const before = await again(NOON + KEPT - 1);
			await cutAll(team, 'outbox', NOON + KEPT);
			const at = await again(NOON + KEPT);

			expect([before, at]).toEqual([id, id]);
			expect(await cutAll(team, 'outbox', NOON + KEPT + 1)).toEqual([1]);
			expect(await again(NOON + KEPT + 1)).not.toBe(id);
		});

		test('is kept from when it was settled, not from when it was queued', async () => {
			const team = await openTeam(stores);
			const id = await team.hand();
			await team.sent(id, NOON + DAY_MS);

			expect(await cutAll(team, 'outbox', NOON + KEPT + DAY_MS)).toEqual([]);
			expect(await cutAll(team, 'outbox', NOON + KEPT + DAY_MS + 1)).toEqual([1]);
		});

		test('is kept as long as the workspace has set, or without end', async () => {
			const [team, other] = [await openTeam(stores), await openTeam(stores)];
			for (const each of [team, other]) await each.sent(await each.hand());
			await set(team, { outboxDays: 7 });
			await set(other, { outboxDays: null });

			expect(await cutAll(team, 'outbox', NOON + 7 * DAY_MS)).toEqual([]);
			expect(await cutAll(team, 'outbox', NOON + 7 * DAY_MS + 1)).toEqual([1]);
			expect(await cutAll(other, 'outbox', NOON + 10_000 * DAY_MS)).toEqual([]);
		});

		test('goes although it failed, was refused or was taken back', async () => {
			const team = await openTeam(stores);
			const failed = await team.hand();
			await team.settle(failed, { kind: 'failed', failure: failure() });
			const refusal = 'numberNotOpen';
			const taken = [await team.queue(), await team.queue()];
			const outboxIds = taken.slice(1);
			await stores.store.cancel({ outboxIds: taken.slice(0, 1), refusal, now: NOON });
			await stores.store.cancel({ outboxIds, refusal: null, now: NOON });

			expect(await cutAll(team, 'outbox', NOON + KEPT + 1, 2)).toEqual([2, 1]);
		});

		test('stays while it is queued or on its way', async () => {
			const team = await openTeam(stores);
			const handing = await team.hand();
			const queued = await team.queue();

			expect(await cutAll(team, 'outbox', NOON + 1_000 * DAY_MS)).toEqual([]);
			expect((await team.outcomes([handing, queued])).map(({ state }) => state)).toEqual([
				'handing',
				'queued',
			]);
		});

		test('stays while it is in doubt, and goes when the doubt has ended', async () => {
			const team = await openTeam(stores);
			const id = await team.hand();
			await team.settle(id, { kind: 'unknown', failure: failure('timeout') });
			const { numberId } = team;
			const now = NOON + KEPT + 1;

			expect(await cutAll(team, 'outbox', now)).toEqual([]);
			expect(await stores.store.endDoubts({ numberId, now })).toEqual({ ended: 1 });
			expect(await cutAll(team, 'outbox', now)).toEqual([1]);
		});
	});

	describe('a message', () => {
		const month = 30 * DAY_MS;
		const months = async () => {
			const team = await openTeam(stores);
			await set(team, { messageDays: 30 });
			return team;
		};

		test('is kept without end unless something else is set', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();

			expect(await cutAll(team, 'messages', NOON + 10_000 * DAY_MS)).toEqual([]);
		});

		test('goes when it is older than was set, and no millisecond earlier', async () => {
			const team = await months();
			const { item } = await team.writtenBy();
			const { workspaceId } = team;
			const find = async () =>
				await stores.store.findMessage({ workspaceId, messageId: item.message.id });

			expect(await cutAll(team, 'messages', NOON + month)).toEqual([]);
			expect(await find()).not.toBeNull();
			expect(await cutAll(team, 'messages', NOON + month + 1)).toEqual([1]);
			expect(await find()).toBeNull();
		});

		test('leaves its conversation and its event, which starts nothing any more', async () => {
			const team = await months();
			const { conversationId } = await team.writtenBy();
			await cutAll(team, 'messages', NOON + month + 1);
			const page = await team.readFeed();
			const id = await team.queue({ recipient: { kind: 'conversation', conversationId } });

			expect(page).toEqual({ entries: [], readUpTo: 3 });
			expect((await team.outcome(id)).conversation.id).toBe(conversationId);
		});

		test('stays while a trigger has still to read of it', async () => {
			const team = await months();
			const consumer = unique('trigger');
			await team.position(consumer);
			await team.receive(inbound(), inbound());
			const move = async (position: number) =>
				await stores.store.moveCursor({ consumer, position, now: NOON });
			await move(3);

			expect(await cutAll(team, 'messages', NOON + month + 1)).toEqual([1]);
			await move(4);
			expect(await cutAll(team, 'messages', NOON + month + 1)).toEqual([1]);
		});

		test('goes so many at a time, and of no other workspace', async () => {
			const [team, other] = [await months(), await openTeam(stores)];
			await team.receive(inbound(), inbound(), inbound());
			await other.writtenBy();

			expect(await cutAll(team, 'messages', NOON + month + 1, 2)).toEqual([2, 1]);
			expect(await other.log()).toHaveLength(1);
		});

		test('that was sent goes as well, and its key still answers', async () => {
			const team = await months();
			const id = await team.hand({ idempotencyKey: 'order 8' });
			const providerId = await team.sent(id);

			expect(await cutAll(team, 'messages', NOON + month + 1)).toEqual([2]);
			expect(await team.queue({ idempotencyKey: 'order 8' }, NOON + month + 1)).toBe(id);
			const late = await team.hear(status({ providerId, status: 'read' }));
			expect(late).toMatchObject({ advanced: 0, unknownStatuses: 1 });
		});

		test('of which nobody knows whether it left is not told a second time', async () => {
			const team = await months();
			const id = await team.hand();
			await team.settle(id, { kind: 'unknown', failure: failure('timeout') });
			const { numberId } = team;
			const now = NOON + month + 1;
			await stores.store.endDoubts({ numberId, now: NOON + DAY_MS });

			expect(await cutAll(team, 'messages', now)).toEqual([2]);
			expect(await stores.store.endDoubts({ numberId, now })).toEqual({ ended: 0 });
			expect(await cutAll(team, 'outbox', NOON + KEPT + 1)).toEqual([1]);
		});
	});
}
