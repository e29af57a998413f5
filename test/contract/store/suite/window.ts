import { ANNA, BEN, HOUR, NOON } from '../support/builders.ts';
import { idsOf, openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const NOTHING = {
	claimed: [],
	refused: [],
	nextDueAt: null,
	isEmpty: false,
	isOwner: true,
	perSecond: 80,
};

/** What comes too late, looked at when it is claimed: window and expiry. */
export function describeWindow(stores: Stores): void {
	describe('the window of 24 hours', () => {
		const expiry = NOON + 24 * HOUR;

		test('is open until the last millisecond before its end', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const id = await team.queue();

			expect(await team.claim({ now: expiry - 1 })).toMatchObject({
				claimed: [{ outboxId: id }],
				refused: [],
			});
		});

		test('is closed at its end', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const id = await team.queue();

			expect(await team.claim({ now: expiry })).toEqual({ ...NOTHING, refused: [id] });
			expect(await team.outcome(id)).toMatchObject({
				state: 'refused',
				reason: 'windowClosed',
				windowExpiresAt: expiry,
			});
		});

		test('that closes while the message waits is not asked about before the claim', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const id = await team.queue({}, expiry - 1);

			expect((await team.outcome(id, expiry - 1)).state).toBe('queued');
			expect((await team.claim({ now: expiry })).refused).toEqual([id]);
		});

		test('that opens while the message waits lets it go', async () => {
			const team = await openTeam(stores);
			const id = await team.queue();
			await team.writtenBy();

			expect(idsOf(await team.claim())).toEqual([id]);
		});

		test('that opens again while the message waits lets it go', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const id = await team.queue();
			await team.writtenBy(ANNA, expiry);

			expect(idsOf(await team.claim({ now: expiry }))).toEqual([id]);
		});

		test('never opened for somebody who has not written', async () => {
			const team = await openTeam(stores);
			const id = await team.queue();

			expect(await team.claim()).toEqual({ ...NOTHING, refused: [id] });
			expect(await team.outcome(id)).toMatchObject({
				state: 'refused',
				reason: 'windowClosed',
				windowExpiresAt: null,
			});
		});

		test('is the same after a restart', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const [early, late] = [await team.queue(), await team.queue()];
			await stores.restart();

			expect(idsOf(await team.claim({ now: expiry - 1 }))).toEqual([early]);
			await team.sent(early);
			expect((await team.claim({ now: expiry })).refused).toEqual([late]);
		});

		test('does not bind a linked number', async () => {
			const team = await openTeam(stores, { mode: 'linked' });
			const id = await team.queue();

			expect(idsOf(await team.claim())).toEqual([id]);
		});

		test('of one customer refuses no other’s message', async () => {
			const team = await openTeam(stores);
			await team.writtenBy(ANNA);
			const refused = await team.queue({ recipient: { kind: 'phone', phone: BEN } });
			const claimed = await team.queue();

			const result = await team.claim();
			expect([idsOf(result), result.refused]).toEqual([[claimed], [refused]]);
		});
	});

	describe('a message that expires', () => {
		const expiresAt = NOON + HOUR;

		test('goes until the last millisecond before it does', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const id = await team.queue({ expiresAt });

			expect(idsOf(await team.claim({ now: expiresAt - 1 }))).toEqual([id]);
		});

		test('is refused from then on', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const id = await team.queue({ expiresAt });

			expect(await team.claim({ now: expiresAt })).toEqual({ ...NOTHING, refused: [id] });
			expect(await team.stateOf(id)).toEqual({ state: 'refused', reason: 'expired' });
		});

		test('is refused also while the number accepts nothing', async () => {
			const team = await openTeam(stores, { state: 'paused' });
			const id = await team.queue({ expiresAt });

			expect((await team.claim({ now: expiresAt })).refused).toEqual([id]);
		});

		test('while it is on its way is left alone', async () => {
			const team = await openTeam(stores);
			const id = await team.hand({ expiresAt });

			expect((await team.claim({ now: expiresAt })).refused).toEqual([]);
			expect((await team.outcome(id)).state).toBe('handing');
		});
	});
}
