import type { Store } from '../../../src/ports/store.ts';
import { systemClock } from '../../../src/runtime/system.ts';
import { openPostgresStore } from '../../../src/store/postgres/open.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { describePostgres } from '../../postgres/describe-postgres.ts';
import { ADA, BOB, fate, hire, tryOwner } from './support/agents.ts';
import { CAPACITY, raceToClaim, raceToFill, tally } from './support/owner-race.ts';
import { usePostgres } from './support/postgres.ts';
import { usePrograms } from './support/program.ts';
import { useFolder } from './support/sqlite-folder.ts';
import { openTeam } from './support/team.ts';
import { useStore } from './support/use-store.ts';

// Each opens a database in three processes.
jest.setTimeout(60_000);

/** Where the two processes meet: the store of the test, and what they open. */
type Place = () => Promise<{ readonly store: Store; readonly file: string }>;

function describeRaces(open: Place): void {
	const start = usePrograms();
	const inBoth = async (
		race: (
			store: Store,
			program: (...parameters: string[]) => ReturnType<typeof start>,
		) => Promise<readonly string[]>,
	) => {
		const { store, file } = await open();
		try {
			return await race(store, (...parameters) => start('claimer.ts', file, ...parameters));
		} finally {
			await store.close();
		}
	};

	test('of a hundred who claim a conversation at once exactly one wins', async () => {
		const said = await inBoth(raceToClaim);
		const winner = said.find((line) => line.startsWith('won'))?.slice('won '.length);

		expect(tally(said)).toEqual({ [`won ${winner}`]: 1, [`lost ${winner}`]: 99 });
	});

	test('nobody is given more than they can have', async () => {
		expect(tally(await inBoth(raceToFill))).toEqual({
			'won ada@example.com': CAPACITY,
			'won bob@example.com': CAPACITY,
			'won cy@example.com': CAPACITY,
			'nobody ': 40 - 3 * CAPACITY,
		});
	});
}

describe('two processes on one SQLite file', () => {
	const inFolder = useFolder();
	let files = 0;
	describeRaces(async () => {
		files += 1;
		const file = inFolder(`owners-${files}.sqlite`);
		return { store: await openSqliteStore(file), file };
	});
});

describePostgres('two processes on one PostgreSQL', () => {
	const postgres = usePostgres();
	describeRaces(async () => {
		const url = postgres.server.url();
		const store = await openPostgresStore({ address: { url } }, { clock: systemClock });
		return { store, file: url };
	});

	describe('while the other gives a conversation to somebody', () => {
		const stores = useStore(postgres.open);

		test('send nothing in the name of anybody else', async () => {
			const team = await openTeam(stores);
			await hire(team, ADA);
			const { conversationId } = await team.writtenBy();
			const outboxId = await team.queue({ ownerGuard: 'block', actingAgent: ADA });
			await postgres.meanwhile(
				await postgres.schemaOf(team.workspaceId),
				`select 1 from "number" where id = '${team.numberId}' for no key update;
				update conversation set owner = '${BOB}' where id = '${conversationId}'`,
				() => team.claim(),
			);

			expect(await team.stateOf(outboxId)).toEqual({
				...{ state: 'refused', reason: 'ownedByOther' },
			});
		});

		test('do not claim it either', async () => {
			const team = await openTeam(stores);
			await hire(team, ADA);
			const { conversationId } = await team.writtenBy();
			const claimed = await postgres.meanwhile(
				await postgres.schemaOf(team.workspaceId),
				`select 1 from "number" where id = '${team.numberId}' for no key update;
				update conversation set owner = '${BOB}', owner_version = 1
				where id = '${conversationId}'`,
				() => tryOwner(team, conversationId, { kind: 'claim', agent: ADA }),
			);

			expect(fate(claimed)).toEqual(['lost', 'owned', BOB, 1]);
		});
	});
});
