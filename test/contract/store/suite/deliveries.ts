import type { DeliveryKey, DeliveryRow } from '../../../../src/ports/store.ts';
import { inbound, NOON, SECOND } from '../support/builders.ts';
import { last, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** The ledger of deliveries: what a trigger was told, and how far the run came. */
export function describeDeliveries(stores: Stores): void {
	describe('a delivery', () => {
		type Delivery = DeliveryKey & { readonly seq: number };
		async function deliveryOf(team: Team): Promise<Delivery> {
			await team.writtenBy();
			return await team.delivery();
		}
		const begin = async (delivery: Delivery, attempt: number, now = NOON) =>
			await stores.store.beginDelivery({ ...delivery, attempt, now });
		const start = async (delivery: Delivery, attempt: number, now = NOON + SECOND) =>
			await stores.store.startDelivery({ ...delivery, attempt, now });
		const settle = async (delivery: Delivery, position: number, now = NOON + 2 * SECOND) =>
			await stores.store.settleDelivery({ ...delivery, position, now });
		const row = async (delivery: Delivery): Promise<DeliveryRow | null> =>
			await stores.store.getDelivery(delivery);

		test('that was never begun is not known', async () => {
			expect(await row(await deliveryOf(await openTeam(stores)))).toBeNull();
		});

		test('goes from emitting over started to settled', async () => {
			const delivery = await deliveryOf(await openTeam(stores));
			const seen = [];
			await begin(delivery, 1);
			seen.push(await row(delivery));
			await start(delivery, 1);
			seen.push(await row(delivery));
			await settle(delivery, 1);
			seen.push(await row(delivery));

			expect(seen).toEqual([
				{ attempt: 1, state: 'emitting', at: NOON },
				{ attempt: 1, state: 'started', at: NOON + SECOND },
				{ attempt: 1, state: 'settled', at: NOON + 2 * SECOND },
			]);
		});

		test('is begun once: the same attempt again, or an earlier one, is told how far it is', async () => {
			const delivery = await deliveryOf(await openTeam(stores));
			const seen = [await begin(delivery, 1), await begin(delivery, 2, NOON + SECOND)];
			await start(delivery, 2);
			const later = NOON + 3 * SECOND;
			seen.push(await begin(delivery, 2, later), await begin(delivery, 1, later));

			const started = { attempt: 2, state: 'started', at: NOON + SECOND };
			expect([seen, await row(delivery)]).toEqual([[null, null, started, started], started]);
		});

		test('comes back with its event after a restart', async () => {
			const team = await openTeam(stores);
			const delivery = await deliveryOf(team);
			await begin(delivery, 1);
			await start(delivery, 1);
			await stores.restart();

			const { entries } = await team.readFeed({ consumer: delivery.consumer });
			expect(last(entries).delivery).toEqual({
				attempt: 1,
				state: 'started',
				at: NOON + SECOND,
			});
		});

		test('is another trigger’s business only there', async () => {
			const team = await openTeam(stores);
			const delivery = await deliveryOf(team);
			await begin(delivery, 1);

			expect(await row({ ...delivery, consumer: 'another trigger' })).toBeNull();
			const { entries } = await team.readFeed({ consumer: 'another trigger' });
			expect(entries.map((entry) => entry.delivery)).toEqual([null]);
		});

		test('of which nothing is noted is current when its run begins', async () => {
			const delivery = await deliveryOf(await openTeam(stores));

			expect(await start(delivery, 1)).toEqual({ current: true });
			expect(await row(delivery)).toBeNull();
		});

		test('is current when the run of its newest attempt begins', async () => {
			const delivery = await deliveryOf(await openTeam(stores));
			await begin(delivery, 1);

			expect(await start(delivery, 1)).toEqual({ current: true });
		});

		test('is no longer current for the first attempt once there is a second', async () => {
			const delivery = await deliveryOf(await openTeam(stores));
			await begin(delivery, 1);
			await begin(delivery, 2, NOON + SECOND);

			expect(await start(delivery, 1)).toEqual({ current: false });
			expect(await row(delivery)).toEqual({
				attempt: 2,
				state: 'emitting',
				at: NOON + SECOND,
			});
			expect(await start(delivery, 2)).toEqual({ current: true });
		});

		test('stays as it is when the run begins a second time', async () => {
			const delivery = await deliveryOf(await openTeam(stores));
			await begin(delivery, 1);
			await start(delivery, 1);

			expect(await start(delivery, 1, NOON + 5 * SECOND)).toEqual({ current: true });
			expect(await row(delivery)).toMatchObject({ state: 'started', at: NOON + SECOND });
		});

		test('that is settled stays settled when a person retries the run', async () => {
			const delivery = await deliveryOf(await openTeam(stores));
			await begin(delivery, 1);
			await settle(delivery, 1);

			expect(await start(delivery, 1)).toEqual({ current: true });
			expect(await row(delivery)).toMatchObject({ state: 'settled' });
		});

		test('moves the cursor when it is settled', async () => {
			const team = await openTeam(stores);
			const consumer = `trigger of ${team.workspaceId}`;
			await team.position(consumer);
			const delivery = await deliveryOf(team);
			await team.receive(inbound());
			await begin(delivery, 1);
			await settle(delivery, 1);

			expect(await team.position(consumer)).toBe(1);
		});

		test('that is settled late does not move the cursor back', async () => {
			const team = await openTeam(stores);
			const consumer = `trigger of ${team.workspaceId}`;
			await team.position(consumer);
			const delivery = await deliveryOf(team);
			await begin(delivery, 1);
			await team.receive(inbound(), inbound());
			await stores.store.moveCursor({ consumer, position: 3, now: NOON });
			await settle(delivery, 1);

			expect(await team.position(consumer)).toBe(3);
			expect(await row(delivery)).toMatchObject({ state: 'settled' });
		});
	});
}
