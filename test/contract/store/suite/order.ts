import { NO_CAPS } from '../../../../src/domain/caps/caps.ts';
import { ANNA, BEN, failure, HOUR, MINUTE, NOON, SECOND } from '../support/builders.ts';
import { idsOf, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const toBen = { recipient: { kind: 'phone', phone: BEN } } as const;

/** Which message goes next. */
export function describeOrder(stores: Stores): void {
	describe('the outbox', () => {
		async function teamOfTwoCustomers(): Promise<Team> {
			const team = await openTeam(stores);
			await team.writtenBy(ANNA);
			await team.writtenBy(BEN);
			return team;
		}
		/** Claims one by one, sending each, until nothing is due. */
		async function drain(team: Team, now: number): Promise<string[]> {
			const order: string[] = [];
			for (;;) {
				const [id] = idsOf(await team.claim({ limit: 1, now }));
				if (id === undefined) return order;
				order.push(id);
				await team.sent(id, now);
			}
		}

		test('is emptied by priority', async () => {
			const team = await teamOfTwoCustomers();
			const internal = await team.queue({ category: 'internal' });
			const marketing = await team.queue({ category: 'marketing' });
			const service = await team.queue({ category: 'service' });
			const reply = await team.queue({ category: 'reply' });

			expect(await drain(team, NOON)).toEqual([reply, service, marketing, internal]);
		});

		test('is emptied by urgency within a category, and never past another one', async () => {
			const team = await teamOfTwoCustomers();
			const ids = new Map<string, string>();
			for (const category of ['marketing', 'reply'] as const) {
				for (const urgency of ['low', 'normal', 'high'] as const) {
					ids.set(`${category} ${urgency}`, await team.queue({ category, urgency }));
				}
			}
			ids.set('reply', await team.queue({ category: 'reply' }));
			await stores.restart();
			const order = await drain(team, NOON);

			expect(order).toEqual(
				[
					...['reply high', 'reply normal', 'reply', 'reply low'],
					...['marketing high', 'marketing normal', 'marketing low'],
				].map((name) => ids.get(name)),
			);
		});

		test('lets what is urgent past what waits for a cap, also where another kind is full', async () => {
			const rules = {
				...NO_CAPS,
				caps: [
					{ name: 'perHour', counts: 'starts', limit: 1, windowMs: HOUR },
					{ name: 'perDay', counts: 'all', limit: 3, windowMs: 24 * HOUR },
				] as const,
			};
			const team = await openTeam(stores, { rules });
			for (const customer of [ANNA, BEN]) await team.writtenBy(customer);
			await team.queue({ category: 'marketing', urgency: 'low' });
			const urgent = await team.queue({ category: 'marketing', urgency: 'high' });
			expect(await drain(team, NOON)).toEqual([urgent]);
			// The cap of campaigns is full from here on.
			const service = await team.queue({ category: 'service', urgency: 'low' });
			const reply = await team.queue({ category: 'reply', urgency: 'high' });

			expect(await drain(team, NOON)).toEqual([reply, service]);
		});

		test('is emptied by due time within a priority', async () => {
			const team = await teamOfTwoCustomers();
			const later = await team.queue({ notBefore: NOON + 2 * SECOND });
			const sooner = await team.queue({ notBefore: NOON + SECOND });
			const urgent = await team.queue({ ...toBen, category: 'reply' }, NOON + SECOND);
			const idle = await team.queue({ category: 'service' });

			expect(await drain(team, NOON + MINUTE)).toEqual([sooner, urgent, later, idle]);
		});

		test('is emptied in the order of enqueuing among messages due at once', async () => {
			const team = await teamOfTwoCustomers();
			const ids: string[] = [];
			for (let n = 0; n < 8; n += 1) ids.push(await team.queue(n % 2 ? toBen : {}));

			expect(await drain(team, NOON)).toEqual(ids);
		});

		test('keeps its order over a restart', async () => {
			const team = await teamOfTwoCustomers();
			const ids = [await team.queue(), await team.queue(toBen)];
			await stores.restart();
			ids.push(await team.queue());

			expect(await drain(team, NOON)).toEqual(ids);
		});

		test('holds a message until the millisecond it is due', async () => {
			const team = await teamOfTwoCustomers();
			const notBefore = NOON + MINUTE;
			const id = await team.queue({ notBefore });

			expect(await team.claim({ now: notBefore - 1 })).toEqual({
				claimed: [],
				refused: [],
				nextDueAt: notBefore,
				isOwner: true,
				isEmpty: false,
				perSecond: 80,
			});
			expect(idsOf(await team.claim({ now: notBefore }))).toEqual([id]);
		});

		test('says the earliest time at which a message can be due', async () => {
			const team = await teamOfTwoCustomers();
			await team.queue({ notBefore: NOON + 2 * MINUTE });
			await team.queue({ ...toBen, notBefore: NOON + MINUTE });

			expect((await team.claim()).nextDueAt).toBe(NOON + MINUTE);
		});

		test('says no time for messages behind one that is on its way', async () => {
			const team = await teamOfTwoCustomers();
			const first = await team.queue();
			const second = await team.queue({ notBefore: NOON + MINUTE });

			expect(await team.claim()).toMatchObject({
				claimed: [{ outboxId: first }],
				nextDueAt: null,
			});
			await team.sent(first);
			expect((await team.claim()).nextDueAt).toBe(NOON + MINUTE);
			expect(idsOf(await team.claim({ now: NOON + MINUTE }))).toEqual([second]);
		});

		test('gives out one message of a conversation at a time', async () => {
			const team = await teamOfTwoCustomers();
			const [first, second] = [await team.queue(), await team.queue()];
			const other = await team.queue(toBen);

			expect(idsOf(await team.claim())).toEqual([first, other]);
			expect(idsOf(await team.claim())).toEqual([]);
			await team.sent(first);
			expect(idsOf(await team.claim())).toEqual([second]);
		});

		test.each(['failed', 'unknown'] as const)(
			'goes on with a conversation after one ended as %s',
			async (kind) => {
				const team = await teamOfTwoCustomers();
				const [first, second] = [await team.queue(), await team.queue()];
				await team.claim();
				await team.settle(first, { kind, failure: failure() });

				expect(idsOf(await team.claim())).toEqual([second]);
			},
		);
	});

	describe('a message that is to be tried again', () => {
		const retryAt = NOON + 4 * SECOND;

		async function retrying() {
			const team = await openTeam(stores);
			await team.writtenBy(BEN);
			const first = await team.hand();
			const second = await team.queue();
			const other = await team.queue(toBen);
			const outcome = { kind: 'retry', failure: failure(), afterMs: null } as const;
			await team.settle(first, outcome, { retryAt });
			return { team, first, second, other };
		}

		test('holds the later ones of its conversation, and no other', async () => {
			const { team, other } = await retrying();

			expect(await team.claim({ now: retryAt - 1 })).toMatchObject({
				claimed: [{ outboxId: other }],
			});
			expect(await team.claim({ now: retryAt - 1 })).toMatchObject({
				claimed: [],
				nextDueAt: retryAt,
			});
		});

		test('goes before the later ones, as its second attempt', async () => {
			const { team, first, second } = await retrying();
			await team.claim({ now: retryAt - 1 });

			expect((await team.claim({ now: retryAt })).claimed).toMatchObject([
				{ outboxId: first, attempt: 2 },
			]);
			await team.sent(first, retryAt);
			expect(idsOf(await team.claim({ now: retryAt }))).toEqual([second]);
		});

		test('keeps its place over a restart', async () => {
			const { team, first, other } = await retrying();
			await stores.restart();

			expect(idsOf(await team.claim({ now: retryAt - 1 }))).toEqual([other]);
			expect(idsOf(await team.claim({ now: retryAt }))).toEqual([first]);
		});

		test('lets the later ones go once it is cancelled', async () => {
			const { team, first, second, other } = await retrying();
			await stores.store.cancel({ outboxIds: [first], refusal: null, now: NOON });

			expect(idsOf(await team.claim({ now: NOON }))).toEqual([second, other]);
		});

		test('lets an earlier one of its conversation go when that is due', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const early = await team.queue({ notBefore: NOON + SECOND });
			const late = await team.queue();
			await team.claim();
			const outcome = { kind: 'retry', failure: failure(), afterMs: null } as const;
			await team.settle(late, outcome, { retryAt });

			expect(idsOf(await team.claim({ now: NOON + SECOND }))).toEqual([early]);
		});
	});
}
