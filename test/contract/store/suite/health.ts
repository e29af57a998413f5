import type { Cap } from '../../../../src/domain/caps/caps.ts';
import { ANNA, BEN, HOUR, inbound, NOON, phone, SECOND, status } from '../support/builders.ts';
import { limitsOf, pump } from '../support/caps.ts';
import {
	goes,
	NOBODY,
	offer,
	qualityOf,
	SPAM,
	startsPerHour,
	stranger,
	withHealth,
	writesTo,
} from '../support/health.ts';
import { idsOf, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const DAY = 24 * HOUR;
const iso = (ms: number) => new Date(ms).toISOString();

/** What bad answers of the other side do to a number, and how it recovers. */
export function describeHealth(stores: Stores): void {
	/** A linked number: it writes to whom it likes. Anna has written a while ago. */
	const open = async (...caps: readonly Cap[]): Promise<Team> => {
		const team = await openTeam(stores, { mode: 'linked', rules: withHealth(...caps) });
		await team.writtenBy(ANNA, NOON - 2 * DAY);
		return team;
	};
	/** How many more messages that are no replies go at a time. */
	const room = async (team: Team, now: number): Promise<number> => {
		const ids = [];
		for (let n = 0; n < 12; n += 1) ids.push(await team.queue(offer(ANNA), now));
		let count = 0;
		for (const id of ids) if (await goes(team, id, now)) count += 1;
		await team.store.cancel({ outboxIds: ids, refusal: null, now });
		return count;
	};
	const standing = async ({ numberId }: Team, now: number) =>
		(await stores.store.numberStanding({ numberId, now })).health;

	describe('a number that is held for a source of spam', () => {
		test('sends half of what its caps allow, and writes to nobody new for a while', async () => {
			const newChats = { name: 'newChatsPerHour', counts: 'newChats', limit: 5 } as const;
			const team = await open(startsPerHour(8), { ...newChats, windowMs: HOUR });
			expect(await writesTo(team, ANNA, NOON, SPAM)).toBe(true);
			const why = { reason: 'spam', code: 131048, recoversAt: NOON + DAY };

			expect(await limitsOf(team)).toEqual([
				{
					name: 'perHour',
					used: 1,
					cap: 4,
					resetsAt: NOON + HOUR,
					lowered: { ...why, from: 8 },
				},
				{
					name: 'newChatsPerHour',
					used: 0,
					cap: 2,
					resetsAt: null,
					lowered: { ...why, from: 5 },
				},
				{
					name: 'newChatsPaused',
					used: 0,
					cap: 0,
					resetsAt: NOON + 2 * HOUR,
					lowered: { ...why, from: null, recoversAt: NOON + 2 * HOUR },
				},
			]);
			expect(await standing(team, NOON)).toEqual({
				share: '1/2',
				reason: 'spam',
				code: 131048,
				since: NOON,
				recoversAt: NOON + DAY,
				wellAt: NOON + DAY,
				newChatsPausedUntil: NOON + 2 * HOUR,
			});
			const held = await team.queue(offer(stranger()));
			expect(await team.claim()).toMatchObject({ claimed: [], nextDueAt: NOON + 2 * HOUR });
			expect(await team.outcome(held)).toMatchObject({
				state: 'queued',
				reason: 'cap:newChatsPaused',
				until: NOON + 2 * HOUR,
			});
			expect(await room(team, NOON + SECOND)).toBe(3);
			expect(idsOf(await team.claim({ now: NOON + 2 * HOUR - 1 }))).toEqual([]);
			expect(idsOf(await team.claim({ now: NOON + 2 * HOUR }))).toEqual([held]);
			expect(await qualityOf(team)).toEqual([
				['health', '1', '1/2', 'spam'],
				['newChats', null, iso(NOON + 2 * HOUR), 'spam'],
				['newChats', iso(NOON + 2 * HOUR), null, 'recovered'],
			]);
		});

		test('answers all the same, however bad it stands, and whatever its caps count', async () => {
			const team = await open({ ...startsPerHour(24), counts: 'all' });
			for (const n of [0, 1, 2]) {
				expect(await writesTo(team, ANNA, NOON + n, SPAM)).toBe(true);
			}
			await team.writtenBy(BEN, NOON);
			const answer = { recipient: { kind: 'phone', phone: BEN } } as const;
			const ids = [];
			for (let n = 0; n < 22; n += 1) ids.push(await team.queue(answer));
			const went = await pump(team, NOON + 3, NOON + HOUR - 1);

			// The cap of its own counts replies, and 3 of its 24 places are taken.
			expect(ids.filter((id) => went.has(id))).toHaveLength(21);
			expect((await standing(team, NOON + 3))?.share).toBe('1/8');
			expect(await limitsOf(team, NOON + 3)).toMatchObject([
				{ name: 'perHour', used: 3, cap: 3 },
				{ name: 'newChatsPaused' },
			]);
		});

		test('hears it also when the message had been taken, and fails only then', async () => {
			const team = await open(startsPerHour(8));
			const id = await team.queue(offer(ANNA));
			await team.claim();
			const providerId = await team.sent(id);
			await team.hear(status({ providerId, status: 'failed', failure: SPAM }));
			await team.hear(status({ providerId, status: 'failed', failure: SPAM }));

			expect(await standing(team, NOON)).toMatchObject({ share: '1/2', reason: 'spam' });
			expect((await qualityOf(team)).map(([field]) => field)).toEqual(['health', 'newChats']);
		});

		test('takes what was on its way for the same sign, and what goes later for the next', async () => {
			const team = await open(startsPerHour(40));
			const ids = [];
			for (let n = 0; n < 3; n += 1) {
				await team.writtenBy(stranger(), NOON - 2 * DAY);
				const told = (await team.log()).at(-1)?.item.contact.phone ?? '';
				ids.push(await team.queue(offer(told)));
			}
			expect(idsOf(await team.claim({ limit: 3 }))).toEqual(ids);
			for (const id of ids) {
				await team.settle(id, { kind: 'failed', failure: SPAM }, { now: NOON + SECOND });
			}
			expect((await standing(team, NOON + SECOND))?.share).toBe('1/2');
			expect(await writesTo(team, ANNA, NOON + 2 * SECOND, SPAM)).toBe(true);

			expect(await standing(team, NOON + 2 * SECOND)).toMatchObject({
				share: '1/4',
				since: NOON + 2 * SECOND,
				newChatsPausedUntil: NOON + 2 * SECOND + 5 * HOUR,
			});
		});

		test('is not touched by other failures, nor by the failures of another number', async () => {
			const team = await open(startsPerHour(8));
			const other = await team.addNumber({ rules: withHealth(startsPerHour(8)) });
			const limit = { ...SPAM, name: 'rateLimit', code: 130429 };
			await writesTo(team, ANNA, NOON, limit);
			await other.writtenBy(BEN);
			const id = await other.queue({ recipient: { kind: 'phone', phone: BEN } });
			expect(await goes(other, id, NOON, SPAM)).toBe(true);

			expect(await standing(team, NOON)).toBeNull();
			expect(await standing(other, NOON)).toMatchObject({ share: '1/2' });
		});

		test('sends on as before where its profile says so', async () => {
			const rules = { ...withHealth(startsPerHour(8)), health: null };
			const team = await openTeam(stores, { mode: 'linked', rules });
			await writesTo(team, ANNA, NOON, SPAM);

			expect(await standing(team, NOON)).toBeNull();
			expect(await limitsOf(team)).toMatchObject([{ cap: 8 }]);
			expect(await qualityOf(team)).toEqual([]);
		});

		test('gets half of what it sent lately where it has no cap', async () => {
			const team = await open();
			for (let n = 0; n < 9; n += 1) await writesTo(team, ANNA, NOON + n);
			await writesTo(team, ANNA, NOON + 9, SPAM);
			const small = await team.addNumber({ mode: 'linked', rules: withHealth() });
			await writesTo(small, ANNA, NOON, SPAM);

			expect(await limitsOf(team, NOON + 9)).toMatchObject([
				{ name: 'perHour', used: 10, cap: 5, lowered: { from: null } },
				{ name: 'newChatsPaused' },
			]);
			expect((await limitsOf(small))?.[0]).toMatchObject({ name: 'perHour', cap: 2 });
			expect(await room(team, NOON + 10)).toBe(0);
			expect(await room(team, NOON + HOUR + 5)).toBe(1);
		});
	});

	describe('a number that recovers', () => {
		test('rises by one step after each day without a sign, to the millisecond, and says so', async () => {
			const team = await open(startsPerHour(8));
			await writesTo(team, ANNA, NOON, SPAM);
			await writesTo(team, ANNA, NOON + 1, SPAM);
			const wellAt = NOON + 1 + 2 * DAY;
			const capAt = async (now: number) =>
				(await limitsOf(team, now))?.find(({ name }) => name === 'perHour')?.cap;
			await stores.restart();

			expect([await capAt(wellAt - DAY - 1), await room(team, wellAt - DAY - 1)]).toEqual([
				2, 2,
			]);
			expect([await capAt(wellAt - DAY), await room(team, wellAt - DAY)]).toEqual([4, 2]);
			expect([await capAt(wellAt - 1), await room(team, wellAt - 1)]).toEqual([4, 4]);
			expect([await capAt(wellAt), await room(team, wellAt)]).toEqual([8, 4]);
			expect(await standing(team, wellAt)).toBeNull();
			expect((await qualityOf(team)).filter(([field]) => field === 'health')).toEqual([
				['health', '1', '1/2', 'spam'],
				['health', '1/2', '1/4', 'spam'],
				['health', '1/4', '1/2', 'recovered'],
				['health', '1/2', '1', 'recovered'],
			]);
		});

		test('tells each step, also of days in which nobody looked, and before a new sign', async () => {
			const team = await open(startsPerHour(8));
			await writesTo(team, ANNA, NOON, SPAM);
			await writesTo(team, ANNA, NOON + 1, SPAM);
			const id = await team.queue(offer(ANNA), NOON + DAY - HOUR);
			expect(idsOf(await team.claim({ now: NOON + DAY - HOUR }))).toEqual([id]);
			const now = NOON + DAY + HOUR;
			await team.settle(id, { kind: 'failed', failure: SPAM }, { now });
			await team.claim({ now: now + 3 * DAY });

			expect((await qualityOf(team)).slice(4)).toEqual([
				['newChats', iso(NOON + 1 + 5 * HOUR), null, 'recovered'],
				['health', '1/4', '1/2', 'recovered'],
				['health', '1/2', '1/4', 'spam'],
				['newChats', null, iso(now + 5 * HOUR), 'spam'],
				['health', '1/4', '1/2', 'recovered'],
				['health', '1/2', '1', 'recovered'],
				['newChats', iso(now + 5 * HOUR), null, 'recovered'],
			]);
		});

		test('does so also while a person has it paused', async () => {
			const team = await open(startsPerHour(8));
			await writesTo(team, ANNA, NOON, SPAM);
			const { numberId } = team;
			await stores.store.pauseNumber({ numberId, isPaused: true, now: NOON });
			await team.claim({ now: NOON + DAY });

			expect((await qualityOf(team)).slice(2)).toEqual([
				['health', '1/2', '1', 'recovered'],
				['newChats', iso(NOON + 2 * HOUR), null, 'recovered'],
			]);
		});

		test('foretells what then happens, through every step, in Send and in Preview', async () => {
			const team = await open(startsPerHour(8));
			await writesTo(team, ANNA, NOON, SPAM);
			await writesTo(team, ANNA, NOON + 1, SPAM);
			const from = NOON + DAY - 2 * HOUR;
			const ids = [];
			for (let n = 0; n < 12; n += 1) ids.push(await team.queue(offer(ANNA), from));
			ids.push(await team.queue(offer(stranger()), from));
			const said = (await team.outcomes(ids, from)).map(({ until }) => until);
			const looks = [NOON + DAY, NOON + 1 + DAY];
			const went = await pump(team, from, from + DAY, looks);

			expect(said).toEqual(ids.map((id) => NOON + (went.get(id) ?? NaN)));
			expect(said.slice(0, 12).map((at) => (at ?? 0) - from)).toEqual([
				...[0, 0, HOUR, HOUR],
				// The first step up is due a millisecond later than the second hour.
				...[2 * HOUR, 2 * HOUR, 2 * HOUR + 1, 2 * HOUR + 1],
				...[3 * HOUR, 3 * HOUR, 3 * HOUR + 1, 3 * HOUR + 1],
			]);
		});
	});

	describe('messages that reach nobody', () => {
		/** So many messages a second apart, of which the first so many reach nobody. */
		const campaign = async (team: Team, from: number, all: number, bad: number) => {
			for (let n = 0; n < all; n += 1) {
				const went = await writesTo(
					team,
					stranger(),
					from + n * SECOND,
					// The last one shows the share: only a failure makes it worse.
					n >= all - bad ? NOBODY : null,
				);
				expect(went).toBe(true);
			}
		};

		test.each([
			['one in three of three: too few to tell', 3, 3, null],
			['one of four', 4, 1, null],
			['two of four', 4, 2, '1/2'],
			['two of five', 5, 2, null],
			['three of six, which are as many as are looked at', 9, 3, '1/2'],
		])('are a sign by their share: %s', async (_, all, bad, share) => {
			const team = await open();
			await campaign(team, NOON, all, bad);

			expect((await standing(team, NOON + 10 * SECOND))?.share ?? null).toBe(share);
		});

		test('are counted anew after a sign, pause no new chats, and count a day', async () => {
			const team = await open();
			await campaign(team, NOON, 4, 4);
			expect(await standing(team, NOON + 4 * SECOND)).toMatchObject({
				share: '1/2',
				reason: 'undelivered',
				code: 131026,
				newChatsPausedUntil: null,
			});
			const later = NOON + 2 * HOUR;
			await campaign(team, later, 2, 2);
			expect((await standing(team, later))?.share).toBe('1/2');
			await campaign(team, later + HOUR, 2, 2);
			expect((await standing(team, later + HOUR))?.share).toBe('1/4');
			expect((await qualityOf(team)).map(([field, , , why]) => [field, why])).toEqual([
				['health', 'undelivered'],
				['health', 'undelivered'],
			]);
		});

		test('of yesterday say nothing of today', async () => {
			const team = await open();
			await campaign(team, NOON - DAY, 2, 2);
			await campaign(team, NOON, 2, 2);
			expect(await standing(team, NOON)).toBeNull();
			const nextDay = await open();
			await campaign(nextDay, NOON - DAY + 2 * SECOND, 2, 2);
			await campaign(nextDay, NOON, 2, 2);

			expect(await standing(nextDay, NOON)).toMatchObject({ share: '1/2' });
		});
	});

	describe('strangers who do not answer', () => {
		/** Writes to so many; of these, so many answer. */
		const openers = async (team: Team, from: number, all: number, answers: number) => {
			for (let n = 0; n < all; n += 1) {
				const who = stranger();
				expect(await writesTo(team, who, from + n)).toBe(true);
				if (n < answers) {
					await team.receive(inbound({ sender: [phone(who)], sentAt: from + n + HOUR }));
				}
			}
		};
		const next = async (team: Team, now: number) => {
			await writesTo(team, stranger(), now);
			return (await standing(team, now))?.share ?? null;
		};

		test('are a sign once they have had a day, to the millisecond', async () => {
			const team = await open();
			await openers(team, NOON - 3, 4, 1);

			expect(await next(team, NOON + DAY - 1)).toBeNull();
			expect(await next(team, NOON + DAY)).toBe('1/2');
			expect(await qualityOf(team)).toEqual([['health', '1', '1/2', 'unanswered']]);
			// They were a sign, and are none again.
			expect(await next(team, NOON + DAY + 1)).toBe('1/2');
		});

		test('are none where enough answer, where they are too few, or not reached', async () => {
			const some = await open();
			await openers(some, NOON, 4, 2);
			const few = await open();
			await openers(few, NOON, 3, 0);
			const unreached = await open();
			await openers(unreached, NOON, 3, 0);
			await writesTo(unreached, stranger(), NOON + 5, NOBODY);

			for (const team of [some, few, unreached]) {
				expect(await next(team, NOON + DAY + HOUR)).toBeNull();
			}
		});

		test('slow new chats down at once: the next goes under the lower cap', async () => {
			const newChats = { name: 'newChatsPerHour', counts: 'newChats', limit: 4 } as const;
			const team = await open({ ...newChats, windowMs: HOUR });
			await openers(team, NOON, 4, 0);
			const now = NOON + DAY + HOUR;
			for (let n = 0; n < 4; n += 1) await team.queue(offer(stranger()), now);

			expect(await team.claim({ now })).toMatchObject({ claimed: [], nextDueAt: now });
			expect((await team.claim({ now })).claimed).toHaveLength(2);
			expect((await team.claim({ now })).claimed).toHaveLength(0);
		});

		test('hold nobody up who is no stranger', async () => {
			const team = await open();
			await openers(team, NOON, 4, 0);
			expect(await writesTo(team, ANNA, NOON + DAY + HOUR)).toBe(true);

			expect(await standing(team, NOON + DAY + HOUR)).toBeNull();
		});
	});

	describe('two processes', () => {
		test('know the same: what one settles slows what the other claims', async () => {
			const team = await open(startsPerHour(4));
			const id = await team.queue(offer(ANNA));
			await team.claim({ limit: 1 });
			const other = await stores.another();
			const { fence, numberId } = team;
			const outcome = { kind: 'failed', failure: SPAM } as const;
			const pace = { intervalMs: 0, burst: 1 };
			const place = { numberId, outboxId: id, fence };
			await other.settle({ ...place, outcome, retryAt: null, pace, now: NOON });

			expect(await room(team, NOON + 1)).toBe(1);
		});

		test('count a sign once each, at the same time', async () => {
			const team = await open(startsPerHour(400));
			const other = await stores.another();
			const { fence, numberId } = team;
			const ids: string[] = [];
			for (let n = 0; n < 6; n += 1) {
				const who = stranger();
				await team.writtenBy(who, NOON - 2 * DAY);
				ids.push(await team.queue(offer(who)));
			}
			await team.claim({ limit: 6 });
			const outcome = { kind: 'failed', failure: SPAM } as const;
			const pace = { intervalMs: 0, burst: 1 };
			await Promise.all(
				ids.map((outboxId, n) =>
					(n % 2 === 0 ? other : team.store).settle({
						numberId,
						outboxId,
						fence,
						outcome,
						retryAt: null,
						pace,
						now: NOON + SECOND,
					}),
				),
			);

			expect((await standing(team, NOON + SECOND))?.share).toBe('1/2');
			expect(await qualityOf(team)).toHaveLength(2);
		});
	});
}
