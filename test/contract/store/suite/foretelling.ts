import { NO_CAPS, type CapRules } from '../../../../src/domain/caps/caps.ts';
import type { Category } from '../../../../src/domain/outbox.ts';
import type { Draft } from '../../../../src/ports/store.ts';
import { ANNA, BEN, draft, failure, HOUR, MINUTE, NOON, SECOND } from '../support/builders.ts';
import { capPerDay, capPerHour, forecastsOf, perHour, pump } from '../support/caps.ts';
import { openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const DAY = 24 * HOUR;

/** When what waits under caps will go, as it is said and as it then happens. */
export function describeForetelling(stores: Stores): void {
	/** Puts so many different messages to Anna into the outbox. */
	const queueMany = async (team: Team, count: number, given: Partial<Draft> = {}) => {
		const ids: string[] = [];
		for (let n = 0; n < count; n += 1) ids.push(await team.queue({ ...text(n), ...given }));
		return ids;
	};
	const text = (n: number): Partial<Draft> => ({
		content: { type: 'text', text: `Message ${n}`, linkPreview: false },
		category: 'service',
	});
	/** Lets so many go, a second apart. */
	const sendOneByOne = async (team: Team, count: number) => {
		for (let n = 0; n < count; n += 1) {
			const now = NOON + n * SECOND;
			for (const { outboxId } of (await team.claim({ limit: 1, now })).claimed) {
				await team.sent(outboxId, now);
			}
		}
	};
	const heldAt = async (team: Team, ids: readonly string[], now: number) =>
		(await team.outcomes(ids, now)).map(({ reason, until }) => [
			reason,
			until === null ? null : until - NOON,
		]);

	describe('what is held by a cap', () => {
		test('says when it will really go: the 21st, the 40th and the 41st under 20 an hour', async () => {
			const team = await openTeam(stores, { rules: perHour(20) });
			await team.writtenBy();
			const ids = await queueMany(team, 61);
			await sendOneByOne(team, 20);
			const asked = [20, 39, 40, 59, 60].map((index) => ids[index] ?? '');

			expect(await heldAt(team, asked, NOON + MINUTE)).toEqual([
				['cap:perHour', HOUR],
				['cap:perHour', HOUR + 19 * SECOND],
				['cap:perHour', 2 * HOUR],
				['cap:perHour', 2 * HOUR + 19 * SECOND],
				['cap:perHour', 3 * HOUR],
			]);
			const went = await pump(team, NOON + MINUTE, NOON + 4 * HOUR);
			expect(asked.map((id) => went.get(id))).toEqual([
				HOUR,
				HOUR + 19 * SECOND,
				2 * HOUR,
				2 * HOUR + 19 * SECOND,
				3 * HOUR,
			]);
		});

		test('is not held by a cap that the last free place is left of', async () => {
			const team = await openTeam(stores, { rules: perHour(2) });
			await team.writtenBy();
			const ids = await queueMany(team, 3);

			expect(await heldAt(team, ids, NOON)).toEqual([
				['pacing', 0],
				['pacing', 0],
				['cap:perHour', HOUR],
			]);
		});

		test('says the same after a restart, and from another process', async () => {
			const team = await openTeam(stores, { rules: perHour(1) });
			await team.writtenBy();
			const ids = await queueMany(team, 2);
			await sendOneByOne(team, 1);
			await stores.restart();
			const second = ids.slice(1);
			const expected = [['cap:perHour', HOUR]];

			expect(await heldAt(team, second, NOON + MINUTE)).toEqual(expected);
			const other = await stores.another();
			const pace = { intervalMs: 0, burst: 1 };
			const now = NOON + MINUTE;
			expect(await other.outcomes({ outboxIds: second, now, pace })).toMatchObject([
				{ reason: 'cap:perHour', until: NOON + HOUR },
			]);
		});

		test('lets what is more urgent go first', async () => {
			const team = await openTeam(stores, { rules: perHour(1) });
			await team.writtenBy();
			const [campaign = ''] = await queueMany(team, 1, { category: 'marketing' });
			const [reply = ''] = await queueMany(team, 1, { category: 'reply' });

			expect(await heldAt(team, [campaign, reply], NOON)).toEqual([
				['cap:perHour', HOUR],
				['pacing', 0],
			]);
		});

		test('waits behind a message of its chat that is to be tried again, and says so', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			await team.writtenBy(BEN);
			const [first = '', second = ''] = await queueMany(team, 2);
			const [other = ''] = await queueMany(team, 1, {
				recipient: { kind: 'phone', phone: BEN },
			});
			await team.claim({ limit: 1 });
			const retryAt = NOON + 5 * MINUTE;
			const outcome = { kind: 'retry', failure: failure(), afterMs: null } as const;
			await team.settle(first, outcome, { retryAt });
			// It was there before, and keeps nobody up who is no part of the chat.
			const expected = [
				['retrying', 5 * MINUTE],
				['pacing', 5 * MINUTE],
				['pacing', 0],
			];

			expect(await heldAt(team, [first, second, other], NOON)).toEqual(expected);
			expect(await forecastsOf(team, [draft(text(9))])).toEqual([
				{ verdict: 'queued', reason: 'pacing', until: retryAt },
			]);
			const went = await pump(team, NOON, NOON + HOUR);
			expect([first, second, other].map((id) => went.get(id))).toEqual(
				expected.map(([, at]) => at),
			);
		});

		test('waits behind one that is tried again also under a cap', async () => {
			const team = await openTeam(stores, { rules: perHour(2) });
			await team.writtenBy();
			const ids = await queueMany(team, 3);
			await team.claim({ limit: 1 });
			const outcome = { kind: 'neverLeft', failure: failure() } as const;
			await team.settle(ids[0] ?? '', outcome, { retryAt: NOON + MINUTE });
			const said = await heldAt(team, ids, NOON);
			const went = await pump(team, NOON, NOON + 2 * HOUR);

			expect(said.map(([, at]) => at)).toEqual([MINUTE, MINUTE, HOUR + MINUTE]);
			expect(ids.map((id) => went.get(id))).toEqual(said.map(([, at]) => at));
		});

		test('has no time if it will be too old by then', async () => {
			const team = await openTeam(stores, { rules: perHour(1) });
			await team.writtenBy();
			const ids = await queueMany(team, 2, { expiresAt: NOON + HOUR });

			expect(await heldAt(team, ids, NOON)).toEqual([
				['pacing', 0],
				['cap:perHour', null],
			]);
		});

		test('says no time for what lies behind more than is looked at', async () => {
			const team = await openTeam(stores, { rules: perHour(100) });
			await team.writtenBy();
			const many = Array.from({ length: 2_001 }, (_, n) => draft(text(n)));
			const results = await team.enqueue(many);
			const ids = results.flatMap((result) =>
				result.kind === 'queued' ? result.outboxId : [],
			);

			expect(await heldAt(team, [ids[1_999] ?? '', ids[2_000] ?? ''], NOON)).toEqual([
				['cap:perHour', expect.any(Number)],
				['cap:perHour', null],
			]);
		});

		test('is free of the caps of another number', async () => {
			const team = await openTeam(stores, { rules: perHour(1) });
			const other = await team.addNumber({ rules: perHour(1) });
			await team.writtenBy();
			await other.writtenBy(BEN);
			await queueMany(team, 3);
			const [id = ''] = await queueMany(other, 1, {
				recipient: { kind: 'phone', phone: BEN },
			});

			expect(await heldAt(other, [id], NOON)).toEqual([['pacing', 0]]);
		});
	});

	describe('a preview of many', () => {
		const everything: CapRules = {
			caps: [
				capPerHour(4),
				capPerDay(14),
				{ name: 'newChatsPerHour', counts: 'newChats', limit: 2, windowMs: HOUR },
			],
			warmUp: [
				{ untilDay: 1, perDay: 6, newChatsPerDay: 3 },
				{ untilDay: 2, perDay: 9, newChatsPerDay: 3 },
			],
			// Without chance, so that what is foretold can be exact.
			gap: {
				starts: { minMs: 10 * SECOND, maxMs: 10 * SECOND },
				replies: { minMs: 3 * SECOND, maxMs: 3 * SECOND },
			},
			unanswered: 3,
			duplicateMs: DAY,
			sameTextPerHour: 3,
			quietHours: { from: 21 * 60, to: 8 * 60 },
			health: null,
		};
		/** A customer of Berlin and one of Auckland, with different nights. */
		const people = [ANNA, BEN, '+4915100000003', '+64211234567', '+64211234568'];
		const categories: readonly Category[] = ['reply', 'service', 'marketing', 'internal'];
		/** A mix without a pattern. */
		const mixed = (): readonly Draft[] =>
			Array.from({ length: 40 }, (_, n) => ({
				...draft(),
				recipient: {
					kind: 'phone' as const,
					phone: people[(n * n) % people.length] ?? ANNA,
				},
				content: { type: 'text' as const, text: `Text ${(n * 7) % 9}`, linkPreview: false },
				category: categories[(n * 3 + (n % 5)) % 4] ?? 'service',
				notBefore: n % 6 === 0 ? NOON + n * MINUTE : null,
				expiresAt: NOON + (n % 9 === 0 ? 3 * HOUR : 6 * DAY),
			}));
		const told = (forecast: Awaited<ReturnType<typeof forecastsOf>>[number]): unknown => {
			if (!('verdict' in forecast)) return forecast.kind;
			switch (forecast.verdict) {
				case 'sent':
					return 0;
				case 'queued':
					return forecast.until === null ? forecast.reason : forecast.until - NOON;
				case 'refused':
				case 'skipped':
					return forecast.reason;
			}
		};

		test.each([
			['a linked number', { mode: 'linked' as const }],
			['a young linked number', { mode: 'linked' as const, linkedAt: NOON - HOUR }],
		])('is what then happens, under all caps at once, for %s', async (_, given) => {
			const team = await openTeam(stores, {
				...given,
				rules: everything,
				timeZone: 'Europe/Berlin',
			});
			await team.writtenBy(ANNA, NOON - HOUR);
			const drafts = mixed();
			const foretold = (await forecastsOf(team, drafts)).map(told);
			const ids = (await team.enqueue(drafts)).map((result) =>
				result.kind === 'queued' ? result.outboxId : '',
			);
			const saidThen = await heldAt(team, ids, NOON);
			const steps = [NOON - HOUR + DAY, NOON - HOUR + 2 * DAY];
			const went = await pump(team, NOON, NOON + 6 * DAY, steps);
			const ends = await team.outcomes(ids, NOON + 6 * DAY);
			const happened = ends.map(({ outboxId, state, reason }) => {
				const time = went.get(outboxId);
				if (time !== undefined) return time;
				return state === 'refused' && reason !== 'expired' ? reason : 'too old';
			});

			// Who never answers gets no more until it is too late.
			const same = foretold.map((one) =>
				one === 'cap:unanswered' || one === 'expired' ? 'too old' : one,
			);
			expect(same).toEqual(happened);
			expect(saidThen.map(([, until]) => until)).toEqual(
				happened.map((one) => (typeof one === 'number' ? one : null)),
			);
			expect(new Set(happened.map((one) => typeof one))).toEqual(
				new Set(['number', 'string']),
			);
		});

		test('comes behind what already waits, and writes nothing', async () => {
			const team = await openTeam(stores, { rules: perHour(2) });
			await team.writtenBy();
			const waiting = await queueMany(team, 3);
			const drafts = [draft({ ...text(10) }), draft({ ...text(11) })];
			const before = await forecastsOf(team, drafts);

			expect(before).toEqual([
				{ verdict: 'queued', reason: 'cap:perHour', until: NOON + HOUR },
				{ verdict: 'queued', reason: 'cap:perHour', until: NOON + 2 * HOUR },
			]);
			expect(await forecastsOf(team, drafts)).toEqual(before);
			expect(await heldAt(team, waiting.slice(2), NOON)).toEqual([['cap:perHour', HOUR]]);
		});

		test('takes the second message to somebody new for no new chat any more', async () => {
			const newChats = { name: 'newChatsPerHour', counts: 'newChats', limit: 1 } as const;
			const rules = { ...NO_CAPS, caps: [{ ...newChats, windowMs: HOUR }] };
			const team = await openTeam(stores, { rules, mode: 'linked' });
			const drafts = [ANNA, BEN, ANNA].map((phone, n) =>
				draft({ ...text(n), recipient: { kind: 'phone', phone } }),
			);
			const foretold = (await forecastsOf(team, drafts)).map(told);
			const ids = (await team.enqueue(drafts)).map((result) =>
				result.kind === 'queued' ? result.outboxId : '',
			);
			const went = await pump(team, NOON, NOON + 2 * HOUR);

			expect(foretold).toEqual([0, HOUR, 0]);
			expect(ids.map((id) => went.get(id))).toEqual(foretold);
		});

		test('behind more than is looked at names no time, unless it is more urgent', async () => {
			const team = await openTeam(stores, { rules: perHour(100) });
			await team.writtenBy();
			await team.enqueue(Array.from({ length: 2_000 }, (_, n) => draft(text(n))));
			const drafts = [draft(text(2_000)), draft({ ...text(2_001), category: 'reply' })];

			expect(await forecastsOf(team, drafts)).toEqual([
				{ verdict: 'queued', reason: 'cap:perHour', until: null },
				{ verdict: 'sent' },
			]);
		});

		test('tells the same text to many people apart from texts that differ', async () => {
			const rules = { ...NO_CAPS, sameTextPerHour: 2 };
			const team = await openTeam(stores, { rules, mode: 'linked' });
			const to = (phone: string, body: string) =>
				draft({
					recipient: { kind: 'phone', phone },
					content: { type: 'text', text: body, linkPreview: false },
					category: 'marketing',
				});
			const drafts = [
				...people.map((phone) => to(phone, 'Sale!')),
				to('+4915100000009', 'Hello'),
			];

			expect((await forecastsOf(team, drafts)).map(told)).toEqual([
				0,
				0,
				HOUR,
				HOUR,
				2 * HOUR,
				0,
			]);
		});
	});
}
