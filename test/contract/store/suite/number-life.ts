import {
	ATTEMPTS_WINDOW_MS,
	MOST_ATTEMPTS,
} from '../../../../src/domain/number/number-attempts.ts';
import type { NumberState } from '../../../../src/domain/number/number.ts';
import { PENDING_TOO_LONG_MS } from '../../../../src/domain/number/number-news.ts';
import type { NoteNumber } from '../../../../src/ports/store.ts';
import { MINUTE, NOON } from '../support/builders.ts';
import { facts } from '../support/facts.ts';
import { openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** What is counted of a number's registration, and what is told of what Meta says of it. */
export function describeNumberLife(stores: Stores): void {
	describe('the attempts of a step that Meta counts', () => {
		const begin = async (team: Team, now = NOON, store = stores.store) =>
			await store.beginAttempt({ numberId: team.numberId, kind: 'registration', now });
		const beginMany = async (team: Team, count: number, now = NOON) => {
			for (let n = 0; n < count; n += 1) await begin(team, now);
		};

		test('are free up to the tenth, and again at the edge of 72 hours', async () => {
			const team = await openTeam(stores);
			await beginMany(team, MOST_ATTEMPTS - 1);
			const resetsAt = NOON + ATTEMPTS_WINDOW_MS;
			expect(await begin(team, NOON + MINUTE)).toMatchObject({
				isFree: true,
				attempts: { used: 10, limit: 10, resetsAt },
			});
			const usedUp = { isFree: false, attempts: { used: 10, limit: 10, resetsAt } };
			expect(await begin(team, NOON + MINUTE)).toEqual(usedUp);
			expect(await begin(team, resetsAt - 1)).toEqual(usedUp);
			expect(await begin(team, resetsAt)).toMatchObject({
				isFree: true,
				attempts: { used: 2, resetsAt: resetsAt + MINUTE },
			});
		});

		test('are the same after a restart, and for two processes at once', async () => {
			const team = await openTeam(stores);
			await beginMany(team, MOST_ATTEMPTS - 2);
			await stores.restart();
			const other = await stores.another();
			const answers = await Promise.all(
				[0, 1, 2, 3].map((n) => begin(team, NOON, n % 2 === 0 ? stores.store : other)),
			);

			expect(answers.filter(({ isFree }) => isFree)).toHaveLength(2);
		});

		test('that never reached Meta count no more', async () => {
			const team = await openTeam(stores);
			await beginMany(team, MOST_ATTEMPTS - 1);
			const last = await begin(team);
			if (!last.isFree) throw new Error('It was not free');
			await stores.store.forgetAttempt({ attemptId: last.attemptId });

			expect(await begin(team)).toMatchObject({ isFree: true });
			expect(await begin(team)).toMatchObject({ isFree: false });
		});

		test('of other numbers and other steps are counted apart', async () => {
			const team = await openTeam(stores);
			const other = await team.addNumber();
			await beginMany(team, MOST_ATTEMPTS);
			const { numberId } = team;
			const code = await stores.store.beginAttempt({ numberId, kind: 'code', now: NOON });

			expect([code.isFree, (await begin(other)).isFree]).toEqual([true, true]);
			expect(await stores.store.numberLife({ numberId, now: NOON })).toMatchObject({
				facts: null,
				seenAt: null,
				attempts: {
					registration: { used: 10 },
					code: { used: 1 },
					verification: { used: 0 },
				},
			});
		});
	});

	describe('what Meta says of a number', () => {
		const note = async (team: Team, given: Partial<NoteNumber> = {}) => {
			const seen = { state: 'ready' as const, facts: facts(), perSecond: 80, now: NOON };
			const { numberId } = team;
			const input = { numberId, businessAccountId: null, ...seen, ...given };
			return (await stores.store.noteNumber(input)).state;
		};
		const told = async (team: Team) =>
			(await team.readFeed()).entries.map(({ item }) => [
				item.event,
				item.change?.field,
				item.change?.from,
				item.change?.to,
			]);

		test('the first time tells nothing, and the same again neither', async () => {
			const team = await openTeam(stores, { state: null });
			expect(await note(team, { state: 'restricted' })).toBe('restricted');
			await note(team, { state: 'restricted', now: NOON + MINUTE });

			expect(await told(team)).toEqual([]);
			const { numberId } = team;
			expect(await stores.store.numberLife({ numberId, now: NOON })).toMatchObject({
				facts: facts(),
				seenAt: NOON + MINUTE,
			});
			expect(await stores.store.numberStanding({ numberId, now: NOON })).toMatchObject({
				state: 'restricted',
			});
		});

		test('tells each change of state and quality once', async () => {
			const team = await openTeam(stores);
			await note(team);
			const states: NumberState[] = ['restricted', 'ready', 'offline', 'banned', 'banned'];
			for (const state of states) await note(team, { state });
			await note(team, { state: 'banned', facts: facts({ quality: 'RED' }) });
			await note(team, { state: 'banned', facts: facts({ quality: null }) });

			expect(await told(team)).toEqual([
				['number.restricted', 'state', 'ready', 'restricted'],
				['number.ready', 'state', 'restricted', 'ready'],
				['number.offline', 'state', 'ready', 'offline'],
				['number.banned', 'state', 'offline', 'banned'],
				['number.quality', 'quality', 'GREEN', 'RED'],
			]);
		});

		test('a number that worked and is pending has to be verified again, and waits for it', async () => {
			const team = await openTeam(stores);
			await note(team);
			expect(await note(team, { state: 'pending' })).toBe('reverify_needed');
			expect(await note(team, { state: 'pending' })).toBe('reverify_needed');
			expect(await note(team, { state: 'verified' })).toBe('verified');
			expect(await note(team, { state: 'ready' })).toBe('ready');

			expect(await told(team)).toEqual([
				['number.reverify_needed', 'state', 'ready', 'reverify_needed'],
				['number.ready', 'state', 'verified', 'ready'],
			]);
		});

		test('a number that waits for 12 hours is told of, once, also after a restart', async () => {
			const team = await openTeam(stores, { state: null });
			await note(team, { state: 'pending' });
			const { numberId } = team;
			await stores.store.setNumberState({ numberId, state: 'code_sent', now: NOON });
			const late = NOON + PENDING_TOO_LONG_MS;
			expect(await note(team, { state: 'pending', now: late - 1 })).toBe('code_sent');
			expect(await told(team)).toEqual([]);
			await note(team, { state: 'verified', now: late });
			await stores.restart();
			await note(team, { state: 'verified', now: late + MINUTE });

			expect(await told(team)).toEqual([
				['number.pending_too_long', 'state', null, 'verified'],
			]);
		});

		test('a number that becomes ready and is pending again has its 12 hours anew', async () => {
			const team = await openTeam(stores, { state: null });
			const late = NOON + PENDING_TOO_LONG_MS;
			await note(team, { state: 'pending' });
			await note(team, { state: 'pending', now: late });
			await note(team, { state: 'ready', now: late });
			await note(team, { state: 'verified', now: late });
			await note(team, { state: 'verified', now: late + PENDING_TOO_LONG_MS - 1 });
			const names = async () => (await told(team)).map(([name]) => name);
			expect(await names()).toEqual(['number.pending_too_long', 'number.ready']);
			await note(team, { state: 'verified', now: late + PENDING_TOO_LONG_MS });

			expect((await names()).at(-1)).toBe('number.pending_too_long');
		});

		test('changes its pace, unless a credential names one', async () => {
			const team = await openTeam(stores);
			const own = await team.addNumber({ ownPerSecond: 5, perSecond: 80 });
			for (const one of [team, own]) await note(one, { perSecond: 1_000 });
			const paceOf = async ({ numberId }: Team) =>
				(await stores.store.numberStanding({ numberId, now: NOON })).perSecond;

			expect([await paceOf(team), await paceOf(own)]).toEqual([1_000, 5]);
		});
	});
}
