import { ADA, BOB } from '../support/agents.ts';
import { NOON } from '../support/builders.ts';
import { openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** The members of a team. */
export function describeAgents(stores: Stores): void {
	const NEW = {
		...{ role: 'agent', timeZone: 'UTC', shifts: [], availability: 'online', capacity: null },
		...{ numberCapacities: [], teams: [], numberScope: null, labelScope: null },
	};

	describe('an agent', () => {
		test('who is new is there for all, and keeps what is not changed', async () => {
			const { workspaceId, store } = await openTeam(stores);
			const save = async (email: string, change: object) =>
				await store.saveAgent({ workspaceId, email, change, now: NOON });

			expect(await save(ADA, {})).toEqual({
				...{ agent: { ...NEW, email: ADA, name: ADA }, isNew: true },
			});
			await save(ADA, { name: 'Ada', capacity: 3, teams: ['Sales'], labelScope: ['vip'] });
			expect(await save(ADA, { capacity: null, availability: 'away' })).toEqual({
				agent: {
					...{ ...NEW, email: ADA, name: 'Ada', teams: ['Sales'] },
					...{ labelScope: ['vip'], availability: 'away' },
				},
				isNew: false,
			});
		});

		test('is one of their workspace alone', async () => {
			const { workspaceId, store } = await openTeam(stores);
			const other = await openTeam(stores);
			const of = (id: string, email: string, name: string) =>
				store.saveAgent({ workspaceId: id, email, change: { name }, now: NOON });
			await of(workspaceId, BOB, 'Bob');
			await of(workspaceId, ADA, 'Ada');
			await of(other.workspaceId, ADA, 'Another');

			expect((await store.listAgents({ workspaceId })).map(({ name }) => name)).toEqual([
				...['Ada', 'Bob'],
			]);
		});

		test('of whom two things change at once has both', async () => {
			const { workspaceId, store } = await openTeam(stores);
			const another = await stores.another();
			const input = { workspaceId, email: ADA, now: NOON };
			await store.saveAgent({ ...input, change: {} });
			await Promise.all([
				store.saveAgent({ ...input, change: { capacity: 5 } }),
				another.saveAgent({ ...input, change: { teams: ['Sales'] } }),
			]);

			expect(await store.listAgents({ workspaceId })).toEqual([
				{ ...NEW, email: ADA, name: ADA, capacity: 5, teams: ['Sales'] },
			]);
		});
	});
}
