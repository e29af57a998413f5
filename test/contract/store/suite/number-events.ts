import type { CapRules } from '../../../../src/domain/caps/caps.ts';
import { NO_CAPS } from '../../../../src/domain/caps/caps.ts';
import { BEN, HOUR, NOON, SECOND } from '../support/builders.ts';
import { capPerDay, capPerHour, perHour, pump } from '../support/caps.ts';
import { openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** What happens to a number itself, as triggers hear it. */
export function describeNumberEvents(stores: Stores): void {
	const eventsOf = async (team: Team) =>
		(
			await team.readFeed({
				types: ['number.paused', 'number.resumed', 'number.cap_reached'],
			})
		).entries;
	const changes = async (team: Team) =>
		(await eventsOf(team)).map(({ item }) => [item.event, item.change?.to]);
	const queueMany = async (team: Team, count: number) => {
		for (let n = 0; n < count; n += 1) {
			await team.queue({
				content: { type: 'text', text: `Message ${n}`, linkPreview: false },
				category: 'service',
			});
		}
	};

	describe('an event of a number', () => {
		test('tells that it was paused and resumed, once each, and of nobody’s conversation', async () => {
			const team = await openTeam(stores, { state: 'offline', label: 'Shop' });
			const { numberId, number, workspaceId } = team;
			for (const isPaused of [true, true, false, false]) {
				await stores.store.pauseNumber({ numberId, isPaused, now: NOON });
			}
			const [paused, resumed, ...more] = await eventsOf(team);

			expect(more).toEqual([]);
			expect(paused).toMatchObject({ conversationId: numberId, delivery: null });
			expect(paused?.item).toEqual({
				event: 'number.paused',
				eventId: expect.any(String) as string,
				workspace: workspaceId,
				number: {
					id: numberId,
					label: 'Shop',
					phone: null,
					mode: 'cloud',
					group: null,
				},
				change: { field: 'state', from: 'offline', to: 'paused' },
			});
			expect(resumed?.item).toMatchObject({
				number: { id: number.id },
				change: { field: 'state', from: 'paused', to: 'offline' },
			});
		});

		test('tells that a cap holds messages, once in its window, and again in the next', async () => {
			const team = await openTeam(stores, { rules: perHour(2) });
			await team.writtenBy();
			await queueMany(team, 5);
			await pump(team, NOON, NOON + HOUR - 1);
			await team.claim({ now: NOON + 30 * SECOND });
			expect(await changes(team)).toEqual([['number.cap_reached', 'perHour']]);
			await stores.restart();
			await team.claim({ now: NOON + HOUR - 1 });
			expect(await changes(team)).toHaveLength(1);
			await pump(team, NOON + HOUR, NOON + HOUR);

			expect(await changes(team)).toHaveLength(2);
			expect((await eventsOf(team))[0]?.item.change).toEqual({
				field: 'cap',
				from: null,
				to: 'perHour',
			});
		});

		test('is not told of a cap that is full while nothing waits, or only later', async () => {
			const team = await openTeam(stores, { rules: perHour(1) });
			await team.writtenBy();
			await queueMany(team, 1);
			await pump(team, NOON, NOON);
			expect(await changes(team)).toEqual([]);
			await team.queue({ notBefore: NOON + SECOND });
			await team.claim({ now: NOON + SECOND - 1 });
			expect(await changes(team)).toEqual([]);
			await team.claim({ now: NOON + SECOND });

			expect(await changes(team)).toHaveLength(1);
		});

		test('names the cap that decides', async () => {
			const rules: CapRules = { ...NO_CAPS, caps: [capPerHour(1), capPerDay(1)] };
			const team = await openTeam(stores, { rules });
			await team.writtenBy();
			await queueMany(team, 2);
			await pump(team, NOON, NOON);

			expect(await changes(team)).toEqual([['number.cap_reached', 'perDay']]);
		});

		test('is heard by the triggers of the number, and of no other', async () => {
			const team = await openTeam(stores);
			const other = await team.addNumber();
			await other.writtenBy(BEN);
			await stores.store.pauseNumber({
				numberId: team.numberId,
				isPaused: true,
				now: NOON,
			});
			const heardBy = async ({ numberId }: Team) =>
				(await team.readFeed({ numberId, types: ['number.paused'] })).entries.length;

			expect([await heardBy(team), await heardBy(other)]).toEqual([1, 0]);
		});
	});
}
