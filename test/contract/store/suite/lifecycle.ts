import { draft, inbound, NOON, phone, unique } from '../support/builders.ts';
import { last, openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** Transactions, what is told of them, and the end. */
export function describeLifecycle(stores: Stores): void {
	describe('an operation that fails', () => {
		const broken = inbound({
			sender: [phone('+4915100000009')],
			sentAt: null as unknown as number,
		});

		test('leaves nothing behind, and its neighbours are committed', async () => {
			const team = await openTeam(stores);
			const [before, half, after] = [inbound(), inbound(), inbound()];
			const group = [[before], [half, broken], [after]];
			const results = await Promise.allSettled(
				group.map((messages) => team.receive(...messages)),
			);
			await stores.restart();

			expect(results.map((result) => result.status)).toEqual([
				'fulfilled',
				'rejected',
				'fulfilled',
			]);
			expect((await team.log()).map(({ item }) => item.message.providerId)).toEqual([
				before.providerId,
				after.providerId,
			]);
			expect((await team.receive(half)).stored).toBe(1);
		});

		test('makes no contact and no conversation', async () => {
			const team = await openTeam(stores);
			await expect(team.receive(broken)).rejects.toThrow();
			await team.receive({ ...broken, sentAt: NOON });

			expect(last(await team.log()).item.conversation.isNew).toBe(true);
		});

		test('uses up no key', async () => {
			const team = await openTeam(stores);
			const good = draft();
			const bad = draft({ expiresAt: null as unknown as number });
			const results = await Promise.allSettled([
				team.enqueue([good, bad]),
				team.enqueue([draft()]),
			]);

			expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled']);
			expect(await team.enqueue([good])).toMatchObject([{ deduplicated: false }]);
		});

		test('is refused in words', async () => {
			const team = await openTeam(stores);

			await expect(team.receive(broken)).rejects.toMatchObject({
				name: 'TeamError',
				code: 'internal',
				message: expect.stringContaining('could not do what it was asked') as unknown,
				advice: expect.stringContaining('.') as unknown,
			});
		});
	});

	describe('a commit', () => {
		test('is told after its answer, and not to those who stopped listening', async () => {
			const team = await openTeam(stores);
			const heard: string[] = [];
			const stop = stores.store.onCommit((what) => heard.push(what));
			await team.receive(inbound());
			await team.queue();
			stop();
			await team.queue();

			expect(heard).toEqual(['receiveBatch', 'enqueue']);
		});

		test('is told with the events that it appended, which those may wait for who read the log', async () => {
			const team = await openTeam(stores);
			const heard: unknown[] = [];
			const stop = stores.store.onCommit((what, _numberId, told) => heard.push([what, told]));
			await Promise.all([team.receive(inbound()), team.queue()]);
			const { claimed } = await team.claim();
			stop();

			expect(claimed).toHaveLength(1);
			expect(heard).toEqual([
				['receiveBatch', ['message.received', 'contact.created', 'conversation.created']],
				['enqueue', []],
				['claim', []],
			]);
		});

		test('that failed is not told', async () => {
			const team = await openTeam(stores);
			const heard: string[] = [];
			const stop = stores.store.onCommit((what) => heard.push(what));
			await team.receive(inbound({ sentAt: null as unknown as number })).catch(() => null);
			await team.receive();
			stop();

			expect(heard).toEqual(['receiveBatch']);
		});

		test('of another process is told', async () => {
			const team = await openTeam(stores);
			const other = await stores.another();
			const heard = new Promise((resolve) => other.onCommit(resolve));
			await team.receive(inbound());

			expect(await heard).toBe('elsewhere');
		});
	});

	describe('a store that is closed', () => {
		test('has first finished what was under way', async () => {
			const team = await openTeam(stores);
			const closing = await stores.another();
			const { workspaceId, numberId } = team;
			const key = unique('key');
			const drafts = [draft({ idempotencyKey: key })];
			const enqueued = closing.enqueue({ workspaceId, numberId, drafts, now: NOON });
			await closing.close();

			const [result] = await enqueued;
			expect(await team.enqueue(drafts)).toEqual([{ ...result, deduplicated: true }]);
		});

		test('may be closed again', async () => {
			const store = await stores.another();
			const ends = [store.close(), store.close()];

			expect(await Promise.all(ends)).toEqual([undefined, undefined]);
			expect(await store.close()).toBeUndefined();
		});

		test('refuses a call in words', async () => {
			const store = await stores.another();
			await store.close();

			await expect(store.findNumber({ phoneNumberId: 'any' })).rejects.toMatchObject({
				name: 'TeamError',
				code: 'storeUnavailable',
				message: expect.stringContaining('it is closed') as unknown,
			});
		});

		test('leaves others on the same database at work', async () => {
			await (await stores.another()).close();

			expect(await stores.store.findNumber({ phoneNumberId: 'any' })).toBeNull();
		});
	});
}
