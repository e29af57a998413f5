import type { TemplateContent } from '../../../../src/domain/outgoing/template.ts';
import { NO_CAPS } from '../../../../src/domain/caps/caps.ts';
import { failure, HOUR, MINUTE, NOON, SECOND, unique, draft } from '../support/builders.ts';
import { forecastsOf, limitsOf } from '../support/caps.ts';
import { facts } from '../support/facts.ts';
import { idsOf, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const DAY = 24 * HOUR;

const hello: TemplateContent = {
	type: 'template',
	name: 'hello',
	language: 'en_US',
	category: 'UTILITY',
	text: 'Hello',
	components: [],
} as unknown as TemplateContent;

/** The limit of people outside the window, which the numbers of a portfolio share. */
export function describePortfolio(stores: Stores): void {
	const phoneOf = (n: number) => `+4915200${String(n).padStart(6, '0')}`;
	const toPerson = (n: number) =>
		({
			recipient: { kind: 'phone', phone: phoneOf(n) },
			content: hello,
			category: 'service',
		}) as const;
	/** Meta names the limit of the portfolio for this number. */
	const limitTo = async (team: Team, most: number, portfolioId: string) => {
		const { numberId } = team;
		const seen = facts({ portfolioId, messagingLimit: `TIER_${most}` });
		const input = { numberId, state: 'ready', facts: seen, perSecond: 80 } as const;
		await stores.store.noteNumber({ ...input, businessAccountId: null, now: NOON });
	};
	const open = async (most: number) => {
		const team = await openTeam(stores);
		const portfolioId = unique('portfolio');
		await limitTo(team, most, portfolioId);
		return { team, portfolioId };
	};
	/** Claims and settles until nothing goes any more. @returns what went */
	const drain = async (team: Team, now = NOON): Promise<readonly string[]> => {
		const went: string[] = [];
		for (;;) {
			const ids = idsOf(await team.claim({ now }));
			if (ids.length === 0) return went;
			for (const id of ids) await team.sent(id, now);
			went.push(...ids);
		}
	};
	const queueMany = async (team: Team, people: readonly number[], now = NOON) => {
		const ids: string[] = [];
		for (const n of people) ids.push(await team.queue(toPerson(n), now));
		return ids;
	};

	describe('the messaging limit of a portfolio', () => {
		test('lets so many people be reached, and one more a day after the first', async () => {
			const { team } = await open(3);
			const [first, ...others] = await queueMany(team, [1, 2, 3, 4]);
			expect(idsOf(await team.claim({ limit: 1 }))).toEqual([first]);
			await team.sent(first ?? '');
			expect(await drain(team, NOON + SECOND)).toEqual(others.slice(0, 2));
			const [fourth = ''] = others.slice(2);
			expect(await team.outcome(fourth, NOON + MINUTE)).toMatchObject({
				state: 'queued',
				reason: 'cap:portfolio',
				until: NOON + DAY,
			});
			expect(await team.claim({ now: NOON + MINUTE })).toMatchObject({
				claimed: [],
				nextDueAt: NOON + DAY,
			});
			const full = { name: 'portfolio', used: 3, cap: 3, resetsAt: NOON + DAY };
			expect(await limitsOf(team, NOON + DAY - 1)).toEqual([full]);
			expect(await drain(team, NOON + DAY - 1)).toEqual([]);
			await stores.restart();
			expect(await drain(team, NOON + DAY - 1)).toEqual([]);

			expect(await drain(team, NOON + DAY)).toEqual([fourth]);
			expect(await limitsOf(team, NOON + DAY)).toEqual([
				{ ...full, resetsAt: NOON + DAY + SECOND },
			]);
		});

		test('counts people, not messages, and none who has written within a day', async () => {
			const { team } = await open(2);
			await queueMany(team, [1, 1, 2, 2]);
			// The pace of a recipient leaves a burst of so many.
			expect(await drain(team)).toHaveLength(4);
			await team.writtenBy(phoneOf(3));
			const inside = await queueMany(team, [3]);
			const again = await queueMany(team, [1]);

			expect(new Set(await drain(team))).toEqual(new Set([...inside, ...again]));
			expect(await limitsOf(team)).toMatchObject([{ name: 'portfolio', used: 2 }]);
			await queueMany(team, [4]);
			expect(await drain(team)).toEqual([]);
		});

		test('is shared by the numbers of the portfolio, and by no others', async () => {
			const { team, portfolioId } = await open(2);
			const sister = await team.addNumber();
			await limitTo(sister, 2, portfolioId);
			const stranger = await team.addNumber();
			await limitTo(stranger, 2, unique('portfolio'));
			const [one] = await queueMany(team, [1]);
			const [two] = await queueMany(sister, [2]);
			expect([await drain(team), await drain(sister)]).toEqual([[one], [two]]);
			const [same] = await queueMany(sister, [1]);
			await queueMany(sister, [3]);
			await queueMany(team, [3]);
			const [other] = await queueMany(stranger, [3]);

			expect([await drain(team), await drain(sister), await drain(stranger)]).toEqual([
				[],
				[same],
				[other],
			]);
			expect(await limitsOf(team)).toMatchObject([{ used: 2, cap: 2 }]);
			expect(await limitsOf(sister)).toMatchObject([{ used: 2, cap: 2 }]);
		});

		test('holds for two processes that send for two numbers at the same time', async () => {
			const other = await stores.another();
			const pace = { intervalMs: 0, burst: 1 };
			const claimOne = async ({ numberId, fence }: Team, store: Stores['store']) => {
				const input = { numberId, fence, limit: 1, pace, random: 0.5, now: NOON };
				return idsOf(await store.claim(input)).length;
			};
			const wins: number[] = [];
			for (let round = 0; round < 20; round += 1) {
				const { team, portfolioId } = await open(1);
				const sister = await team.addNumber();
				await limitTo(sister, 1, portfolioId);
				await queueMany(team, [1]);
				await queueMany(sister, [2]);
				const [one, two] = await Promise.all([
					claimOne(team, stores.store),
					claimOne(sister, other),
				]);
				wins.push(one + two);
			}

			expect(wins).toEqual(Array.from({ length: 20 }, () => 1));
		}, 60_000);

		test('gives back whom a message never reached, and keeps whom it may have', async () => {
			const { team } = await open(1);
			const [lost = ''] = await queueMany(team, [1]);
			await team.claim();
			const never = { kind: 'neverLeft', failure: failure() } as const;
			await team.settle(lost, never, { retryAt: NOON + HOUR });
			const [next = ''] = await queueMany(team, [2]);
			expect(idsOf(await team.claim())).toEqual([next]);
			const unknown = { kind: 'unknown', failure: failure() } as const;
			await team.settle(next, unknown);

			expect(await drain(team, NOON + HOUR)).toEqual([]);
			expect(await limitsOf(team, NOON + HOUR)).toMatchObject([{ used: 1 }]);
		});

		test('refuses what may not go outside the window, whoever was reached', async () => {
			const { team } = await open(1);
			await queueMany(team, [1]);
			await drain(team);
			const { content, ...freely } = draft({ category: 'service' });
			const text = await team.queue({
				...freely,
				content,
				recipient: { kind: 'phone', phone: phoneOf(2) },
			});

			expect((await team.claim()).refused).toEqual([text]);
			expect(await team.stateOf(text)).toEqual({ state: 'refused', reason: 'windowClosed' });
		});

		test('is foretold for a whole campaign', async () => {
			const { team } = await open(2);
			await queueMany(team, [1]);
			await drain(team);
			const drafts = [1, 2, 3, 4].map((n) => draft(toPerson(n)));
			const held = { verdict: 'queued', reason: 'cap:portfolio' };

			expect(await forecastsOf(team, drafts, NOON + MINUTE)).toEqual([
				{ verdict: 'sent' },
				{ verdict: 'sent' },
				// Person 1 was written to again a minute later.
				{ ...held, until: NOON + MINUTE + DAY },
				{ ...held, until: NOON + MINUTE + DAY },
			]);
		});

		test('is told once a day while it holds somebody back', async () => {
			const { team } = await open(1);
			await queueMany(team, [1]);
			await drain(team);
			await team.claim({ now: NOON + SECOND });
			const told = async () =>
				(await team.readFeed({ types: ['number.cap_reached'] })).entries.map(
					({ item }) => item.change?.to,
				);
			expect(await told()).toEqual([]);
			await queueMany(team, [2]);
			await team.claim({ now: NOON + 2 * SECOND });
			await team.claim({ now: NOON + HOUR });

			expect(await told()).toEqual(['portfolio']);
		});

		test('is none while Meta names none, and none of a linked number', async () => {
			const team = await openTeam(stores, { rules: NO_CAPS });
			await queueMany(team, [1, 2, 3]);
			expect(await drain(team)).toHaveLength(3);
			expect(await limitsOf(team)).toEqual([]);
			const { numberId } = team;
			const seen = facts({ messagingLimit: 'TIER_UNLIMITED', portfolioId: 'p' });
			const input = { numberId, state: 'ready', facts: seen, perSecond: 80 } as const;
			await stores.store.noteNumber({ ...input, businessAccountId: null, now: NOON });

			expect(await limitsOf(team)).toEqual([]);
		});
	});
}
