import { NOON } from '../support/builders.ts';
import { Desk } from '../support/lookup.ts';
import { openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** The numbers of a workspace, and what the team says of them. */
export function describeNumberList(stores: Stores): void {
	const list = async ({ team }: Desk, actingAgent: string | null = null) =>
		await team.store.listNumbers({ workspaceId: team.workspaceId, actingAgent });

	const update = async ({ team }: Desk, numberId: string, change: object) =>
		await team.store.updateNumber({
			workspaceId: team.workspaceId,
			numberId,
			change,
			now: NOON,
		});

	describe('the numbers of a workspace', () => {
		test('are listed by label, those that an agent may see', async () => {
			const desk = new Desk(await openTeam(stores, { label: 'Shop', group: 'sales' }));
			const aid = await desk.team.addNumber({ label: 'Aid' });
			await desk.agent('a@example.com', { role: 'limitedAgent', numberScope: ['sales'] });
			const labels = async (agent: string | null) =>
				(await list(desk, agent)).map(({ number }) => number.label);

			expect(await labels(null)).toEqual(['Aid', 'Shop']);
			expect(await labels('a@example.com')).toEqual(['Shop']);
			expect(await labels('no@example.com')).toEqual([]);
			expect((await list(desk))[0]).toEqual({
				number: {
					id: aid.numberId,
					label: 'Aid',
					phone: null,
					mode: 'cloud',
					group: null,
				},
				state: 'ready',
				pausedAt: null,
				ownerAgent: null,
				backupOwner: null,
				reviewAt: null,
				phoneSeenAt: null,
				hours: null,
				timeZone: null,
				singleConversation: true,
				createdAt: NOON,
			});
		});

		test('have what the team says of them, and keep what it does not say', async () => {
			const desk = new Desk(await openTeam(stores));
			const { numberId } = desk.team;
			const hours = [{ days: [1, 2], from: 540, to: 1_080 }];
			const said = {
				...{ group: 'sales', ownerAgent: 'a@example.com', reviewAt: NOON },
				...{ hours, singleConversation: false },
			};
			await update(desk, numberId, { ...said, backupOwner: 'b@example.com' });
			const row = await update(desk, numberId, { backupOwner: null });

			expect(row).toMatchObject({
				number: { group: 'sales' },
				ownerAgent: 'a@example.com',
				backupOwner: null,
				reviewAt: NOON,
				hours,
				singleConversation: false,
			});
			expect(await list(desk)).toEqual([row]);
		});

		test('are changed in their own workspace alone', async () => {
			const desk = new Desk(await openTeam(stores));
			const stranger = new Desk(await openTeam(stores));

			expect(await update(stranger, desk.team.numberId, { group: 'theirs' })).toBeNull();
			expect((await list(desk))[0]?.number.group).toBeNull();
		});
	});
}
