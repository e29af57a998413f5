import { ANNA, inbound, NOON, status } from '../support/builders.ts';
import { openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** Reading the log, page by page. */
export function describeFeed(stores: Stores): void {
	describe('a page of the log', () => {
		/** Messages 1, 4, 5, … of the log: 2 and 3 are the beginning of their contact and conversation. */
		async function teamOf(count: number): Promise<Team> {
			const team = await openTeam(stores);
			await team.receive(...Array.from({ length: count }, () => inbound()));
			return team;
		}
		const page = async (team: Team, after: number, limit: number) => {
			const { entries, readUpTo } = await team.readFeed({ after, limit });
			return { seqs: entries.map(({ seq }) => seq), readUpTo };
		};

		test('that is full has been read up to its last event', async () => {
			expect(await page(await teamOf(5), 1, 2)).toEqual({ seqs: [4, 5], readUpTo: 5 });
		});

		test('that ends with the log and is full has been read up to the end', async () => {
			expect(await page(await teamOf(4), 4, 2)).toEqual({ seqs: [5, 6], readUpTo: 6 });
		});

		test('that is not full has been read up to the end', async () => {
			expect(await page(await teamOf(3), 4, 2)).toEqual({ seqs: [5], readUpTo: 5 });
		});

		test('after the end is empty', async () => {
			expect(await page(await teamOf(3), 5, 2)).toEqual({ seqs: [], readUpTo: 5 });
		});

		test('of an empty log is empty', async () => {
			expect(await page(await teamOf(0), 0, 2)).toEqual({ seqs: [], readUpTo: 0 });
		});

		test('holds only the types that were asked for, and has looked at the others', async () => {
			const team = await openTeam(stores);
			const providerId = await team.sent(await team.hand());
			await team.hear(status({ providerId, status: 'delivered' }));
			await team.hear(status({ providerId, status: 'read' }));
			const { entries, readUpTo } = await team.readFeed({
				types: ['message.sent', 'message.delivered'],
			});

			expect(entries.map(({ seq, item }) => [seq, item.event])).toEqual([
				[4, 'message.sent'],
				[5, 'message.delivered'],
			]);
			expect(readUpTo).toBe(6);
		});

		test('that is full in the midst of other types goes no further', async () => {
			const team = await openTeam(stores);
			const providerId = await team.sent(await team.hand());
			await team.hear(status({ providerId, status: 'read' }));
			const first = await team.readFeed({ types: ['message.received'], limit: 1 });

			expect(first.readUpTo).toBe(1);
			expect(
				await team.readFeed({ types: ['message.received'], limit: 1, after: 1 }),
			).toEqual({ entries: [], readUpTo: 5 });
		});

		test('for a trigger that listens to nothing is empty and read to the end', async () => {
			expect(await (await teamOf(2)).readFeed({ types: [] })).toEqual({
				entries: [],
				readUpTo: 4,
			});
		});

		test('of one number holds only its events', async () => {
			const team = await openTeam(stores);
			const other = await team.addNumber();
			await team.writtenBy();
			const { seq } = await other.writtenBy();
			await team.writtenBy();
			const { entries, readUpTo } = await team.readFeed({ numberId: other.numberId });

			expect(entries.map((entry) => [entry.seq, entry.item.number.id])).toEqual([
				[seq, other.numberId],
			]);
			expect(readUpTo).toBe(6);
		});

		test('holds nothing of another workspace', async () => {
			await teamOf(2);

			expect(await (await openTeam(stores)).log()).toEqual([]);
		});

		test('holds the raw message only on request', async () => {
			const team = await openTeam(stores);
			await team.receive(inbound({ raw: { id: 1 } }));
			const rawOf = async (includeRaw: boolean) =>
				(await team.readFeed({ includeRaw })).entries.map(({ item }) => item.raw);

			expect(await rawOf(true)).toEqual([{ id: 1 }]);
			expect(await rawOf(false)).toEqual([undefined]);
		});

		test('shows a message that was sent, and by whom', async () => {
			const team = await openTeam(stores);
			const outboxId = await team.hand({ replyTo: 'wamid.quoted' });
			const providerId = await team.sent(outboxId);
			const { entries } = await team.readFeed({ types: ['message.sent'], includeRaw: true });

			expect(entries).toMatchObject([{ seq: 4, item: { contact: { phone: ANNA } } }]);
			expect(entries.map(({ item }) => item.message)).toEqual([
				{
					id: outboxId,
					providerId,
					type: 'text',
					text: 'Yes, until noon.',
					replyTo: 'wamid.quoted',
					sentAt: new Date(NOON).toISOString(),
					direction: 'out',
					origin: 'automation',
					status: 'sent',
				},
			]);
		});
	});
}
