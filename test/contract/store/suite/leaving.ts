import { NO_CAPS } from '../../../../src/domain/caps/caps.ts';
import type { AgentChange } from '../../../../src/domain/team/agent.ts';
import type { RemoveAgent } from '../../../../src/ports/store.ts';
import { ADA, BOB, CY, fate, hire, tryOwner, tryRule } from '../support/agents.ts';
import { ANNA, BEN, draft, HOUR, NOON } from '../support/builders.ts';
import { DeskOfTeam } from '../support/desk.ts';
import { openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const MINUTE = 60_000;

/** Somebody leaves the team, or may not do any more what they did: nobody is forgotten. */
export function describeLeaving(stores: Stores): void {
	/** Ada has the conversations of Anna and Ben; Bob has none. */
	const open = async () => {
		const team = await openTeam(stores);
		await hire(team, ADA, { name: 'Ada' });
		await hire(team, BOB, { name: 'Bob' });
		const ids: string[] = [];
		for (const customer of [ANNA, BEN]) {
			const { item } = await team.writtenBy(customer);
			await tryOwner(team, item.conversation.id, { kind: 'claim', agent: ADA });
			ids.push(item.conversation.id);
		}
		return { team, ids: ids as [string, string] };
	};

	const leave = async (team: Team, email: string, given: Partial<RemoveAgent> = {}) =>
		await team.store.removeAgent({
			workspaceId: team.workspaceId,
			email,
			to: null,
			team: null,
			cause: null,
			now: NOON + HOUR,
			...given,
		});

	/** What the log says of owners since the claims. */
	const told = async (team: Team) =>
		(await team.log())
			.filter(({ item }) => item.event.startsWith('owner.'))
			.slice(2)
			.map(({ item }) => [item.event, item.conversation.id, item.owner]);

	const ownersOf = async (team: Team, ...ids: readonly string[]) => {
		const { rows } = await team.store.searchConversations({
			workspaceId: team.workspaceId,
			actingAgent: null,
			filter: {},
			order: 'lastMessage',
			after: null,
			limit: 50,
		});
		return ids.map(
			(id) => rows.find(({ conversation }) => conversation.id === id)?.conversation.owner,
		);
	};

	const history = async ({ store, workspaceId }: Team, conversationId: string) =>
		(await store.assignments({ workspaceId, conversationId })).map(
			({ from, to, how, by, version }) => [from, to, how, by, version],
		);

	describe('whoever leaves the team', () => {
		test('has nothing any more, and each conversation is told with why', async () => {
			const { team, ids } = await open();

			expect(await leave(team, ADA)).toEqual({
				...{ kind: 'removed', email: ADA, name: 'Ada' },
				...{ released: ids, handedOver: [], numbers: [] },
			});
			const owner = { from: ADA, to: null, by: 'workflow', reason: 'left', version: 2 };
			expect(await told(team)).toEqual(ids.map((id) => ['owner.released', id, owner]));
			expect(await ownersOf(team, ...ids)).toEqual([null, null]);
			expect(await history(team, ids[0])).toEqual([
				[null, ADA, 'claim', ADA, 1],
				[ADA, null, 'left', 'workflow', 2],
			]);
		});

		test('is told of as nobody’s after the time that the settings say', async () => {
			const { team, ids } = await open();
			await leave(team, ADA);
			const at = NOON + HOUR + 30 * MINUTE;
			const desk = new DeskOfTeam(team);
			const tell = async (now: number) => {
				await desk.pass(now);
				return (await team.log())
					.filter(({ item }) => item.event === 'conversation.unassigned_too_long')
					.map(({ item }) => item.conversation.id);
			};

			expect(await tell(at - 1)).toEqual([]);
			expect((await tell(at)).toSorted()).toEqual(ids.toSorted());
		});

		test('hands over to somebody else what they may see; the rest is nobody’s', async () => {
			const { team, ids } = await open();
			const [anna, ben] = ids;
			const { workspaceId } = team;
			await team.store.changeLabels({
				...{ workspaceId, conversationId: anna, actingAgent: null, cause: null },
				...{ add: ['vip'], remove: [], now: NOON },
			});
			await hire(team, CY, { labelScope: ['VIP'] });

			expect(await leave(team, ADA, { to: 'Cy@Example.com' })).toMatchObject({
				...{ released: [ben], handedOver: [anna] },
			});
			expect((await told(team)).map(([event, id]) => [event, id])).toEqual([
				['owner.transferred', anna],
				['owner.released', ben],
			]);
			expect(await ownersOf(team, anna, ben)).toEqual([CY, null]);
		});

		test('leaves nothing to somebody who cannot have it, and then stays', async () => {
			const { team, ids } = await open();
			await hire(team, CY, { role: 'viewer' });

			expect(await leave(team, ADA, { to: CY })).toEqual({
				...{ kind: 'notAllowed', why: 'targetRole', email: CY },
			});
			for (const to of [ADA, 'no@example.com']) {
				expect(await leave(team, ADA, { to })).toEqual({ kind: 'unknownAgent', email: to });
			}
			expect(await ownersOf(team, ...ids)).toEqual([ADA, ADA]);
		});

		test('leaves it to a team, as its members write it', async () => {
			const { team, ids } = await open();
			await hire(team, BOB, { teams: ['Sales'] });
			await leave(team, ADA, { team: ' sales' });
			const result = await tryOwner(team, ids[0], { kind: 'claim', agent: BOB });

			expect(result).toMatchObject({ kind: 'won', team: 'Sales' });
		});

		test('has no resolved conversation that could come back to them, told by no event', async () => {
			const { team, ids } = await open();
			const [anna, ben] = ids;
			const desk = new DeskOfTeam(team);
			await desk.setStatus(anna, 'resolved');
			await desk.setStatus(ben, 'snoozed');
			const before = (await told(team)).length;

			expect(await leave(team, ADA)).toMatchObject({ released: [ben] });
			expect((await told(team)).slice(before).map(([event, id]) => [event, id])).toEqual([
				['owner.released', ben],
			]);
			expect(await history(team, anna)).toContainEqual([ADA, null, 'left', 'workflow', 2]);
			await team.writtenBy(ANNA, NOON + 2 * HOUR);
			expect(await ownersOf(team, anna, ben)).toEqual([null, null]);
			expect(fate(await tryOwner(team, anna, { kind: 'claim', agent: BOB }))).toEqual([
				...['won', BOB, 3],
			]);
		});

		test('is given nothing, acts no more, and can leave once', async () => {
			const { team, ids } = await open();
			const { workspaceId, store } = team;
			await leave(team, ADA);

			expect((await store.listAgents({ workspaceId })).map(({ email }) => email)).toEqual([
				BOB,
			]);
			expect(await tryOwner(team, ids[0], { kind: 'assign', agent: ADA })).toEqual({
				...{ kind: 'unknownAgent', email: ADA },
			});
			expect(fate(await tryRule(team, ids[0], { strategy: 'sticky' }))).toEqual([
				...['won', BOB, 3],
			]);
			const [sent] = await team.enqueue([draft({ actingAgent: ADA })]);
			expect(sent).toEqual({ kind: 'unknownRecipient', what: 'role' });
			expect(await leave(team, ADA)).toEqual({ kind: 'unknownAgent', email: ADA });
		});

		test('comes back as somebody new, by the same name', async () => {
			const { team } = await open();
			const { workspaceId, store } = team;
			await hire(team, ADA, { role: 'manager', teams: ['Sales'] });
			await leave(team, ADA);
			const input = { workspaceId, email: ADA, change: {}, now: NOON };

			expect(await store.saveAgent(input)).toMatchObject({
				...{ isNew: true, agent: { name: 'Ada', role: 'agent', teams: [] } },
			});
			expect(await store.listAgents({ workspaceId })).toHaveLength(2);
		});

		test('keeps their name in reports', async () => {
			const { team } = await open();
			const { workspaceId, store } = team;
			const id = await team.queue({ actingAgent: ADA });
			await team.claim();
			await team.sent(id);
			await leave(team, ADA);
			const asked = { workspaceId, actingAgent: null, from: NOON, to: NOON + HOUR };
			const report = await store.report({ ...asked, kind: 'agents' });
			const agents = report.kind === 'agents' ? report.agents : [];

			expect(
				agents.map(({ agent, name, open: has, sent }) => [agent, name, has, sent]),
			).toEqual([
				[ADA, 'Ada', 0, 1],
				[BOB, 'Bob', 0, 0],
			]);
		});

		test('leaves their phones to the backup owner', async () => {
			const { team } = await open();
			const other = await team.addNumber({ label: 'Z' });
			const { workspaceId, store } = team;
			const of = async (numberId: string, change: object) =>
				await store.updateNumber({ workspaceId, numberId, change, now: NOON });
			await of(team.numberId, { ownerAgent: ADA, backupOwner: BOB });
			await of(other.numberId, { ownerAgent: BOB, backupOwner: ADA });

			expect(await leave(team, ADA)).toMatchObject({ numbers: [team.numberId] });
			const rows = await store.listNumbers({ workspaceId, actingAgent: null });
			expect(rows.map(({ ownerAgent, backupOwner }) => [ownerAgent, backupOwner])).toEqual([
				[BOB, null],
				[BOB, null],
			]);
		});

		test('of another workspace stays there', async () => {
			const { team } = await open();
			const other = await open();
			await leave(team, ADA);

			expect(await ownersOf(other.team, ...other.ids)).toEqual([ADA, ADA]);
		});
	});

	describe('whoever may not answer any more', () => {
		test.each<[string, AgentChange, readonly number[]]>([
			['a viewer has nothing', { role: 'viewer' }, [0, 1]],
			['a manager keeps all', { role: 'manager', labelScope: ['vip'] }, []],
			['an agent keeps what they may see', { labelScope: ['vip'] }, [1]],
			['and nothing of numbers that they may not see', { numberScope: ['x'] }, [0, 1]],
			['the rest binds nobody', { name: 'A', capacity: 1, availability: 'offline' }, []],
		])('%s', async (_, change, lost) => {
			const { team, ids } = await open();
			const { workspaceId } = team;
			await team.store.changeLabels({
				...{ workspaceId, conversationId: ids[0], actingAgent: null, cause: null },
				...{ add: ['vip'], remove: [], now: NOON },
			});
			await hire(team, ADA, change);
			const owner = { from: ADA, to: null, by: 'workflow', reason: 'unable', version: 2 };

			expect(await told(team)).toEqual(
				lost.map((index) => ['owner.released', ids[index], owner]),
			);
			expect(await ownersOf(team, ...ids)).toEqual(
				ids.map((_id, index) => (lost.includes(index) ? null : ADA)),
			);
		});

		test('also where the conversation loses the label by which they see it', async () => {
			const { team, ids } = await open();
			const desk = new DeskOfTeam(team);
			await desk.label(ids[0], { add: ['vip', 'new'] });
			await desk.label(ids[1], { add: ['vip'] });
			await hire(team, ADA, { labelScope: ['VIP'] });
			await desk.label(ids[0], { remove: ['new'] });
			expect(await ownersOf(team, ...ids)).toEqual([ADA, ADA]);
			await desk.label(ids[0], { remove: ['vip'] });

			expect(await ownersOf(team, ...ids)).toEqual([null, ADA]);
			expect(await told(team)).toMatchObject([
				['owner.released', ids[0], { reason: 'unable', from: ADA }],
			]);
		});

		test.each<[string, (team: Team, group: string) => Promise<unknown>]>([
			[
				'by Update',
				({ store, workspaceId, numberId }, group) =>
					store.updateNumber({ workspaceId, numberId, change: { group }, now: NOON }),
			],
			[
				'by its credential',
				({ store, numberId }, group) => {
					const values = { label: 'Shop', group, timeZone: null, defaultCountry: null };
					const said = { values, rules: NO_CAPS, ownPerSecond: null };
					return store.noteCredential({
						numberId,
						credentialId: 'a',
						...said,
						now: NOON,
					});
				},
			],
		])('also where the number goes to another group: %s', async (_, put) => {
			const { team, ids } = await open();
			const group = async (name: string) => await put(team, name);
			await group('South');
			await hire(team, ADA, { numberScope: ['South'] });
			await hire(team, BOB, { role: 'manager', numberScope: ['South'] });
			await tryOwner(team, ids[1], {
				...{ kind: 'transfer', agent: BOB, handoffNote: null, force: false },
			});
			await group('South');
			expect(await ownersOf(team, ...ids)).toEqual([ADA, BOB]);
			await group('North');

			expect(await ownersOf(team, ...ids)).toEqual([null, BOB]);
		});
	});
}
