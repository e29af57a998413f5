import { iso } from '../../../../src/store/log/parts.ts';
import {
	ANNA,
	BEN,
	echo,
	HOUR,
	inbound,
	MINUTE,
	NOON,
	phone,
	SECOND,
} from '../support/builders.ts';
import { DeskOfTeam } from '../support/desk.ts';
import { last, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const STATUS = { field: 'status' } as const;
const BOB = 'bob@example.com';

/** Where a conversation stands: set by people, opened by customers, told by events. */
export function describeConversationLife(stores: Stores): void {
	/** Anna has written, and what that told has been heard. */
	async function written(given: Parameters<typeof openTeam>[1] = {}) {
		const team = await openTeam(stores, given);
		const { conversationId: id } = await team.writtenBy();
		const desk = new DeskOfTeam(team);
		await desk.news();
		return { team, desk, id };
	}
	const writes = (team: Team, now: number, text = 'Hello?') =>
		stores.store.receiveBatch({
			numberId: team.numberId,
			messages: [inbound({ sentAt: now, text })],
			statuses: [],
			now,
		});
	const standing = async (team: Team) => last(await team.log()).item.conversation;

	describe('the beginning of a conversation', () => {
		test('is told once, after the message that began it', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			await team.writtenBy();

			const { entries } = await team.readFeed({
				types: ['message.received', 'conversation.created'],
			});
			expect(entries.map(({ item }) => [item.event, item.message?.id])).toEqual([
				['message.received', entries[0]?.item.message?.id],
				['conversation.created', entries[0]?.item.message?.id],
				['message.received', entries[2]?.item.message?.id],
			]);
		});

		test('is told when it is we who write first, and never of history', async () => {
			const team = await openTeam(stores);
			const desk = new DeskOfTeam(team);
			await team.record(echo({ origin: 'history', direction: 'in', status: null }));
			expect(await desk.told()).toEqual([]);
			await team.queue({ recipient: { kind: 'phone', phone: BEN } });
			await team.queue({ recipient: { kind: 'phone', phone: BEN } });

			expect(await desk.told()).toEqual(['conversation.created']);
		});
	});

	describe('the status of a conversation', () => {
		test('is set, told once, and stays where it is when it is set again', async () => {
			const { desk, id } = await written();
			const pending = await desk.setStatus(id, 'pending');
			const again = await desk.setStatus(id, 'pending');

			expect([pending.hasChanged, again.hasChanged]).toEqual([true, false]);
			expect(again.conversation.status).toBe('pending');
			expect(await desk.news()).toEqual([
				{
					event: 'conversation.pending',
					change: { ...STATUS, from: 'open', to: 'pending' },
				},
			]);
		});

		test('stays pending when the customer writes, until it is handed to the team', async () => {
			const { team, desk, id } = await written();
			await desk.setStatus(id, 'pending');
			await writes(team, NOON + SECOND);
			expect(await standing(team)).toMatchObject({ status: 'pending' });
			await desk.setStatus(id, 'open');

			expect(await desk.told()).toEqual(['conversation.pending', 'conversation.opened']);
		});

		test('is resolved with an outcome, which ends the waiting and the snooze', async () => {
			const { desk, id } = await written();
			await desk.setStatus(id, 'snoozed', { until: NOON + HOUR });
			const resolved = await desk.setStatus(id, 'resolved', { outcome: 'Sold' });
			await desk.pass(NOON + 3 * HOUR);

			expect(resolved).toMatchObject({ outcome: 'Sold', snoozedUntil: null });
			// Neither the end of the snooze nor the customer who waited is told.
			expect(await desk.news()).toEqual([
				{
					event: 'conversation.snoozed',
					change: { ...STATUS, from: 'open', to: 'snoozed', until: iso(NOON + HOUR) },
				},
				{
					event: 'conversation.resolved',
					change: { ...STATUS, from: 'snoozed', to: 'resolved' },
				},
			]);
		});

		test('resolved takes back the steps of follow-ups that wait, and nothing else', async () => {
			const { team, desk, id } = await written();
			const step = await team.queue({ sequence: 'offer', step: '2' });
			const answer = await team.queue();
			const { ended } = await desk.setStatus(id, 'resolved');

			expect(ended).toEqual([step]);
			expect(await team.stateOf(step)).toEqual({ state: 'cancelled', reason: 'resolved' });
			expect(await team.stateOf(answer)).toMatchObject({ state: 'queued' });
		});

		test.each([
			['resolved', 'conversation.reopened'],
			['snoozed', 'conversation.opened'],
		] as const)('%s is open again when the customer writes', async (status, event) => {
			const { team, desk, id } = await written();
			await desk.setStatus(id, status, { until: NOON + HOUR, outcome: 'Sold' });
			await desk.news();
			await writes(team, NOON + MINUTE);

			expect(await standing(team)).toMatchObject({ status: 'open' });
			expect(await desk.news()).toEqual([
				{ event, change: { ...STATUS, from: status, to: 'open' } },
			]);
			const { snoozedUntil, outcome } = await desk.setStatus(id, 'open');
			expect([snoozedUntil, outcome]).toEqual([null, null]);
		});

		test('resolved stays so when the customer only reacts', async () => {
			const { team, desk, id } = await written();
			await desk.setStatus(id, 'resolved');
			const content = { type: 'reaction', to: 'wamid.0', emoji: '👍' } as const;
			await team.receive(inbound({ content }));

			expect(await standing(team)).toMatchObject({ status: 'resolved' });
		});

		test('snoozed is put off by another time, and that is told', async () => {
			const { desk, id } = await written();
			await desk.setStatus(id, 'snoozed', { until: NOON + HOUR });
			await desk.setStatus(id, 'snoozed', { until: NOON + 2 * HOUR });
			await desk.news();
			await desk.pass(NOON + 2 * HOUR - 1);
			expect(await desk.told()).toEqual([]);
			await desk.pass(NOON + 2 * HOUR);

			expect(await desk.news()).toEqual([
				{
					event: 'conversation.opened',
					change: { ...STATUS, from: 'snoozed', to: 'open' },
					due: { at: iso(NOON + 2 * HOUR), late: false },
				},
			]);
		});

		test('is none of another workspace’s business', async () => {
			const { id } = await written();
			const stranger = new DeskOfTeam(await openTeam(stores));
			const asked = { ...stranger.about(id), status: 'open', snoozedUntil: null } as const;

			expect(await stores.store.setStatus({ ...asked, outcome: null })).toEqual({
				kind: 'unknownConversation',
			});
		});

		test('of two conversations that become one is the one nearer to work', async () => {
			const team = await openTeam(stores);
			const desk = new DeskOfTeam(team);
			const { conversationId: older } = await team.writtenBy(ANNA);
			const { conversationId: younger } = await team.writtenBy(BEN);
			await desk.setStatus(older, 'resolved');
			await desk.label(younger, { add: ['VIP'] });
			const note = await desk.note(younger);
			await team.record(echo({ contact: [phone(ANNA), phone(BEN)], origin: 'history' }));
			const { conversation } = await desk.setStatus(younger, 'open');

			expect(conversation).toMatchObject({ id: older, status: 'open', labels: ['VIP'] });
			const about = { ...desk.about(older), limit: 10 };
			expect(await stores.store.listNotes(about)).toMatchObject({ notes: [{ id: note.id }] });
		});
	});

	describe('two people who answer', () => {
		const answer = async (team: Team, actingAgent: string | null, now: number) => {
			const id = await team.queue({ actingAgent }, now);
			await team.claim({ now });
			await team.sent(id, now);
		};

		test('within a minute collide, and after it do not', async () => {
			const { team, desk } = await written();
			await answer(team, 'ada@example.com', NOON);
			await answer(team, 'bob@example.com', NOON + MINUTE - 1);
			expect(await desk.told()).toEqual(['conversation.collision']);
			await answer(team, 'ada@example.com', NOON + 2 * MINUTE - 1);

			expect(await desk.told()).toEqual([]);
		});

		test('are not one person twice, nor a workflow', async () => {
			const { team, desk } = await written();
			await answer(team, 'ada@example.com', NOON);
			await answer(team, 'Ada@Example.com', NOON + SECOND);
			await answer(team, null, NOON + 2 * SECOND);

			expect(await desk.told()).toEqual([]);
		});

		test('are also the phone and whoever answered from n8n', async () => {
			const { team, desk } = await written();
			await answer(team, 'ada@example.com', NOON);
			await team.record(echo({ sentAt: NOON + 59 * SECOND }));
			await team.record(echo({ sentAt: NOON + 58 * SECOND }));

			expect(await desk.told()).toEqual(['conversation.collision']);
		});

		test('are also whoever has it and the phone, where the phone is not theirs', async () => {
			const { team, desk, id } = await written();
			const { workspaceId, numberId } = team;
			const asked = { ...desk.about(id), reason: null, expectedVersion: null };
			const saved = { workspaceId, email: BOB, change: { name: 'Bob' }, now: NOON };
			await stores.store.saveAgent(saved);
			await stores.store.changeOwner({ ...asked, action: { kind: 'assign', agent: BOB } });
			const phoneOf = (ownerAgent: string) => {
				const change = { ownerAgent };
				return stores.store.updateNumber({ workspaceId, numberId, change, now: NOON });
			};
			await phoneOf('ada@example.com');
			await team.record(echo({ sentAt: NOON + MINUTE }));
			expect(await desk.told()).toEqual(['conversation.collision']);
			await phoneOf(BOB);
			await team.record(echo({ sentAt: NOON + HOUR }));

			expect(await desk.told()).toEqual([]);
		});
	});

	describe('an answer from a phone that is an agent’s', () => {
		test('makes the conversation theirs, if it was nobody’s and they may have it', async () => {
			const { team } = await written();
			const { workspaceId, numberId } = team;
			const change = { ownerAgent: BOB };
			const hire = async (role: 'viewer' | 'agent') =>
				await stores.store.saveAgent({
					workspaceId,
					email: BOB,
					change: { role },
					now: NOON,
				});
			await team.record(echo({ sentAt: NOON + 1 }));
			await stores.store.updateNumber({ workspaceId, numberId, change, now: NOON });
			await team.record(echo({ sentAt: NOON + 2 }));
			await hire('viewer');
			await team.record(echo({ sentAt: NOON + 3 }));
			expect(await standing(team)).toMatchObject({ owner: null });
			await hire('agent');
			await team.record(echo({ sentAt: NOON + 4 }));
			const { entries } = await team.readFeed({ types: ['owner.claimed'] });

			expect(await standing(team)).toMatchObject({ owner: BOB });
			expect(entries.map(({ item }) => item.owner)).toMatchObject([
				{ from: null, to: BOB, by: 'phone', reason: 'phone' },
			]);
		});
	});
}
