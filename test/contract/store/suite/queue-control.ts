import type { QueueFilter } from '../../../../src/ports/store.ts';
import { CLOUD_RECIPIENT_PACE } from '../../../../src/domain/caps/recipient-pace.ts';
import { ANNA, BEN, HOUR, MINUTE, NOON, SECOND } from '../support/builders.ts';
import { perHour } from '../support/caps.ts';
import { idsOf, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** What a person sees and takes out of the queue of a number. */
export function describeQueueControl(stores: Stores): void {
	const all = ({ workspaceId, numberId }: Team): QueueFilter => ({
		workspaceId,
		numberId,
		sequence: null,
		who: null,
		now: NOON,
	});
	const list = async (team: Team, given: Partial<QueueFilter> = {}, limit = 50) =>
		await stores.store.listQueue({
			...all(team),
			pace: CLOUD_RECIPIENT_PACE,
			limit,
			...given,
		});
	const cancel = async (team: Team, given: Partial<QueueFilter> = {}) =>
		(await stores.store.cancelQueued({ ...all(team), ...given })).outboxIds;
	const toBen = { recipient: { kind: 'phone', phone: BEN } } as const;

	describe('the queue of a number', () => {
		test('lists what waits in the order in which it goes, with reason and time', async () => {
			const team = await openTeam(stores, { rules: perHour(1) });
			await team.writtenBy(ANNA);
			await team.writtenBy(BEN);
			const later = await team.queue({
				...toBen,
				category: 'marketing',
				sequence: 's',
				step: '2',
			});
			const first = await team.queue({ category: 'service' }, NOON + SECOND);
			const [one, two, ...more] = await list(team, { now: NOON + SECOND });

			expect(more).toEqual([]);
			expect(one).toMatchObject({
				outboxId: first,
				contact: { phone: ANNA },
				category: 'service',
				sequence: null,
				step: null,
				reason: 'pacing',
				until: NOON + SECOND,
				createdAt: NOON + SECOND,
			});
			expect(two).toMatchObject({
				outboxId: later,
				contact: { phone: BEN },
				category: 'marketing',
				sequence: 's',
				step: '2',
				reason: 'cap:perHour',
				until: NOON + SECOND + HOUR,
			});
			expect((await list(team, {}, 1)).map(({ outboxId }) => outboxId)).toEqual([first]);
		});

		test('shows neither what has left nor what another number has to send', async () => {
			const team = await openTeam(stores);
			const other = await team.addNumber();
			await team.hand();
			await other.queue(toBen);

			expect(await list(team)).toEqual([]);
			expect(await cancel(team)).toEqual([]);
			expect(await list(other)).toHaveLength(1);
		});
	});

	describe('taking out of a queue', () => {
		test('takes a sequence, and leaves the rest', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const gone = [await team.queue({ sequence: 's' }), await team.queue({ sequence: 's' })];
			const left = [await team.queue({ sequence: 'other' }), await team.queue()];

			expect(new Set(await cancel(team, { sequence: 's' }))).toEqual(new Set(gone));
			expect((await team.outcomes([...gone, ...left])).map(({ state }) => state)).toEqual([
				'cancelled',
				'cancelled',
				'queued',
				'queued',
			]);
			expect(await cancel(team, { sequence: 's' })).toEqual([]);
		});

		test('takes what goes to one person', async () => {
			const team = await openTeam(stores);
			const [anna, ben] = [await team.queue(), await team.queue(toBen)];

			expect(await cancel(team, { who: { kind: 'phone', phone: BEN } })).toEqual([ben]);
			expect(await cancel(team, { who: { kind: 'phone', phone: '+4915100000099' } })).toEqual(
				[],
			);
			expect((await list(team)).map(({ outboxId }) => outboxId)).toEqual([anna]);
		});

		test('takes all, but not what is on its way', async () => {
			const team = await openTeam(stores);
			const handed = await team.hand();
			const waiting = [await team.queue(toBen), await team.queue()];

			expect(new Set(await cancel(team))).toEqual(new Set(waiting));
			expect(await team.stateOf(handed)).toEqual({ state: 'handing', reason: null });
		});

		test('takes nothing of another workspace', async () => {
			const team = await openTeam(stores);
			const stranger = await openTeam(stores);
			await team.queue();

			expect(await cancel(team, { workspaceId: stranger.workspaceId })).toEqual([]);
		});

		test('gives the keys back: what was cancelled can be sent again', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const first = await team.queue({ idempotencyKey: 'campaign:anna' });
			await cancel(team);
			const second = await team.queue({ idempotencyKey: 'campaign:anna' });

			expect(second).not.toBe(first);
			expect(idsOf(await team.claim({ now: NOON + MINUTE }))).toEqual([second]);
		});
	});
}
