import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { inbound, NOON } from './support/builders.ts';
import { useFolder } from './support/sqlite-folder.ts';
import { openTeam } from './support/team.ts';
import { useStore } from './support/use-store.ts';

/** More than are answered while one message is stored. */
const LOOKS = 300;

describe('who looks something up in a store on SQLite', () => {
	const inFolder = useFolder();
	const stores = useStore((database) => openSqliteStore(inFolder(`${database}.sqlite`)));

	test.each(['reports', 'lists', 'timelines'] as const)(
		'delays nobody who writes: %s',
		async (what) => {
			const team = await openTeam(stores);
			const { conversationId } = await team.writtenBy();
			const { workspaceId } = team;
			const looking = { workspaceId, actingAgent: null };
			const page = { ...looking, after: null, limit: 50 };
			const looks = {
				reports: () =>
					team.store.report({ ...looking, kind: 'overview', from: 0, to: NOON + 1 }),
				lists: () =>
					team.store.searchConversations({ ...page, order: 'waiting', filter: {} }),
				timelines: () =>
					team.store.timeline({ ...page, conversationId, oldestFirst: true }),
			};
			let answered = 0;
			const asked = Array.from({ length: LOOKS }, async () => {
				await looks[what]();
				answered += 1;
			});
			await team.receive(inbound());
			const before = answered;
			await Promise.all(asked);

			expect(before).toBeLessThan(LOOKS);
			expect(answered).toBe(LOOKS);
		},
	);
});
