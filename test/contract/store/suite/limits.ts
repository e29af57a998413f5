import { NO_CAPS, type CapRules } from '../../../../src/domain/caps/caps.ts';
import { ANNA, BEN, failure, HOUR, MINUTE, NOON, SECOND } from '../support/builders.ts';
import { capPerDay, capPerHour, limitsOf, perHour } from '../support/caps.ts';
import { idsOf, numberOf, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';
import { cutAll } from './retention.ts';

const DAY = 24 * HOUR;

/** What is used of the caps of a number, and which caps those are. */
export function describeLimits(stores: Stores): void {
	/** Sends one message to Anna. @returns whether it went */
	const send = async (team: Team, now: number): Promise<boolean> => {
		const id = await team.queue({ category: 'service' }, now);
		const went = idsOf(await team.claim({ limit: 1, now })).includes(id);
		if (went) await team.sent(id, now);
		else await team.store.cancel({ outboxIds: [id], refusal: null, now });
		return went;
	};

	describe('the limits of a number', () => {
		const rules: CapRules = { ...NO_CAPS, caps: [capPerHour(2), capPerDay(3)] };

		test('say what is used, and when the oldest counts no more, to the millisecond', async () => {
			const team = await openTeam(stores, { rules });
			await team.writtenBy();
			expect(await limitsOf(team)).toEqual([
				{ name: 'perHour', used: 0, cap: 2, resetsAt: null },
				{ name: 'perDay', used: 0, cap: 3, resetsAt: null },
			]);
			expect([await send(team, NOON), await send(team, NOON + SECOND)]).toEqual([true, true]);
			expect(await send(team, NOON + HOUR - 1)).toBe(false);
			const full = { name: 'perHour', used: 2, cap: 2, resetsAt: NOON + HOUR };

			expect((await limitsOf(team, NOON + HOUR - 1))?.[0]).toEqual(full);
			expect(await limitsOf(team, NOON + HOUR)).toEqual([
				{ ...full, used: 1, resetsAt: NOON + HOUR + SECOND },
				{ name: 'perDay', used: 2, cap: 3, resetsAt: NOON + DAY },
			]);
			expect(await send(team, NOON + HOUR)).toBe(true);
			expect(await send(team, NOON + 3 * HOUR)).toBe(false);
		});

		test('are the same after a restart, and in another process', async () => {
			const team = await openTeam(stores, { rules: perHour(1) });
			await team.writtenBy();
			await send(team, NOON);
			await stores.restart();
			const expected = [{ name: 'perHour', used: 1, cap: 1, resetsAt: NOON + HOUR }];

			expect(await limitsOf(team, NOON + MINUTE)).toEqual(expected);
			const other = await stores.another();
			const input = { numberIds: [team.numberId], now: NOON + MINUTE };
			expect(await other.limits(input)).toEqual([
				{ numberId: team.numberId, limits: expected },
			]);
			expect(await send(team, NOON + MINUTE)).toBe(false);
		});

		test.each([
			[0, 5],
			[2 * DAY - 1, 5],
			[2 * DAY, 8],
			[5 * DAY, 20],
			[5 * DAY - 1, 8],
		])('are lower while the link is young: at an age of %p ms %p a day', async (age, cap) => {
			const warmUp = [
				{ untilDay: 2, perDay: 5, newChatsPerDay: 1 },
				{ untilDay: 5, perDay: 8, newChatsPerDay: 1 },
			];
			const team = await openTeam(stores, {
				rules: { ...NO_CAPS, caps: [capPerDay(20)], warmUp },
				linkedAt: NOON - age,
			});

			expect(await limitsOf(team)).toMatchObject([{ name: 'perDay', cap }]);
		});

		test('of several numbers are told apart, and asked for once each', async () => {
			const team = await openTeam(stores, { rules: perHour(1) });
			const other = await team.addNumber({ rules: perHour(2) });
			const ids = [team.numberId, other.numberId];
			const all = await team.store.limits({ numberIds: [...ids, ...ids], now: NOON });

			expect(new Map(all.map((one) => [one.numberId, one.limits[0]?.cap]))).toEqual(
				new Map([
					[team.numberId, 1],
					[other.numberId, 2],
				]),
			);
			expect(await team.store.limits({ numberIds: [], now: NOON })).toEqual([]);
		});
	});

	describe('what caps count', () => {
		test('is kept for 35 days, and no millisecond longer, in the workspace itself', async () => {
			const team = await openTeam(stores, { rules: perHour(5) });
			const other = await openTeam(stores, { rules: perHour(5) });
			for (const one of [team, other]) {
				await one.writtenBy();
				for (const late of [0, 1, 2]) await send(one, NOON + late);
			}

			expect(await cutAll(team, 'ledger', NOON + 35 * DAY)).toEqual([]);
			expect(await cutAll(team, 'ledger', NOON + 35 * DAY + 2, 1)).toEqual([1, 1]);
			expect(await limitsOf(team)).toMatchObject([{ used: 1 }]);
			expect(await limitsOf(other)).toMatchObject([{ used: 3 }]);
		});

		test('still counts after the person was erased', async () => {
			const team = await openTeam(stores, { rules: perHour(5) });
			await team.writtenBy();
			await send(team, NOON);
			const who = { kind: 'phone', phone: ANNA } as const;
			await stores.store.eraseContact({ workspaceId: team.workspaceId, who, now: NOON });

			expect(await limitsOf(team)).toMatchObject([{ used: 1 }]);
		});
	});

	describe('a first message that never left', () => {
		const newChats = { name: 'newChatsPerHour', counts: 'newChats', limit: 1 } as const;
		const rules = { ...NO_CAPS, caps: [{ ...newChats, windowMs: HOUR }] };
		const toBen = { recipient: { kind: 'phone', phone: BEN } } as const;

		test('opens a new chat only when it is tried again, and counts then', async () => {
			const team = await openTeam(stores, { mode: 'linked', rules });
			const first = await team.queue();
			await team.claim();
			const outcome = { kind: 'neverLeft', failure: failure() } as const;
			await team.settle(first, outcome, { retryAt: NOON + SECOND });
			const second = await team.queue(toBen);
			expect(idsOf(await team.claim())).toEqual([second]);
			await team.sent(second);

			// The place has been taken by another meanwhile.
			expect(idsOf(await team.claim({ now: NOON + HOUR - 1 }))).toEqual([]);
			expect(idsOf(await team.claim({ now: NOON + HOUR }))).toEqual([first]);
			expect(await limitsOf(team, NOON + HOUR)).toMatchObject([{ used: 1 }]);
		});

		test('leaves a chat open that was opened before', async () => {
			const team = await openTeam(stores, { mode: 'linked', rules });
			const first = await team.queue();
			await team.claim();
			await team.sent(first);
			const again = await team.queue();
			await team.claim();
			const outcome = { kind: 'neverLeft', failure: failure() } as const;
			await team.settle(again, outcome, { retryAt: NOON + SECOND });

			expect(idsOf(await team.claim({ now: NOON + SECOND }))).toEqual([again]);
		});
	});

	describe('the caps of credentials', () => {
		const values = { label: 'Shop', group: null, timeZone: null, defaultCountry: null };
		const note = async (
			team: Team,
			credentialId: string,
			rules: CapRules,
			{ now = NOON, ownPerSecond = null as number | null, label = 'Shop' } = {},
		) => {
			const { numberId } = team;
			const said = { values: { ...values, label }, rules, ownPerSecond };
			return await stores.store.noteCredential({ numberId, credentialId, ...said, now });
		};
		const teamOf = async (credentialId: string, limit: number): Promise<Team> =>
			await openTeam(stores, { credentialId, rules: perHour(limit) });

		test('are those of an edited credential, from then on', async () => {
			const team = await teamOf('a', 5);
			expect(await note(team, 'a', perHour(50))).toMatchObject({ doDiffer: false });

			expect(await limitsOf(team)).toMatchObject([{ cap: 50 }]);
		});

		test('are the stricter of each kind where two differ, in whichever order they come', async () => {
			const team = await teamOf('a', 30);
			const other: CapRules = { ...NO_CAPS, caps: [capPerHour(60), capPerDay(100)] };
			expect(await note(team, 'b', other)).toMatchObject({ doDiffer: true });
			const strict = [
				{ name: 'perHour', cap: 30 },
				{ name: 'perDay', cap: 100 },
			];

			expect(await limitsOf(team)).toMatchObject(strict);
			expect(await note(team, 'a', perHour(30))).toMatchObject({ doDiffer: true });
			expect(await limitsOf(team)).toMatchObject(strict);
			const { numberId } = team;
			const ask = { numberId, credentialId: 'a', now: NOON };
			expect(await team.store.otherRules(ask)).toEqual([other]);
			expect(await team.store.numberStanding({ numberId, now: NOON })).toMatchObject({
				doCredentialsDiffer: true,
			});
		});

		test('count for a day after their last use', async () => {
			const team = await teamOf('strict', 5);
			await note(team, 'loose', perHour(50), { now: NOON + DAY - 1 });
			expect(await limitsOf(team)).toMatchObject([{ cap: 5 }]);
			const { numberId } = team;
			const differs = async (now: number) =>
				(await team.store.numberStanding({ numberId, now })).doCredentialsDiffer;
			expect([await differs(NOON + DAY - 1), await differs(NOON + DAY)]).toEqual([
				true,
				false,
			]);
			await note(team, 'loose', perHour(50), { now: NOON + DAY });

			expect(await limitsOf(team)).toMatchObject([{ cap: 50 }]);
		});

		test('name the pace: the lowest of those who name one, otherwise Meta’s', async () => {
			const team = await teamOf('a', 5);
			const paceAfter = async (credentialId: string, ownPerSecond: number | null) =>
				(await note(team, credentialId, perHour(5), { ownPerSecond })).number.perSecond;

			expect([
				await paceAfter('a', null),
				await paceAfter('a', 20),
				await paceAfter('b', 40),
				await paceAfter('a', null),
				await paceAfter('b', null),
			]).toEqual([80, 20, 20, 40, 80]);
		});

		test('come with a label that is written when it changed, not whenever it is used', async () => {
			const team = await teamOf('a', 5);
			const labelAfter = async (credentialId: string, label: string) =>
				(await note(team, credentialId, perHour(5), { label })).number.label;

			expect([
				await labelAfter('b', 'Service'),
				await labelAfter('a', 'Shop'),
				await labelAfter('a', 'Counter'),
			]).toEqual(['Service', 'Service', 'Counter']);
		});

		test('are kept when the number is saved anew', async () => {
			const team = await teamOf('a', 5);
			await note(team, 'b', perHour(3));
			const { workspaceId, number } = team;
			const phoneNumberId = number.phoneNumberId ?? '';
			const again = numberOf(workspaceId, { phoneNumberId, rules: perHour(9) });
			await stores.store.saveNumber({ ...again, credentialId: 'a' });

			expect(await limitsOf(team)).toMatchObject([{ cap: 3 }]);
		});
	});

	describe('a number that a person paused', () => {
		const pause = async ({ numberId }: Team, isPaused: boolean, now = NOON) =>
			await stores.store.pauseNumber({ numberId, isPaused, now });

		test('holds its messages, whatever Meta says of it, until it is resumed', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const id = await team.queue();
			const { numberId } = team;
			expect(await pause(team, true)).toEqual({ hasChanged: true });
			expect(await pause(team, true, NOON + SECOND)).toEqual({ hasChanged: false });
			await stores.store.setNumberState({ numberId, state: 'ready', now: NOON });

			expect(await team.claim()).toMatchObject({ claimed: [], refused: [], nextDueAt: null });
			expect(await team.outcome(id)).toMatchObject({
				state: 'queued',
				reason: 'numberPaused',
				until: null,
			});
			expect(await team.store.numberStanding({ numberId, now: NOON })).toMatchObject({
				state: 'ready',
				pausedAt: NOON,
				waiting: 1,
			});
			await stores.restart();
			expect(idsOf(await team.claim())).toEqual([]);
			expect(await pause(team, false)).toEqual({ hasChanged: true });
			expect(idsOf(await team.claim())).toEqual([id]);
		});

		test('pauses no other number, and still receives', async () => {
			const team = await openTeam(stores);
			const other = await team.addNumber();
			await pause(team, true);
			await team.writtenBy(ANNA);
			await other.writtenBy(BEN);
			const id = await other.queue({ recipient: { kind: 'phone', phone: BEN } });

			expect(await team.eventNames()).toContain('message.received');
			expect(idsOf(await other.claim())).toEqual([id]);
		});

		test('still gives up what gets too old', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const id = await team.queue({ expiresAt: NOON + MINUTE });
			await pause(team, true);

			expect((await team.claim({ now: NOON + MINUTE })).refused).toEqual([id]);
		});
	});
}
