import { EVENT_TYPES } from '../../../../src/domain/event.ts';
import { DEFAULT_SETTINGS } from '../../../../src/domain/settings.ts';
import type { CutKind } from '../../../../src/ports/store.ts';
import { HOUR, inbound, NOON, unique } from '../support/builders.ts';
import { last, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const DAY = 24 * HOUR;

/** Deletes until nothing is left to cut. @returns how many rows went each time */
export async function cutAll(
	team: Team,
	what: CutKind,
	now: number,
	limit = 500,
): Promise<readonly number[]> {
	const { workspaceId, store } = team;
	const rounds: number[] = [];
	for (;;) {
		const { cut } = await store.cut({ workspaceId, what, limit, now });
		if (cut === 0) return rounds;
		rounds.push(cut);
	}
}

/** How long the log, its readers and receivers are kept, to the millisecond. */
export function describeRetention(stores: Stores): void {
	/** With as many messages and, if there are any, the beginning of their conversation. */
	async function teamWithEvents(count: number): Promise<Team> {
		const team = await openTeam(stores);
		if (count > 0) await team.receive(...Array.from({ length: count }, () => inbound()));
		return team;
	}
	const touch = async (consumer: string, now: number): Promise<null> =>
		await stores.store.touchCursors({ consumers: [consumer], now });

	describe('the settings of a workspace', () => {
		test('are the defaults until something is set', async () => {
			const { workspaceId } = await openTeam(stores);

			expect(await stores.store.getSettings({ workspaceId })).toEqual({
				eventDays: 90,
				outboxDays: 35,
				messageDays: null,
				unansweredMinutes: 60,
				unassignedMinutes: 30,
				reopenHours: 24,
				privateAddresses: false,
				optOutWords: [],
				optInWords: [],
				optOutConfirmation: null,
			});
		});

		test('are set one by one, each the last time', async () => {
			const { workspaceId } = await openTeam(stores);
			const save = async (change: object) =>
				await stores.store.saveSettings({ workspaceId, change, now: NOON });
			await save({ eventDays: 7, privateAddresses: true });
			await save({ eventDays: null, messageDays: 30 });
			const expected = {
				...DEFAULT_SETTINGS,
				eventDays: null,
				messageDays: 30,
				privateAddresses: true,
			};

			expect(await save({})).toEqual(expected);
			await stores.restart();
			expect(await stores.store.getSettings({ workspaceId })).toEqual(expected);
		});

		test('are those of no other workspace', async () => {
			const { workspaceId } = await openTeam(stores);
			const other = (await openTeam(stores)).workspaceId;
			await stores.store.saveSettings({ workspaceId, change: { eventDays: 1 }, now: NOON });

			expect(await stores.store.getSettings({ workspaceId: other })).toEqual(
				DEFAULT_SETTINGS,
			);
			expect(await stores.store.listWorkspaces({})).toEqual(
				expect.arrayContaining([workspaceId, other]),
			);
		});
	});

	describe('an event', () => {
		test('is kept for 90 days, and no millisecond longer', async () => {
			const team = await teamWithEvents(1);

			expect(await cutAll(team, 'events', NOON + 90 * DAY)).toEqual([]);
			expect(await team.eventNames()).toEqual(['message.received']);
			expect(await cutAll(team, 'events', NOON + 90 * DAY + 1)).toEqual([3]);
			expect(await team.eventNames()).toEqual([]);
		});

		test('is kept as long as the workspace has set, or without end', async () => {
			const [team, other] = [await teamWithEvents(1), await teamWithEvents(1)];
			const set = async ({ workspaceId }: Team, eventDays: number | null) =>
				await stores.store.saveSettings({ workspaceId, change: { eventDays }, now: NOON });
			await set(team, 2);
			await set(other, null);

			expect(await cutAll(team, 'events', NOON + 2 * DAY)).toEqual([]);
			expect(await cutAll(team, 'events', NOON + 2 * DAY + 1)).toEqual([3]);
			expect(await cutAll(other, 'events', NOON + 10_000 * DAY)).toEqual([]);
		});

		test('goes with others, so many at a time', async () => {
			const team = await teamWithEvents(5);

			expect(await cutAll(team, 'events', NOON + 91 * DAY, 2)).toEqual([2, 2, 2, 1]);
		});

		test('goes with its deliveries, which count as well', async () => {
			const team = await teamWithEvents(0);
			const consumer = unique('trigger');
			await team.position(consumer);
			await team.receive(inbound(), inbound(), inbound());
			const { entries } = await team.readFeed({ types: EVENT_TYPES });
			for (const { seq, item } of entries) {
				const key = { consumer, eventId: item.eventId };
				await stores.store.beginDelivery({ ...key, seq, attempt: 1, now: NOON });
				await stores.store.settleDelivery({ ...key, position: seq, now: NOON });
			}
			const { item } = last(await team.log());

			expect(await cutAll(team, 'events', NOON + 91 * DAY, 4)).toEqual([2, 2, 1]);
			expect(await stores.store.getDelivery({ consumer, eventId: item.eventId })).toBeNull();
		});

		test('stays while a trigger has still to read it', async () => {
			const team = await teamWithEvents(0);
			const [quick, slow] = [unique('trigger'), unique('trigger')];
			await team.position(quick);
			await team.position(slow);
			await team.receive(inbound(), inbound());
			await stores.store.moveCursor({ consumer: quick, position: 4, now: NOON });
			await stores.store.moveCursor({ consumer: slow, position: 3, now: NOON });

			expect(await cutAll(team, 'events', NOON + 91 * DAY)).toEqual([3]);
			await stores.store.moveCursor({ consumer: slow, position: 4, now: NOON });
			expect(await cutAll(team, 'events', NOON + 91 * DAY)).toEqual([1]);
		});

		test('stays while its delivery is open, wherever the cursor is', async () => {
			const team = await teamWithEvents(0);
			const consumer = unique('trigger');
			await team.position(consumer);
			await team.receive(inbound(), inbound());
			const [first] = await team.log();
			const key = { consumer, eventId: first?.item.eventId ?? '' };
			await stores.store.beginDelivery({ ...key, seq: 1, attempt: 1, now: NOON });
			await stores.store.moveCursor({ consumer, position: 4, now: NOON });

			expect(await cutAll(team, 'events', NOON + 91 * DAY)).toEqual([3]);
			expect(await team.log()).toHaveLength(1);
			await stores.store.settleDelivery({ ...key, position: 4, now: NOON });
			expect(await cutAll(team, 'events', NOON + 91 * DAY)).toEqual([1]);
		});

		test('of another workspace stays', async () => {
			const [team, other] = [await teamWithEvents(1), await teamWithEvents(1)];
			await cutAll(team, 'events', NOON + 91 * DAY);

			expect(await other.log()).toHaveLength(1);
		});

		test('is cut once by two processes that cut at the same time', async () => {
			const team = await teamWithEvents(9);
			const { workspaceId } = team;
			const cut = { workspaceId, what: 'events', limit: 2, now: NOON + 91 * DAY } as const;
			const both = [stores.store, await stores.another()];
			const rounds = await Promise.all(
				Array.from({ length: 12 }, (_, turn) => both[turn % 2]?.cut(cut)),
			);

			expect(rounds.reduce((sum, round) => sum + (round?.cut ?? 0), 0)).toBe(11);
			expect(await team.log()).toEqual([]);
		});
	});

	describe('a cursor', () => {
		const unread = NOON + 30 * DAY;

		test('that nobody reads by goes after 30 days, and no millisecond earlier', async () => {
			const team = await teamWithEvents(0);
			const consumer = unique('trigger');
			await team.position(consumer);
			await team.receive(inbound());

			expect(await cutAll(team, 'cursors', unread)).toEqual([]);
			expect(await team.position(consumer)).toBe(0);
			expect(await cutAll(team, 'cursors', unread + 1)).toEqual([1]);
			expect(await team.position(consumer)).toBe(3);
		});

		test('holds no event any more once it has gone', async () => {
			const team = await teamWithEvents(0);
			await team.position(unique('trigger'));
			await team.receive(inbound());

			expect(await cutAll(team, 'events', NOON + 91 * DAY)).toEqual([]);
			await cutAll(team, 'cursors', NOON + 91 * DAY);
			expect(await cutAll(team, 'events', NOON + 91 * DAY)).toEqual([3]);
		});

		test.each(['touched', 'opened'])('that was %s is kept for 30 days more', async (how) => {
			const team = await teamWithEvents(0);
			const [consumer, { workspaceId }] = [unique('trigger'), team];
			await team.position(consumer);
			await team.receive(inbound());
			const now = unread;
			if (how === 'touched') await touch(consumer, now);
			else await stores.store.openCursor({ consumer, workspaceId, from: 'resume', now });

			expect(await cutAll(team, 'cursors', unread + 30 * DAY)).toEqual([]);
			expect(await cutAll(team, 'cursors', unread + 30 * DAY + 1)).toEqual([1]);
		});

		test('is never made older by touching it', async () => {
			const team = await teamWithEvents(0);
			const consumer = unique('trigger');
			await team.position(consumer);
			await touch(consumer, NOON - DAY);

			expect(await cutAll(team, 'cursors', unread)).toEqual([]);
		});

		async function withDeliveries(count: number) {
			const team = await teamWithEvents(0);
			const consumer = unique('trigger');
			await team.position(consumer);
			await team.receive(...Array.from({ length: count }, () => inbound()));
			for (const { seq, item } of await team.log()) {
				const delivery = { consumer, eventId: item.eventId, seq, attempt: 1, now: NOON };
				await stores.store.beginDelivery(delivery);
			}
			return { team, consumer };
		}

		test('goes after its deliveries, so many at a time', async () => {
			const { team, consumer } = await withDeliveries(3);
			const { item } = last(await team.log());

			expect(await cutAll(team, 'cursors', unread + 1, 2)).toEqual([2, 1, 1]);
			const key = { consumer, eventId: item.eventId };
			expect(await stores.store.getDelivery(key)).toBeNull();
		});

		test('whose trigger comes back between two cuts begins at the end', async () => {
			const { team, consumer } = await withDeliveries(3);
			const { workspaceId } = team;
			const now = unread + 1;
			await stores.store.cut({ workspaceId, what: 'cursors', limit: 2, now });
			const opened = { consumer, workspaceId, from: 'resume', now } as const;

			expect(await stores.store.openCursor(opened)).toEqual({ position: 5 });
			expect(await cutAll(team, 'cursors', now)).toEqual([]);
		});
	});

	describe('a receiver', () => {
		async function withReceiver(removed: readonly (number | null)[]) {
			const team = await openTeam(stores);
			const phoneNumberId = team.number.phoneNumberId ?? '';
			const mode = 'production' as const;
			for (const [index, now] of removed.entries()) {
				const webhookId = unique(`webhook-${index}`);
				await stores.store.saveReceiver({
					webhookId,
					workspaceId: team.workspaceId,
					phoneNumberId,
					workflowId: 'workflow',
					url: `https://example.com/${index}`,
					mode,
					now: NOON + index,
				});
				if (now !== null) await stores.store.removeReceiver({ webhookId, mode, now });
			}
			const left = async () =>
				(await stores.store.listReceivers({ phoneNumberId })).map(({ url }) =>
					Number(url.at(-1)),
				);
			return { team, left };
		}

		test('is remembered for 30 days after it went, and no millisecond longer', async () => {
			const { team, left } = await withReceiver([NOON, null]);

			expect(await cutAll(team, 'receivers', NOON + 30 * DAY)).toEqual([]);
			expect(await cutAll(team, 'receivers', NOON + 30 * DAY + 1)).toEqual([1]);
			expect(await left()).toEqual([1]);
		});

		test('that was the last of its number is remembered for ever', async () => {
			const { team, left } = await withReceiver([NOON, NOON + 2, NOON + 1]);

			expect(await cutAll(team, 'receivers', NOON + 1_000 * DAY, 1)).toEqual([1, 1]);
			expect(await left()).toEqual([1]);
		});
	});
}
