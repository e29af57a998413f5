import { NOON, unique } from '../support/builders.ts';
import { openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** Workspaces and their keys. */
export function describeWorkspaces(stores: Stores): void {
	describe('a workspace', () => {
		const openWorkspace = async (workspaceId: string, keySalt: string, keyHash: string) =>
			await stores.store.openWorkspace({ workspaceId, keySalt, keyHash, now: NOON });

		test('keeps the key of the first who opened it', async () => {
			const id = unique('workspace');
			const first = await openWorkspace(id, 'salt', 'hash');
			const second = await openWorkspace(id, 'other salt', 'other hash');

			expect([first, second]).toEqual(
				Array(2).fill({ id, keySalt: 'salt', keyHash: 'hash' }),
			);
		});

		test('opened without a key cannot be locked by another', async () => {
			const { workspaceId } = await openTeam(stores);

			expect(await openWorkspace(workspaceId, 'salt', 'hash')).toEqual({
				id: workspaceId,
				keySalt: null,
				keyHash: null,
			});
		});

		test('keeps its key over a restart', async () => {
			const id = unique('workspace');
			await openWorkspace(id, 'salt', 'hash');
			await stores.restart();

			expect(await openWorkspace(id, 'x', 'y')).toEqual({
				id,
				keySalt: 'salt',
				keyHash: 'hash',
			});
		});

		test('has one key when two processes open it at once', async () => {
			const id = unique('workspace');
			const both = [stores.store, await stores.another()];
			const rows = await Promise.all(
				both.map((store, index) =>
					store.openWorkspace({
						workspaceId: id,
						keySalt: `salt ${index}`,
						keyHash: `hash ${index}`,
						now: NOON,
					}),
				),
			);

			expect(rows[0]).toEqual(rows[1]);
		});
	});
}
