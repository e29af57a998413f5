import { inbound, NOON } from '../support/builders.ts';
import { openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** Where triggers stand in the log: forward only. */
export function describeCursors(stores: Stores): void {
	describe('a cursor', () => {
		/** With as many messages and, if there are any, the beginning of their contact and conversation. */
		async function teamWithEvents(count: number): Promise<Team> {
			const team = await openTeam(stores);
			await team.receive(...Array.from({ length: count }, () => inbound()));
			return team;
		}
		const move = async (consumer: string, position: number): Promise<null> =>
			await stores.store.moveCursor({ consumer, position, now: NOON });

		test.each(['end', 'resume'] as const)(
			'that is new begins at the end of the log (%s)',
			async (from) => {
				const team = await teamWithEvents(3);

				expect(await team.position(`new ${from}`, from)).toBe(5);
			},
		);

		test('of an empty log begins at zero', async () => {
			expect(await (await openTeam(stores)).position('empty')).toBe(0);
		});

		test('resumes where it was', async () => {
			const team = await teamWithEvents(0);
			await team.position('resuming');
			await team.receive(inbound(), inbound(), inbound());
			await move('resuming', 2);

			expect(await team.position('resuming')).toBe(2);
		});

		test('resumes where it was after a restart', async () => {
			const team = await teamWithEvents(1);
			await team.position('restarted');
			await team.receive(inbound());
			await stores.restart();

			expect(await team.position('restarted')).toBe(3);
		});

		test('opened at the end forgets where it was', async () => {
			const team = await teamWithEvents(1);
			await team.position('reactivated');
			await team.receive(inbound(), inbound());

			expect(await team.position('reactivated', 'end')).toBe(5);
			expect(await team.position('reactivated')).toBe(5);
		});

		test('never moves back', async () => {
			const team = await teamWithEvents(5);
			await team.position('forward');
			await move('forward', 4);

			expect(await team.position('forward')).toBe(7);
		});

		test('is not made by moving it', async () => {
			const team = await teamWithEvents(3);
			await move('unopened', 1);

			expect(await team.position('unopened')).toBe(5);
		});

		test('moves alone', async () => {
			const team = await teamWithEvents(0);
			await team.position('moving');
			await team.position('standing');
			await team.receive(inbound());
			await move('moving', 1);

			expect(await team.position('standing')).toBe(0);
		});
	});
}
