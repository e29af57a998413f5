import type { NumberState } from '../../../../src/domain/number/number.ts';
import { DAY_MS } from '../../../../src/domain/settings.ts';
import { failure, HOUR, MINUTE, NOON, SECOND } from '../support/builders.ts';
import type { Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';
import { openLinked } from './linked-keys.ts';

/** How the connection of a linked number stands, and for how long its link will last. */
export function describeLinkedStanding(stores: Stores): void {
	const note = async (
		{ numberId, fence }: Team,
		state: NumberState,
		{ now = NOON, why = null as string | null, as = fence } = {},
	) =>
		await stores.store.noteStanding({
			numberId,
			fence: as,
			state,
			failure: why === null ? null : failure(why),
			now,
		});
	const standing = async ({ numberId }: Team, now = NOON) =>
		await stores.store.linkStanding({ numberId, now });
	const seen = async ({ numberId }: Team, at: number, now = at) =>
		await stores.store.notePhoneSeen({ numberId, at, now });
	const check = async ({ numberId, fence }: Team, now: number) =>
		await stores.store.checkLinkRisk({ numberId, fence, now });
	/** The events of the number: name, state before, state after. */
	const told = async (team: Team) =>
		(await team.readFeed()).entries.map(({ item: { event, change } }) =>
			[event, change?.from, change?.to].join(' '),
		);
	/** Linked at noon, with what was told until then taken off. */
	async function linked() {
		const team = await openLinked(stores, 'unlinked');
		await note(team, 'linking');
		await note(team, 'ready');
		const before = (await told(team)).length;
		return { team, news: async () => (await told(team)).slice(before) };
	}

	describe('the standing of a linked number', () => {
		test('is told when its state changes, and only then', async () => {
			const team = await openLinked(stores, 'unlinked');
			for (const state of ['linking', 'linking', 'ready', 'degraded', 'ready'] as const) {
				await note(team, state);
			}
			await note(team, 'logged_out', { why: 'loggedOut' });
			await note(team, 'unlinked');

			expect(await told(team)).toEqual([
				'number.linking unlinked linking',
				'number.ready linking ready',
				'number.degraded ready degraded',
				'number.ready degraded ready',
				'number.logged_out ready logged_out',
			]);
			expect((await team.readFeed()).entries[0]?.item).toEqual({
				event: 'number.linking',
				eventId: expect.any(String) as string,
				workspace: team.workspaceId,
				number: expect.objectContaining({ id: team.numberId, mode: 'linked' }) as unknown,
				change: { field: 'state', from: 'unlinked', to: 'linking' },
			});
		});

		test.each(['offline', 'banned', 'restricted'] as const)('is told as %s', async (state) => {
			const { team, news } = await linked();
			await note(team, state, { why: 'reason' });

			expect(await news()).toEqual([`number.${state} ready ${state}`]);
			expect(await standing(team)).toMatchObject({ state, failure: failure('reason') });
		});

		test('keeps the words of its state until there are none', async () => {
			const { team, news } = await linked();
			await note(team, 'degraded', { why: 'first' });
			await note(team, 'degraded', { why: 'second' });
			await stores.restart();
			expect(await standing(team)).toMatchObject({ failure: failure('second') });
			await note(team, 'ready');

			expect(await standing(team)).toMatchObject({ state: 'ready', failure: null });
			expect(await news()).toHaveLength(2);
		});

		test('is written by nobody but the owner', async () => {
			const { team, news } = await linked();
			const as = team.fence;
			await team.takeOver();

			expect(await note(team, 'banned', { as })).toEqual({ isOwner: false });
			expect(await standing(team)).toMatchObject({ state: 'ready' });
			expect(await news()).toEqual([]);
		});

		test('decides whether messages go out', async () => {
			const { team } = await linked();
			await team.writtenBy();
			await team.queue();
			await note(team, 'logged_out');
			expect((await team.claim()).claimed).toEqual([]);
			await note(team, 'degraded');

			expect((await team.claim()).claimed).toHaveLength(1);
		});

		test('knows when it was linked last', async () => {
			const { team } = await linked();
			const times = { linkedAt: NOON, phoneSeenAt: NOON, connectedAt: NOON };
			expect(await standing(team)).toMatchObject(times);
			for (const state of ['degraded', 'ready', 'offline', 'ready'] as const) {
				await note(team, state, { now: NOON + HOUR });
			}
			expect(await standing(team)).toMatchObject({ linkedAt: NOON });
			await note(team, 'logged_out', { now: NOON + HOUR });
			await note(team, 'linking', { now: NOON + HOUR });
			await note(team, 'degraded', { now: NOON + 2 * HOUR });

			expect(await standing(team)).toMatchObject({
				linkedAt: NOON + 2 * HOUR,
				phoneSeenAt: NOON + 2 * HOUR,
			});
		});

		test('is forgotten when its state came by another way', async () => {
			const { team } = await linked();
			await note(team, 'degraded', { why: 'weather' });
			const { numberId } = team;
			await stores.store.setNumberState({ numberId, state: 'unlinked', now: NOON });
			const now = NOON + 30 * DAY_MS;

			expect(await check(team, now)).toEqual({ isOwner: true, state: 'unlinked' });
			expect(await standing(team, now)).toMatchObject({ failure: null });
		});

		test('is that of no number that nobody knows', async () => {
			expect(await stores.store.linkStanding({ numberId: 'nobody', now: NOON })).toBeNull();
		});
	});

	describe('a sign of life of the phone', () => {
		test('is written down once a minute, never back, and never ahead', async () => {
			const { team } = await linked();
			const after = async (at: number, now?: number) => {
				await seen(team, at, now);
				return ((await standing(team))?.phoneSeenAt ?? 0) - NOON;
			};

			expect(await after(NOON + MINUTE - 1)).toBe(0);
			expect(await after(NOON + MINUTE)).toBe(MINUTE);
			expect(await after(NOON - HOUR)).toBe(MINUTE);
			expect(await after(NOON + HOUR, NOON + 5 * MINUTE)).toBe(5 * MINUTE);
		});
	});

	describe('the link of a number whose phone is away', () => {
		const day = (count: number) => NOON + count * DAY_MS;

		test('is at risk from day 10, which is told on days 10, 12 and 13, once each', async () => {
			const { team, news } = await linked();
			const at = [day(10) - 1, day(10), day(10) + HOUR, day(12) - 1, day(12), day(12) + 1];
			const counts = [];
			for (const now of [...at, day(13) - 1, day(13), day(14), day(20)]) {
				await check(team, now);
				counts.push((await news()).length);
			}

			expect(counts).toEqual([0, 1, 1, 1, 2, 2, 2, 3, 3, 3]);
			expect(await news()).toEqual([
				'number.at_risk ready at_risk',
				'number.at_risk at_risk at_risk',
				'number.at_risk at_risk at_risk',
			]);
		});

		test('says why, in words that count the days', async () => {
			const { team } = await linked();
			expect(await check(team, day(10))).toEqual({ isOwner: true, state: 'at_risk' });
			const { failure: why } = (await standing(team, day(11) + HOUR)) ?? {};

			expect(why).toMatchObject({ name: 'phoneAway' });
			expect(why?.message).toContain('11 days');
			expect(why?.advice).toContain('2026-12-04 12:00 UTC');
		});

		test('is told no second time after a restart, a reconnection or by a new owner', async () => {
			const { team, news } = await linked();
			await check(team, day(10));
			await stores.restart();
			await team.takeOver(day(10));
			for (const state of ['degraded', 'ready', 'degraded', 'ready'] as const) {
				await note(team, state, { now: day(10) + SECOND });
			}
			await check(team, day(11));

			expect(await news()).toHaveLength(1);
			expect(await standing(team, day(11))).toMatchObject({ state: 'at_risk' });
		});

		test('is told once, of the last day, if nobody looked for days', async () => {
			const { team, news } = await linked();
			await check(team, day(13));
			await check(team, day(13) + 1);

			expect(await news()).toEqual(['number.at_risk ready at_risk']);
		});

		test('is safe again when the phone is seen, and that is told', async () => {
			const { team, news } = await linked();
			await check(team, day(12));
			await seen(team, day(12) + 1);
			expect(await check(team, day(12) + 1)).toEqual({ isOwner: true, state: 'ready' });
			expect(await news()).toEqual([
				'number.at_risk ready at_risk',
				'number.ready at_risk ready',
			]);
			await check(team, day(22) + 1);

			expect((await news()).at(-1)).toBe('number.at_risk ready at_risk');
		});

		test('goes back to what its connection says', async () => {
			const { team } = await linked();
			await check(team, day(10));
			await note(team, 'degraded', { now: day(10), why: 'weather' });
			await seen(team, day(10) + 1);

			expect(await check(team, day(10) + 1)).toMatchObject({ state: 'degraded' });
			expect(await standing(team, day(10) + 1)).toMatchObject({
				failure: failure('weather'),
			});
		});

		test('ends, as every link, by what the connection hears', async () => {
			const { team, news } = await linked();
			await check(team, day(13));
			await note(team, 'logged_out', { now: day(14) });
			await check(team, day(15));

			expect((await news()).slice(1)).toEqual(['number.logged_out at_risk logged_out']);
		});

		test.each(['offline', 'banned', 'restricted', 'logged_out'] as const)(
			'is no news to a number that is %s',
			async (state) => {
				const { team, news } = await linked();
				await note(team, state);
				await check(team, day(12));

				expect(await news()).toHaveLength(1);
				expect(await standing(team, day(12))).toMatchObject({ state });
			},
		);

		test('is looked at by nobody but the owner', async () => {
			const { team, news } = await linked();
			const { numberId, fence } = team;
			await team.takeOver();

			expect(
				await stores.store.checkLinkRisk({ numberId, fence, now: day(10) }),
			).toMatchObject({ isOwner: false });
			expect(await news()).toEqual([]);
		});

		test('is no news to a number that was never linked', async () => {
			const team = await openLinked(stores, 'unlinked');
			await check(team, NOON);
			await check(team, day(30));

			expect(await standing(team)).toMatchObject({ state: 'unlinked', phoneSeenAt: null });
			expect(await told(team)).toEqual([]);
		});
	});

	describe('the link of a number that does not connect', () => {
		const day = (count: number) => NOON + count * DAY_MS;

		test('is at risk ten days after its connection was lost', async () => {
			const { team, news } = await linked();
			await note(team, 'degraded', { now: day(3) });
			await seen(team, day(4));
			await check(team, day(13) - 1);
			expect(await news()).toEqual(['number.degraded ready degraded']);
			await check(team, day(13));

			expect(await standing(team, day(13))).toMatchObject({
				state: 'at_risk',
				connectedAt: day(3),
				failure: { name: 'connectionAway' },
			});
		});

		test('is at risk when n8n comes back after ten days, until it has connected', async () => {
			const { team, news } = await linked();
			await check(team, day(1));
			await stores.restart();
			await team.takeOver(day(11));
			await seen(team, day(11));
			expect(await check(team, day(11) - 1)).toMatchObject({ state: 'ready' });
			expect(await check(team, day(11))).toMatchObject({ state: 'at_risk' });
			await note(team, 'ready', { now: day(11) + 1 });

			expect(await news()).toEqual([
				'number.at_risk ready at_risk',
				'number.ready at_risk ready',
			]);
		});

		test('is safe as long as it is connected', async () => {
			const { team, news } = await linked();
			for (let n = 1; n <= 30; n += 1) {
				await seen(team, day(n));
				await check(team, day(n));
			}

			expect(await news()).toEqual([]);
			expect(await standing(team)).toMatchObject({ connectedAt: day(30) });
		});
	});

	describe('links to the link page', () => {
		test('are revoked by raising the version, of one number alone', async () => {
			const { team } = await linked();
			const other = await team.addNumber({ mode: 'linked' });
			const { numberId } = team;

			expect(await stores.store.revokeLinks({ numberId })).toEqual({ linkVersion: 1 });
			expect(await stores.store.revokeLinks({ numberId })).toEqual({ linkVersion: 2 });
			await stores.restart();
			expect(await standing(team)).toMatchObject({ linkVersion: 2 });
			expect(await standing(other)).toMatchObject({ linkVersion: 0 });
		});
	});
}
