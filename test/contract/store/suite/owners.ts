import type { OwnerAction, Recipient } from '../../../../src/ports/store.ts';
import { ADA, BOB, CY, fate, hire, tryOwner } from '../support/agents.ts';
import { BEN, draft, HOUR, inbound, NOON, phone, unique } from '../support/builders.ts';
import { last, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const claim = (agent: string): OwnerAction => ({ kind: 'claim', agent });
const assign = (agent: string): OwnerAction => ({ kind: 'assign', agent });
const transfer = (agent: string, given: object = {}): OwnerAction => ({
	kind: 'transfer',
	agent,
	handoffNote: null,
	force: false,
	...given,
});
const RELEASE: OwnerAction = { kind: 'release' };

/** One owner at a time, who it is, and who it was. */
export function describeOwners(stores: Stores): void {
	/** A team of two agents, a manager and a viewer, and a conversation that nobody has. */
	const open = async () => {
		const team = await openTeam(stores);
		await hire(team, ADA, { name: 'Ada' });
		await hire(team, BOB, { name: 'Bob' });
		await hire(team, 'max@example.com', { role: 'manager' });
		await hire(team, 'vi@example.com', { role: 'viewer' });
		const { item } = await team.writtenBy();
		return { team, id: item.conversation.id };
	};
	/** What the log says of owners. */
	const told = async (team: Team) =>
		(await team.log())
			.filter(({ item }) => item.event.startsWith('owner.'))
			.map(({ item }) => [item.event, item.owner]);
	const history = async (team: Team, conversationId: string) =>
		await team.store.assignments({ workspaceId: team.workspaceId, conversationId });

	describe('a claim', () => {
		test('takes what nobody has', async () => {
			const { team, id } = await open();
			const result = await tryOwner(team, id, claim(ADA));

			expect(result).toMatchObject({
				kind: 'won',
				hasChanged: true,
				owner: { email: ADA, name: 'Ada', version: 1 },
				team: null,
				conversation: { id, owner: ADA, status: 'open' },
				number: { id: team.numberId },
			});
			expect(await told(team)).toEqual([
				['owner.claimed', { from: null, to: ADA, by: ADA, reason: 'claim', version: 1 }],
			]);
			expect(await history(team, id)).toEqual([
				{
					...{ version: 1, from: null, to: ADA, by: ADA, how: 'claim' },
					...{ reason: null, handoffNote: null, at: NOON },
				},
			]);
		});

		test('of what one has already is won, and changes nothing', async () => {
			const { team, id } = await open();
			await tryOwner(team, id, claim(ADA));

			expect(await tryOwner(team, id, claim('Ada@Example.com '))).toMatchObject({
				kind: 'won',
				hasChanged: false,
				owner: { email: ADA, version: 1 },
			});
			expect(await history(team, id)).toHaveLength(1);
			expect(await told(team)).toHaveLength(1);
		});

		test('of what another has is lost, and says who that is', async () => {
			const { team, id } = await open();
			await tryOwner(team, id, claim(ADA));

			expect(await tryOwner(team, id, claim(BOB))).toMatchObject({
				kind: 'lost',
				why: 'owned',
				owner: { email: ADA, name: 'Ada', version: 1 },
				conversation: { owner: ADA },
			});
		});

		test('of a hundred at once is won by exactly one', async () => {
			const { team, id } = await open();
			const agents = Array.from({ length: 100 }, (_, index) => `a${index}@example.com`);
			for (const agent of agents) await hire(team, agent);
			const results = await Promise.all(
				agents.map((agent) => tryOwner(team, id, claim(agent))),
			);

			const winners = results.filter(({ kind }) => kind === 'won');
			expect(winners).toHaveLength(1);
			expect(results.filter(({ kind }) => kind === 'lost')).toHaveLength(99);
			const [{ to } = { to: null }, ...more] = await history(team, id);
			expect(more).toEqual([]);
			for (const result of results) expect(result).toMatchObject({ owner: { email: to } });
		});

		test('is nothing for a viewer, nor for somebody unknown', async () => {
			const { team, id } = await open();

			expect(await tryOwner(team, id, claim('vi@example.com'))).toEqual({
				...{ kind: 'notAllowed', why: 'role', email: 'vi@example.com' },
			});
			expect(await tryOwner(team, id, claim('no@example.com'))).toEqual({
				...{ kind: 'unknownAgent', email: 'no@example.com' },
			});
			expect(await history(team, id)).toEqual([]);
		});
	});

	describe('giving a conversation', () => {
		test('is done by a workflow or a manager, and no agent gives to others', async () => {
			const { team, id } = await open();
			const of = { actingAgent: 'max@example.com', reason: 'Knows French' };

			expect(await tryOwner(team, id, assign(ADA), { actingAgent: BOB })).toEqual({
				...{ kind: 'notAllowed', why: 'role', email: BOB },
			});
			expect(fate(await tryOwner(team, id, assign(ADA), of))).toEqual(['won', ADA, 1]);
			expect(await told(team)).toEqual([
				[
					'owner.claimed',
					{
						...{ from: null, to: ADA, by: 'max@example.com' },
						...{ reason: 'Knows French', version: 1 },
					},
				],
			]);
		});

		test('to oneself needs no more than a claim', async () => {
			const { team, id } = await open();

			expect(fate(await tryOwner(team, id, assign(ADA), { actingAgent: ADA }))).toEqual([
				'won',
				ADA,
				1,
			]);
		});

		test('that somebody has is lost', async () => {
			const { team, id } = await open();
			await tryOwner(team, id, claim(ADA));

			expect(fate(await tryOwner(team, id, assign(BOB)))).toEqual(['lost', 'owned', ADA, 1]);
		});

		test('to a viewer is refused', async () => {
			const { team, id } = await open();

			expect(await tryOwner(team, id, assign('vi@example.com'))).toEqual({
				...{ kind: 'notAllowed', why: 'targetRole', email: 'vi@example.com' },
			});
		});
	});

	describe('handing over', () => {
		test('is the owner’s to do, with a note that the log does not hold', async () => {
			const { team, id } = await open();
			await tryOwner(team, id, claim(ADA));
			const note = 'Wants the blue one';
			const given = { actingAgent: ADA, now: NOON + HOUR };
			const result = await tryOwner(team, id, transfer(BOB, { handoffNote: note }), given);

			expect(fate(result)).toEqual(['won', BOB, 2]);
			expect(last(await history(team, id))).toEqual({
				...{ version: 2, from: ADA, to: BOB, by: ADA, how: 'transfer' },
				...{ reason: null, handoffNote: note, at: NOON + HOUR },
			});
			expect(last(await told(team))).toEqual([
				'owner.transferred',
				{
					...{ from: ADA, to: BOB, by: ADA, reason: 'transfer', version: 2 },
					handoffNote: note,
				},
			]);
		});

		test('what another has is lost, and by force a manager’s to do', async () => {
			const { team, id } = await open();
			await tryOwner(team, id, claim(ADA));
			const of = (actingAgent: string) => ({ actingAgent, reason: 'On holiday' });
			const force = transfer(BOB, { force: true });

			expect(fate(await tryOwner(team, id, transfer(BOB), of(BOB)))).toEqual([
				...['lost', 'owned', ADA, 1],
			]);
			expect(fate(await tryOwner(team, id, transfer(BOB), of('max@example.com')))).toEqual([
				...['lost', 'owned', ADA, 1],
			]);
			expect(await tryOwner(team, id, force, of(BOB))).toMatchObject({
				...{ kind: 'notAllowed', why: 'role', email: BOB },
			});
			expect(fate(await tryOwner(team, id, force, of('max@example.com')))).toEqual([
				...['won', BOB, 2],
			]);
			expect(last(await history(team, id))).toMatchObject({
				...{ how: 'force', reason: 'On holiday', from: ADA, to: BOB },
			});
		});

		test('is lost where the owner has changed since it was looked at', async () => {
			const { team, id } = await open();
			await tryOwner(team, id, claim(ADA));
			await tryOwner(team, id, transfer(BOB), { expectedVersion: 1 });

			for (const action of [transfer(CY), transfer(CY, { force: true }), RELEASE]) {
				await hire(team, CY);
				expect(fate(await tryOwner(team, id, action, { expectedVersion: 1 }))).toEqual([
					...['lost', 'version', BOB, 2],
				]);
			}
			expect(fate(await tryOwner(team, id, transfer(CY), { expectedVersion: 2 }))).toEqual([
				...['won', CY, 3],
			]);
		});

		test('of one owner to several at once is won by exactly one', async () => {
			const { team, id } = await open();
			await tryOwner(team, id, claim(ADA));
			const results = await Promise.all(
				[BOB, 'max@example.com', BOB, 'max@example.com'].map((agent) =>
					tryOwner(team, id, transfer(agent), { expectedVersion: 1 }),
				),
			);

			expect(
				results.filter((result) => result.kind === 'won' && result.hasChanged),
			).toHaveLength(1);
			expect(await history(team, id)).toHaveLength(2);
		});
	});

	describe('giving back', () => {
		test('is the owner’s to do, or a manager’s', async () => {
			const { team, id } = await open();
			await tryOwner(team, id, claim(ADA));

			expect(fate(await tryOwner(team, id, RELEASE, { actingAgent: BOB }))).toEqual([
				...['lost', 'owned', ADA, 1],
			]);
			expect(fate(await tryOwner(team, id, RELEASE, { actingAgent: ADA }))).toEqual([
				...['won', null, 2],
			]);
			await tryOwner(team, id, claim(ADA));
			const manager = { actingAgent: 'max@example.com' };
			expect(fate(await tryOwner(team, id, RELEASE, manager))).toEqual(['won', null, 4]);
			expect((await told(team)).map(([event]) => event)).toEqual([
				...['owner.claimed', 'owner.released', 'owner.claimed', 'owner.released'],
			]);
		});

		test('what nobody has changes nothing', async () => {
			const { team, id } = await open();

			expect(await tryOwner(team, id, RELEASE)).toMatchObject({
				...{
					kind: 'won',
					hasChanged: false,
					owner: { email: null, name: null, version: 0 },
				},
			});
			expect(await told(team)).toEqual([]);
		});

		test('loses to a claim that came in between', async () => {
			const { team, id } = await open();
			await tryOwner(team, id, claim(ADA));
			await tryOwner(team, id, RELEASE);
			await tryOwner(team, id, claim(BOB));

			expect(fate(await tryOwner(team, id, RELEASE, { expectedVersion: 1 }))).toEqual([
				...['lost', 'version', BOB, 3],
			]);
		});
	});

	describe('what is outside somebody’s numbers or labels', () => {
		test('is not there for them, and is given to nobody who may not see it', async () => {
			const { team, id } = await open();
			const other = await team.addNumber({ group: 'South' });
			await other.receive(inbound({ sender: [phone(BEN)] }));
			const theirs = last(await team.log()).item.conversation.id;
			await hire(team, CY, { role: 'limitedAgent', numberScope: ['South'] });

			expect(await tryOwner(team, id, claim(CY))).toEqual({ kind: 'unknownConversation' });
			expect(await tryOwner(team, id, RELEASE, { actingAgent: CY })).toEqual({
				kind: 'unknownConversation',
			});
			expect(await tryOwner(team, id, assign(CY))).toEqual({
				...{ kind: 'notAllowed', why: 'targetScope', email: CY },
			});
			expect(fate(await tryOwner(team, theirs, claim(CY)))).toEqual(['won', CY, 1]);
			await hire(team, CY, { numberScope: null, labelScope: ['vip'] });
			expect(await tryOwner(team, theirs, claim(CY))).toEqual({
				kind: 'unknownConversation',
			});
		});

		test('is nothing to a limited agent without limits, and all to a manager', async () => {
			const { team, id } = await open();
			await hire(team, CY, { role: 'limitedAgent' });
			await hire(team, 'max@example.com', { numberScope: [], labelScope: [] });

			expect(await tryOwner(team, id, claim(CY))).toEqual({ kind: 'unknownConversation' });
			expect(fate(await tryOwner(team, id, claim('max@example.com')))).toEqual([
				...['won', 'max@example.com', 1],
			]);
		});

		test('is not there for another workspace', async () => {
			const { id } = await open();
			const { team: stranger } = await open();

			expect(await tryOwner(stranger, id, claim(ADA))).toEqual({
				kind: 'unknownConversation',
			});
			expect(await tryOwner(stranger, unique('conversation'), claim(ADA))).toEqual({
				kind: 'unknownConversation',
			});
		});
	});

	test('in the name of whom the team knows, nothing is sent to whom they may not see', async () => {
		const { team, id } = await open();
		await hire(team, CY, { role: 'limitedAgent', labelScope: ['vip'] });
		const to = { kind: 'conversation', conversationId: id } as const;
		const result = async (actingAgent: string | null, recipient: Recipient = to) => {
			const given = draft({ recipient, idempotencyKey: unique('key') });
			const drafts = [actingAgent === null ? given : { ...given, actingAgent }];
			const [queued] = await team.enqueue(drafts);
			const { workspaceId, numberId } = team;
			const pace = { intervalMs: 0, burst: 1 };
			const input = { workspaceId, numberId, drafts, pace, now: NOON };
			const [foretold] = await team.store.preview(input);
			return [queued?.kind === 'unknownRecipient' && queued, foretold?.kind];
		};
		const barred = (what: string) => [{ kind: 'unknownRecipient', what }, 'unknownRecipient'];

		expect(await result(CY)).toEqual(barred('outside'));
		expect(await result(CY, { kind: 'phone', phone: BEN })).toEqual(barred('outside'));
		expect(await result('vi@example.com')).toEqual(barred('role'));
		for (const free of [ADA, 'max@example.com', 'crm@elsewhere.com', null]) {
			expect(await result(free)).toEqual([false, 'deduplicated']);
		}
	});

	test('what was said of a person goes with them; who had them stays', async () => {
		const { team, id } = await open();
		await tryOwner(team, id, claim(ADA), { reason: 'Anna is a friend' });
		const handoffNote = 'Anna lives next door';
		await tryOwner(team, id, transfer(BOB, { handoffNote }), { actingAgent: ADA });
		const who = { kind: 'conversation', conversationId: id } as const;
		await team.store.eraseContact({ workspaceId: team.workspaceId, who, now: NOON });

		expect(await history(team, id)).toMatchObject([
			{ to: ADA, reason: null, handoffNote: null },
			{ to: BOB, reason: null, handoffNote: null },
		]);
		expect(await tryOwner(team, id, claim(ADA))).toEqual({ kind: 'unknownConversation' });
	});

	describe('a message that is sent in somebody’s name', () => {
		const FREE = { intervalMs: 0, burst: 1 };
		/** What becomes of a message that Ada queues, where this happens before it is claimed. */
		const becomes = async (
			ownerGuard: 'off' | 'warn' | 'block',
			before: readonly OwnerAction[],
			between: readonly OwnerAction[],
		) => {
			const { team, id } = await open();
			for (const action of before) await tryOwner(team, id, action);
			const outboxId = await team.queue({ ownerGuard, actingAgent: ADA });
			for (const action of between) await tryOwner(team, id, action);
			await team.claim({ pace: FREE });
			const { state, reason } = await team.stateOf(outboxId);
			return reason ?? state;
		};

		test.each<
			['off' | 'warn' | 'block', readonly OwnerAction[], readonly OwnerAction[], string]
		>([
			['block', [], [claim(BOB)], 'ownedByOther'],
			['block', [claim(ADA)], [transfer(BOB)], 'ownedByOther'],
			['block', [claim(ADA)], [RELEASE], 'handing'],
			['block', [claim(BOB)], [RELEASE], 'handing'],
			['block', [claim(BOB)], [transfer(ADA)], 'handing'],
			['warn', [], [claim(BOB)], 'handing'],
			['off', [], [claim(BOB)], 'handing'],
		])('asks whose the conversation is when it goes: %s, %j, %j', async (guard, ...rest) => {
			const [before, between, fateOfIt] = rest;
			expect(await becomes(guard, before, between)).toBe(fateOfIt);
		});
	});

	describe('after two conversations turned out to be one', () => {
		test('its owner stays, and who acts on what it was has lost', async () => {
			const team = await openTeam(stores, { mode: 'linked' });
			await hire(team, ADA);
			await hire(team, BOB);
			const lid = { type: 'lid', value: '77' } as const;
			await team.receive(inbound({ sender: [phone(BEN)] }));
			const own = last(await team.log()).item.conversation.id;
			await team.receive(inbound({ sender: [lid] }));
			const moved = last(await team.log()).item.conversation.id;
			await tryOwner(team, moved, claim(ADA));
			await team.receive(inbound({ sender: [phone(BEN), lid] }));

			const results = await Promise.all(
				[own, moved].map((id) => tryOwner(team, id, RELEASE, { expectedVersion: 1 })),
			);
			expect(results.map(fate)).toEqual(Array(2).fill(['lost', 'version', ADA, 2]));
			expect(await history(team, own)).toMatchObject([{ to: ADA, version: 1 }]);
			expect(fate(await tryOwner(team, moved, transfer(BOB)))).toEqual(['won', BOB, 3]);
		});
	});
}
