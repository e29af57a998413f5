import type { SlaTargets } from '../../../../src/domain/desk/sla.ts';
import { iso } from '../../../../src/store/log/parts.ts';
import type { PolicyEntry } from '../../../../src/ports/store.ts';
import { echo, HOUR, inbound, MINUTE, NOON, SECOND } from '../support/builders.ts';
import { DeskOfTeam } from '../support/desk.ts';
import { last, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const ADA = 'ada@example.com';
const NOTHING: SlaTargets = { first: null, next: null, resolution: null };

/** Times that are promised: clocks that start, stop and pause as they should, told once each. */
export function describeSla(stores: Stores): void {
	interface Given extends Partial<Omit<PolicyEntry, 'targets'>> {
		readonly targets?: Partial<SlaTargets>;
		readonly urgent?: Partial<SlaTargets>;
	}

	/** A team with a policy; Anna has just written, and the policy is found. */
	async function promised({ targets = { first: 10 * MINUTE }, urgent, ...given }: Given = {}) {
		const team = await openTeam(stores, { timeZone: 'UTC' });
		const { workspaceId } = team;
		const quiet = { unansweredMinutes: null, unassignedMinutes: null };
		await stores.store.saveSettings({ workspaceId, change: quiet, now: NOON });
		const policy = await stores.store.savePolicy({
			workspaceId,
			name: 'Sales',
			position: 0,
			match: null,
			hours: null,
			warnAt: 80,
			automationCounts: false,
			now: NOON,
			...given,
			targets: {
				default: { ...NOTHING, ...targets },
				...(urgent === undefined ? {} : { urgent: { ...NOTHING, ...urgent } }),
			},
		});
		const desk = new DeskOfTeam(team);
		await writes(team, NOON);
		const { conversationId: id } = last(await team.log());
		await match(id, policy.id);
		await desk.news();
		return { team, desk, id, policy };
	}
	const match = async (conversationId: string, policyId: string | null, now = NOON) =>
		void (await stores.store.applyPolicy({ conversationId, policyId, now }));
	const writes = (team: Team, now: number) =>
		stores.store.receiveBatch({
			numberId: team.numberId,
			messages: [inbound({ sentAt: now })],
			statuses: [],
			now,
		});
	const answers = async (team: Team, now: number, actingAgent: string | null = ADA) => {
		const id = await team.queue({ actingAgent }, now);
		await team.claim({ now });
		await team.sent(id, now);
	};
	/** What is told until a time: `<event> <promise> <minutes after noon>`. */
	const told = async (desk: DeskOfTeam, until: number) => {
		await desk.pass(until);
		return (await desk.news()).flatMap(({ event, sla }) =>
			sla === undefined
				? []
				: `${event} ${sla.type} ${(Date.parse(sla.dueAt ?? '') - NOON) / MINUTE}`,
		);
	};

	describe('the first reply', () => {
		test('is warned of, then missed, to the millisecond and once each', async () => {
			const { desk } = await promised();
			expect(await told(desk, NOON + 8 * MINUTE - 1)).toEqual([]);
			expect(await told(desk, NOON + 8 * MINUTE)).toEqual(['sla.warning first 10']);
			expect(await told(desk, NOON + 10 * MINUTE - 1)).toEqual([]);
			await desk.pass(NOON + 10 * MINUTE);
			expect(await desk.news()).toEqual([
				{
					event: 'sla.missed',
					sla: {
						policy: 'Sales',
						type: 'first',
						dueAt: iso(NOON + 10 * MINUTE),
						late: false,
					},
				},
			]);

			expect(await told(desk, NOON + 9 * HOUR)).toEqual([]);
		});

		test('stops with a person’s reply, and not with a workflow’s nor with a note', async () => {
			const { team, desk, id } = await promised();
			await answers(team, NOON + MINUTE, null);
			await desk.note(id);
			expect(await told(desk, NOON + 8 * MINUTE)).toEqual(['sla.warning first 10']);
			await answers(team, NOON + 9 * MINUTE);

			expect(await told(desk, NOON + HOUR)).toEqual([]);
		});

		test('stops with a workflow’s reply where that counts, and with one from the phone', async () => {
			const counted = await promised({ automationCounts: true });
			await answers(counted.team, NOON + MINUTE, null);
			expect(await told(counted.desk, NOON + HOUR)).toEqual([]);
			const byPhone = await promised();
			await byPhone.team.record(echo({ sentAt: NOON + MINUTE }));

			expect(await told(byPhone.desk, NOON + HOUR)).toEqual([]);
		});

		test('that came after its time is missed, however late the timer is', async () => {
			const { team, desk } = await promised();
			await answers(team, NOON + 10 * MINUTE);
			await answers(team, NOON + 11 * MINUTE);

			expect(await told(desk, NOON + HOUR)).toEqual(['sla.missed first 10']);
		});

		test('missed while n8n was off is told once, late, and is not warned of', async () => {
			const { desk } = await promised();
			await stores.restart();
			await desk.pass(NOON + 20 * MINUTE);
			await desk.pass(NOON + 21 * MINUTE);

			expect(await desk.news()).toMatchObject([
				{ event: 'sla.missed', sla: { type: 'first', late: true } },
			]);
		});

		test('missed is told once by two processes', async () => {
			const { desk } = await promised();
			const both = [stores.store, await stores.another()];
			await Promise.all(both.map((store) => desk.pass(NOON + HOUR, store)));

			expect(await told(desk, NOON + HOUR)).toEqual(['sla.missed first 10']);
		});

		test('has another time for another priority, also for one that changes', async () => {
			const { desk, id, policy } = await promised({ urgent: { first: MINUTE } });
			await desk.setPriority(id, 'urgent', NOON + SECOND);
			await match(id, policy.id, NOON + SECOND);

			expect(await told(desk, NOON + HOUR)).toEqual(['sla.missed first 1']);
		});
	});

	describe('the next reply', () => {
		const targets = { first: HOUR, next: 10 * MINUTE };

		test('is due from the oldest message without an answer: a burst does not start it anew', async () => {
			const { team, desk } = await promised({ targets });
			await answers(team, NOON + MINUTE);
			for (const minute of [2, 5, 11]) await writes(team, NOON + minute * MINUTE);

			expect(await told(desk, NOON + 10 * MINUTE)).toEqual(['sla.warning next 12']);
			expect(await told(desk, NOON + HOUR)).toEqual(['sla.missed next 12']);
		});

		test('is missed once for each time that it was asked for', async () => {
			const { team, desk } = await promised({ targets, warnAt: null });
			await answers(team, NOON + MINUTE);
			await writes(team, NOON + 2 * MINUTE);
			await desk.pass(NOON + 12 * MINUTE);
			await answers(team, NOON + 20 * MINUTE);
			await writes(team, NOON + 30 * MINUTE);

			expect(await told(desk, NOON + HOUR)).toEqual([
				'sla.missed next 12',
				'sla.missed next 40',
			]);
		});

		test('is asked for by what came after an answer from the phone that is told late', async () => {
			const { team, desk } = await promised({ targets, warnAt: null });
			await writes(team, NOON + 5 * MINUTE);
			await team.record(echo({ sentAt: NOON + 2 * MINUTE }));

			expect(await told(desk, NOON + HOUR)).toEqual(['sla.missed next 15']);
		});

		test('is not asked for by a message that is older than the answer', async () => {
			const { team, desk } = await promised({ targets });
			await answers(team, NOON + 5 * MINUTE);
			await team.receive(inbound({ sentAt: NOON + 4 * MINUTE }));

			expect(await told(desk, NOON + HOUR)).toEqual([]);
		});
	});

	describe('the clocks', () => {
		test('stand still while the conversation sleeps', async () => {
			const { desk, id } = await promised({ warnAt: null });
			await desk.setStatus(id, 'snoozed', { until: NOON + HOUR, now: NOON + 4 * MINUTE });
			expect(await told(desk, NOON + HOUR - 1)).toEqual([]);

			expect(await told(desk, NOON + 66 * MINUTE - 1)).toEqual([]);
			expect(await told(desk, NOON + 66 * MINUTE)).toEqual(['sla.missed first 66']);
		});

		test('stand still out of hours', async () => {
			// It is a Friday; the shop closes five minutes after noon and opens on Monday at nine.
			const hours = { days: [1, 2, 3, 4, 5], from: 540, to: 725 } as const;
			const { desk } = await promised({ hours, warnAt: null });
			const monday = Date.UTC(2026, 10, 23, 9);
			expect(await told(desk, monday + 5 * MINUTE - 1)).toEqual([]);

			expect(await told(desk, monday + 5 * MINUTE)).toEqual([
				`sla.missed first ${(monday - NOON) / MINUTE + 5}`,
			]);
		});

		test('stand still out of the hours of the number', async () => {
			const { team, desk } = await promised({ hours: 'number', warnAt: null });
			const { workspaceId, numberId, store } = team;
			const hours = [
				{ days: [5], from: 540, to: 725 } as const,
				{ days: [6], from: 600, to: 780 } as const,
			];
			await store.updateNumber({ workspaceId, numberId, change: { hours }, now: NOON });
			const saturday = Date.UTC(2026, 10, 21, 10);
			expect(await told(desk, saturday + 5 * MINUTE - 1)).toEqual([]);

			expect(await told(desk, saturday + 5 * MINUTE)).toEqual([
				`sla.missed first ${(saturday - NOON) / MINUTE + 5}`,
			]);
		});

		test('end with the conversation, which says if all was kept', async () => {
			const { team, desk, id } = await promised({
				targets: { first: HOUR, resolution: HOUR },
			});
			await answers(team, NOON + MINUTE);
			await desk.setStatus(id, 'resolved', { now: NOON + 2 * MINUTE });

			expect(await told(desk, NOON + 5 * HOUR)).toEqual(['sla.hit resolution 60']);
		});

		test('that were missed are not said to be kept', async () => {
			const { desk, id } = await promised({ targets: { resolution: 5 * MINUTE } });
			await desk.setStatus(id, 'resolved', { now: NOON + 5 * MINUTE });

			expect(await told(desk, NOON + HOUR)).toEqual(['sla.missed resolution 5']);
		});

		test('begin anew when the customer comes back', async () => {
			const { team, desk, id, policy } = await promised({ warnAt: null });
			await answers(team, NOON + MINUTE);
			await desk.setStatus(id, 'resolved', { now: NOON + 2 * MINUTE });
			await desk.news();
			await writes(team, NOON + HOUR);
			const { due } = await stores.store.dueNow({ now: NOON + HOUR, limit: 1_000 });
			expect(due).toContainEqual({ kind: 'sla', entityId: id });
			await match(id, policy.id, NOON + HOUR);

			expect(await told(desk, NOON + 2 * HOUR)).toEqual(['sla.missed first 70']);
		});

		test('promise nothing where no policy holds, or it was deleted', async () => {
			const { desk, id } = await promised();
			await match(id, null);
			const other = await promised();
			const { workspaceId } = other.team;
			await stores.store.deletePolicy({ workspaceId, name: 'sales' });

			expect(await told(desk, NOON + HOUR)).toEqual([]);
			expect(await told(other.desk, NOON + HOUR)).toEqual([]);
		});
	});

	describe('policies', () => {
		test('are asked in their order, about what items show', async () => {
			const { team, id, policy } = await promised();
			const { workspaceId } = team;
			await stores.store.savePolicy({
				...policy,
				workspaceId,
				name: 'First',
				position: -1,
				match: 'true',
				now: NOON,
			});
			const question = await stores.store.slaQuestion({ conversationId: id });

			expect(question?.policies.map(({ name, match: text }) => [name, text])).toEqual([
				['First', 'true'],
				['Sales', null],
			]);
			expect(question?.facts).toMatchObject({
				number: { id: team.numberId },
				contact: { name: 'Anna' },
				conversation: { id, status: 'open' },
			});
		});
	});
}
