import type { Draft, ReportKind, ReportResult } from '../../../../src/ports/store.ts';
import { failure, HOUR, inbound, MINUTE, NOON, phone, status } from '../support/builders.ts';
import { Desk, phoneOf } from '../support/lookup.ts';
import { openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const EVE = 'eve@example.com';

/** Counting what is and what happened. */
export function describeReports(stores: Stores): void {
	type Of<K extends ReportKind> = Extract<ReportResult, { kind: K }>;

	async function report<K extends ReportKind>(
		desk: Desk,
		kind: K,
		given: { actingAgent?: string; numberIds?: string[]; from?: number; to?: number } = {},
	): Promise<Of<K>> {
		const { workspaceId, store } = desk.team;
		const period = { from: NOON - HOUR, to: NOON + 24 * HOUR };
		const question = { workspaceId, kind, actingAgent: null, ...period, ...given };
		return (await store.report(question)) as Of<K>;
	}

	/** Sends a message to somebody. @returns the id that WhatsApp gave it */
	async function send(team: Team, name: string, now: number, given: Partial<Draft> = {}) {
		const recipient = { kind: 'phone', phone: phoneOf(name) } as const;
		const id = await team.queue({ recipient, expiresAt: now + HOUR, ...given }, now);
		await team.claim({ now });
		return { id, providerId: await team.sent(id, now) };
	}

	/**
	 * Ada is answered by a workflow after a minute and by Eve after five; Bea waits, and so does Cem,
	 * for longer. Dan was answered long ago and is resolved today.
	 */
	async function aDay() {
		const desk = new Desk(await openTeam(stores));
		const { team } = desk;
		await desk.agent(EVE, { name: 'Eve' });
		const dan = await desk.customer('Dan', NOON - 48 * HOUR);
		const ada = await desk.customer('Ada', NOON);
		await desk.give(ada, EVE);
		await desk.customer('Cem', NOON - MINUTE);
		await desk.customer('Bea', NOON + MINUTE);
		await send(team, 'Ada', NOON + MINUTE);
		const { providerId } = await send(team, 'Ada', NOON + 5 * MINUTE, { actingAgent: EVE });
		await team.hear(status({ providerId, status: 'read' }));
		await desk.set(dan, 'resolved', NOON + HOUR);
		return { desk, ada, dan };
	}

	describe('a report', () => {
		test('says how the inbox stands and what happened in the period', async () => {
			const { desk } = await aDay();
			const { overview } = await report(desk, 'overview');

			expect(overview).toEqual({
				open: 3,
				pending: 0,
				snoozed: 0,
				waiting: 2,
				oldestWaitingSince: NOON - MINUTE,
				unowned: 2,
				neverAnswered: 2,
				resolved: 1,
				newConversations: 3,
				received: 3,
				sent: 2,
				delivered: 1,
				read: 1,
				failed: 0,
				firstAnswer: { count: 1, medianMs: MINUTE, p90Ms: MINUTE },
				firstReply: { count: 1, medianMs: 5 * MINUTE, p90Ms: 5 * MINUTE },
				optedOut: 0,
			});
		});

		test('counts from the first instant of the period to the last before its end', async () => {
			const { desk } = await aDay();
			const received = async (from: number, to: number) =>
				(await report(desk, 'overview', { from, to })).overview.received;

			expect(await received(NOON, NOON + MINUTE)).toBe(1);
			expect(await received(NOON, NOON + MINUTE + 1)).toBe(2);
			expect(await received(NOON + 1, NOON + MINUTE)).toBe(0);
		});

		test('counts who opted out, and is still out', async () => {
			const { desk } = await aDay();
			const { store, workspaceId } = desk.team;
			for (const [name, marketing] of [
				['Ada', 'out'],
				['Bea', 'in'],
			] as const) {
				const who = { kind: 'phone', phone: phoneOf(name) } as const;
				await store.setConsent({ workspaceId, who, marketing, now: NOON });
			}

			expect((await report(desk, 'overview')).overview.optedOut).toBe(1);
		});

		test('says what each agent has and did, and who else owns something', async () => {
			const { desk } = await aDay();
			await desk.agent('fay@example.com', { name: 'Fay' });
			const { agents } = await report(desk, 'agents');
			const five = 5 * MINUTE;

			expect(agents).toEqual([
				{
					agent: EVE,
					name: 'Eve',
					availability: 'online',
					open: 1,
					snoozed: 0,
					waiting: 0,
					oldestWaitingSince: null,
					resolved: 0,
					sent: 1,
					firstReply: { count: 1, medianMs: five, p90Ms: five },
				},
				expect.objectContaining({ agent: 'fay@example.com', open: 0, sent: 0 }),
			]);
		});

		test('says how each number does', async () => {
			const { desk } = await aDay();
			const other = await desk.team.addNumber({ label: 'Aid' });
			const id = await desk.customer('Eli', NOON, { at: other });
			const recipient = { kind: 'conversation', conversationId: id } as const;
			const outboxId = await other.queue({ recipient });
			await other.claim();
			await other.settle(outboxId, { kind: 'failed', failure: failure() });
			const sender = [phone(phoneOf('Ada'))];
			const late = inbound({ sender, senderName: 'Ada', sentAt: NOON + HOUR });
			await desk.team.receive(late);
			const { numbers } = await report(desk, 'numbers');
			const shown = numbers.map(
				({ number, open, received, sent, failed, contacted, replied }) => [
					number.label,
					{ open, received, sent, failed, contacted, replied },
				],
			);

			expect(shown).toEqual([
				['Aid', { open: 1, received: 1, sent: 0, failed: 1, contacted: 0, replied: 0 }],
				['Shop', { open: 3, received: 4, sent: 2, failed: 0, contacted: 1, replied: 1 }],
			]);
			const only = await report(desk, 'numbers', { numberIds: [other.numberId] });
			expect(only.numbers.map(({ number }) => number.label)).toEqual(['Aid']);
		});

		test('says what became of each sequence', async () => {
			const { desk } = await aDay();
			const { team } = desk;
			const step = { sequence: 'spring', category: 'marketing' } as const;
			await send(team, 'Ada', NOON + 10 * MINUTE, { ...step, step: '1' });
			await send(team, 'Bea', NOON + 10 * MINUTE, { ...step, step: '1' });
			const recipient = { kind: 'phone', phone: phoneOf('Ada') } as const;
			const conditions = [{ type: 'noReplyInSequence' } as const];
			await team.queue({ recipient, ...step, step: '2', conditions }, NOON + 20 * MINUTE);
			await team.store.receiveBatch({
				numberId: team.numberId,
				messages: [
					inbound({
						sender: [phone(phoneOf('Ada'))],
						senderName: 'Ada',
						text: 'STOP',
						sentAt: NOON + HOUR,
					}),
				],
				statuses: [],
				now: NOON + HOUR,
			});
			const { sequences } = await report(desk, 'sequences');

			expect(sequences).toEqual([
				{
					sequence: 'spring',
					started: 2,
					sent: 2,
					waiting: 0,
					ended: { 'refused:optedOut': 1 },
					replied: 1,
					optedOut: 1,
				},
			]);
		});

		test('counts only what an agent may see, and nothing for one whom nobody knows', async () => {
			const { desk, ada } = await aDay();
			await desk.label(ada, 'VIP');
			await desk.agent('fay@example.com', { role: 'limitedAgent', labelScope: ['vip'] });
			const own = await report(desk, 'overview', { actingAgent: 'fay@example.com' });
			const none = await report(desk, 'overview', { actingAgent: 'no@example.com' });
			const numbers = await report(desk, 'numbers', { actingAgent: 'no@example.com' });

			expect(own.overview).toMatchObject({ open: 1, received: 1, sent: 2, unowned: 0 });
			expect(none.overview).toMatchObject({ open: 0, received: 0, sent: 0 });
			expect(numbers.numbers).toEqual([]);
		});

		test('is of one workspace', async () => {
			await aDay();
			const stranger = new Desk(await openTeam(stores));
			const { overview } = await report(stranger, 'overview');

			expect(overview).toMatchObject({ open: 0, received: 0, newConversations: 0 });
		});
	});
}
