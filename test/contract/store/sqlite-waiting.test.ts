import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { bsuid, ANNA, echo, inbound, MINUTE, NOON, phone } from './support/builders.ts';
import { useFolder } from './support/sqlite-folder.ts';
import { openTeam } from './support/team.ts';
import { useStore } from './support/use-store.ts';

describe('since when a customer waits for an answer', () => {
	const inFolder = useFolder();
	let file = '';
	const stores = useStore(async (database) => {
		file = inFolder(`${database}.sqlite`);
		return await openSqliteStore(file);
	});

	/** Nothing tells it yet: it is read from the table. Minutes after noon. */
	function waitingSince(workspaceId: string): readonly (number | null)[] {
		const database = new DatabaseSync(file, { readOnly: true });
		const rows = database
			.prepare(
				'select waiting_since as at from conversation where workspace_id = ? and merged_into is null order by first_inbound_at',
			)
			.all(workspaceId);
		database.close();
		return rows.map(({ at }) => (at === null ? null : (Number(at) - NOON) / MINUTE));
	}
	const at = (minutes: number) => ({ sentAt: NOON + minutes * MINUTE });
	const reaction = { type: 'reaction', to: 'wamid.0', emoji: '😮' } as const;

	test('is the oldest message that nobody answered, in whatever order they come', async () => {
		const team = await openTeam(stores);
		await team.receive(inbound(at(2)), inbound(at(1)), inbound(at(3)));

		expect(waitingSince(team.workspaceId)).toEqual([1]);
	});

	test('does not begin with a reaction', async () => {
		const team = await openTeam(stores);
		await team.receive(inbound({ content: reaction, ...at(1) }));

		expect(waitingSince(team.workspaceId)).toEqual([null]);
	});

	test('ends with an answer from the phone, but for what came after it', async () => {
		const team = await openTeam(stores);
		await team.receive(inbound(at(1)), inbound({ content: reaction, ...at(4) }));
		await team.record(echo(at(2)));
		expect(waitingSince(team.workspaceId)).toEqual([null]);
		await team.receive(inbound(at(5)));
		await team.record(echo(at(3)));

		expect(waitingSince(team.workspaceId)).toEqual([5]);
	});

	test('does not end with a reaction from the phone', async () => {
		const team = await openTeam(stores);
		await team.receive(inbound(at(1)));
		await team.record(echo({ content: reaction, ...at(2) }));

		expect(waitingSince(team.workspaceId)).toEqual([1]);
	});

	test('is not touched by history', async () => {
		const team = await openTeam(stores);
		await team.receive(inbound(at(3)));
		await team.record(
			echo({ origin: 'history', direction: 'in', ...at(1) }),
			echo({ origin: 'history', direction: 'out', ...at(4) }),
		);

		expect(waitingSince(team.workspaceId)).toEqual([3]);
	});

	test('is counted anew when two contacts are one', async () => {
		const team = await openTeam(stores);
		const bob = bsuid('DE.1');
		await team.receive(inbound({ sender: [phone(ANNA)], ...at(1) }));
		await team.receive(
			inbound({ sender: [bob], ...at(2) }),
			inbound({ sender: [bob], ...at(5) }),
		);
		await team.record(echo({ contact: [phone(ANNA)], ...at(3) }));
		expect(waitingSince(team.workspaceId)).toEqual([null, 2]);
		await team.record(echo({ contact: [phone(ANNA), bob], content: reaction, ...at(6) }));

		expect(waitingSince(team.workspaceId)).toEqual([5]);
	});
});
