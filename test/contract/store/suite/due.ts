import { iso } from '../../../../src/store/log/parts.ts';
import { BEN, HOUR, inbound, MINUTE, NOON, SECOND } from '../support/builders.ts';
import { DeskOfTeam } from '../support/desk.ts';
import { openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** What time alone brings: told once, to the millisecond, also by two processes and after a pause. */
export function describeDue(stores: Stores): void {
	async function written(given: Parameters<typeof openTeam>[1] = {}) {
		const team = await openTeam(stores, given);
		const { conversationId: id } = await team.writtenBy();
		const desk = new DeskOfTeam(team);
		await desk.news();
		return { team, desk, id };
	}
	const answers = async (team: Team, now: number) => {
		const id = await team.queue({}, now);
		await team.claim({ now });
		await team.sent(id, now);
	};
	const set = (team: Team, change: object, now = NOON) =>
		stores.store.saveSettings({ workspaceId: team.workspaceId, change, now });

	describe('what is due', () => {
		test('is looked for in the order of its time, and tells when the next is', async () => {
			const { team, desk, id } = await written();
			await desk.pass(NOON);
			await set(team, { unansweredMinutes: null, unassignedMinutes: null });
			const note = await desk.note(id, { dueAt: NOON + MINUTE });
			await desk.pass(NOON);
			const mine = [id, note.id];
			const dueAt = async (now: number) => {
				const { due } = await stores.store.dueNow({ now, limit: 1_000 });
				return due.filter(({ entityId }) => mine.includes(entityId));
			};

			expect(await dueAt(NOON + MINUTE - 1)).toEqual([]);
			expect(await dueAt(NOON + 24 * HOUR)).toEqual([
				{ kind: 'note', entityId: note.id },
				{ kind: 'conversation', entityId: id },
			]);
			const { nextAt } = await stores.store.dueNow({ now: NOON, limit: 1_000 });
			expect(nextAt).toBeLessThanOrEqual(NOON + MINUTE);
		});

		test('is done once by two processes', async () => {
			const { team, desk, id } = await written();
			await set(team, { unansweredMinutes: null, unassignedMinutes: null });
			await desk.note(id, { dueAt: NOON + MINUTE });
			await desk.setStatus(id, 'snoozed', { until: NOON + MINUTE });
			await desk.news();
			const both = [stores.store, await stores.another()];
			await Promise.all(both.map((store) => desk.pass(NOON + MINUTE, store)));

			expect([...(await desk.told())].sort()).toEqual(['conversation.opened', 'note.due']);
		});

		test('while n8n was off is done once, and told as late', async () => {
			const { team, desk, id } = await written();
			await set(team, { unansweredMinutes: null, unassignedMinutes: null });
			await desk.note(id, { dueAt: NOON + MINUTE });
			await desk.news();
			await stores.restart();
			await desk.pass(NOON + 2 * MINUTE + 1);
			await desk.pass(NOON + 2 * MINUTE + 2);

			expect(await desk.news()).toMatchObject([
				{ event: 'note.due', due: { at: iso(NOON + MINUTE), late: true } },
			]);
		});
	});

	describe('a customer without an answer', () => {
		test('is told of after an hour, once, however much they write', async () => {
			const { team, desk } = await written();
			await set(team, { unassignedMinutes: null });
			await team.receive(inbound({ sentAt: NOON + MINUTE }));
			await desk.pass(NOON + HOUR - 1);
			expect(await desk.told()).toEqual([]);
			await desk.pass(NOON + HOUR);
			await team.receive(inbound({ sentAt: NOON + HOUR }));
			await desk.pass(NOON + 5 * HOUR);

			expect(await desk.news()).toEqual([
				{
					event: 'conversation.unanswered',
					due: { at: iso(NOON + HOUR), late: false },
				},
			]);
		});

		test('is told of again when they wait again', async () => {
			const { team, desk } = await written();
			await set(team, { unansweredMinutes: 5, unassignedMinutes: null });
			await answers(team, NOON + MINUTE);
			await desk.pass(NOON + 10 * MINUTE);
			expect(await desk.told()).toEqual([]);
			await team.receive(inbound({ sentAt: NOON + 10 * MINUTE }));
			await desk.pass(NOON + 15 * MINUTE - 1);
			expect(await desk.told()).toEqual([]);
			await desk.pass(NOON + 15 * MINUTE);

			expect(await desk.told()).toEqual(['conversation.unanswered']);
		});

		test('waits anew once a snooze is over', async () => {
			const { team, desk, id } = await written();
			await set(team, { unassignedMinutes: null });
			await desk.setStatus(id, 'snoozed', { until: NOON + 2 * HOUR });
			await desk.pass(NOON + 2 * HOUR);
			await desk.news();
			await desk.pass(NOON + 3 * HOUR - 1);
			expect(await desk.told()).toEqual([]);
			await desk.pass(NOON + 3 * HOUR);

			expect(await desk.news()).toMatchObject([
				{ event: 'conversation.unanswered', due: { late: false } },
			]);
		});
	});

	describe('a conversation that is nobody’s', () => {
		test('is told of after half an hour, once', async () => {
			const { team, desk } = await written();
			await set(team, { unansweredMinutes: null });
			await desk.pass(NOON + 30 * MINUTE - 1);
			expect(await desk.told()).toEqual([]);
			await desk.pass(NOON + 30 * MINUTE);
			await desk.pass(NOON + 5 * HOUR);

			expect(await desk.news()).toEqual([
				{
					event: 'conversation.unassigned_too_long',
					due: { at: iso(NOON + 30 * MINUTE), late: false },
				},
			]);
		});

		test('is nobody’s anew when it is opened again', async () => {
			const { team, desk, id } = await written();
			await set(team, { unansweredMinutes: null });
			await desk.setStatus(id, 'resolved');
			await desk.news();
			await desk.pass(NOON + 2 * HOUR);
			expect(await desk.told()).toEqual([]);
			await desk.setStatus(id, 'open', { now: NOON + 2 * HOUR });
			await desk.pass(NOON + 2 * HOUR + 30 * MINUTE);

			expect(await desk.told()).toEqual([
				'conversation.reopened',
				'conversation.unassigned_too_long',
			]);
		});

		test('is not missed where it is only we who wrote', async () => {
			const team = await openTeam(stores);
			const desk = new DeskOfTeam(team);
			await team.queue({ recipient: { kind: 'phone', phone: BEN } });
			await desk.news();
			await desk.pass(NOON + 48 * HOUR);

			expect(await desk.told()).toEqual([]);
		});
	});

	describe('the window', () => {
		const quiet = { unansweredMinutes: null, unassignedMinutes: null };

		test('is told an hour before it closes, and when it has', async () => {
			const { team, desk } = await written();
			await set(team, quiet);
			const expiresAt = iso(NOON + 24 * HOUR);
			await desk.pass(NOON + 23 * HOUR - 1);
			expect(await desk.told()).toEqual([]);
			await desk.pass(NOON + 23 * HOUR);
			await desk.pass(NOON + 24 * HOUR - 1);
			expect(await desk.news()).toEqual([
				{
					event: 'window.closing',
					window: { expiresAt },
					due: { at: iso(NOON + 23 * HOUR), late: false },
				},
			]);
			await desk.pass(NOON + 24 * HOUR);
			await desk.pass(NOON + 48 * HOUR);

			expect(await desk.news()).toEqual([
				{
					event: 'window.closed',
					window: { expiresAt },
					due: { at: expiresAt, late: false },
				},
			]);
		});

		test('that the customer opened again is not told of', async () => {
			const { team, desk } = await written();
			await set(team, quiet);
			await team.receive(inbound({ sentAt: NOON + 20 * HOUR }));
			await desk.pass(NOON + 24 * HOUR + SECOND);
			expect(await desk.told()).toEqual([]);
			await desk.pass(NOON + 43 * HOUR);

			expect(await desk.told()).toEqual(['window.closing']);
		});

		test('that closed while n8n was off is told as closed alone, late', async () => {
			const { team, desk } = await written();
			await set(team, quiet);
			await desk.pass(NOON + 30 * HOUR);

			expect(await desk.news()).toMatchObject([
				{ event: 'window.closed', due: { late: true } },
			]);
		});

		test('is none on a linked number', async () => {
			const { team, desk } = await written({ mode: 'linked' });
			await set(team, quiet);
			await desk.pass(NOON + 48 * HOUR);

			expect(await desk.told()).toEqual([]);
		});
	});
}
