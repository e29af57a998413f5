import type { DeliveryStatus } from '../../../../src/domain/message.ts';
import { failure, status } from '../support/builders.ts';
import { last, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const NOTHING = {
	stored: 0,
	duplicates: 0,
	advanced: 0,
	unknownStatuses: 0,
	ended: [],
	isDue: false,
};
const ADVANCED = { ...NOTHING, advanced: 1 };
const UNKNOWN = { ...NOTHING, unknownStatuses: 1 };

/** News of outgoing messages: forward only. */
export function describeStatuses(stores: Stores): void {
	describe('a status', () => {
		/** A message that was sent, and a way to hear of it. */
		async function sentMessage(team: Team) {
			const outboxId = await team.hand();
			const providerId = await team.sent(outboxId);
			const hear = async (...names: DeliveryStatus[]) =>
				await team.hear(...names.map((name) => status({ providerId, status: name })));
			return { outboxId, providerId, hear };
		}

		test.each([
			['the next one', ['delivered'], ['delivered'], 1],
			['the whole way', ['sent', 'delivered', 'read'], ['delivered', 'read'], 2],
			['one that comes twice', ['delivered', 'delivered'], ['delivered'], 1],
			['ones that were overtaken', ['read', 'delivered', 'sent'], ['read'], 1],
			['a failure after it was sent', ['failed'], ['failed'], 1],
			['a failure after the delivery', ['delivered', 'failed'], ['delivered'], 1],
			['a delivery after the failure', ['failed', 'delivered'], ['failed'], 1],
		] as const)('leads forward only: %s', async (_, heard, told, advanced) => {
			const team = await openTeam(stores);
			const { hear } = await sentMessage(team);

			expect(await hear(...heard)).toEqual({ ...NOTHING, advanced });
			expect(await team.eventNames()).toEqual([
				'message.received',
				'message.sent',
				...told.map((name) => `message.${name}`),
			]);
		});

		test('that was heard before a restart leads nowhere after it', async () => {
			const team = await openTeam(stores);
			const { hear } = await sentMessage(team);
			await hear('delivered');
			await stores.restart();

			expect(await hear('delivered')).toEqual(NOTHING);
			expect(await hear('read')).toEqual(ADVANCED);
		});

		test('shows in the outcome of the message', async () => {
			const team = await openTeam(stores);
			const { outboxId, providerId, hear } = await sentMessage(team);
			await hear('read');

			expect((await team.outcome(outboxId)).message).toEqual({
				id: outboxId,
				providerId,
				status: 'read',
			});
		});

		test('of a failure says why in the event', async () => {
			const team = await openTeam(stores);
			const { providerId } = await sentMessage(team);
			await team.hear(status({ providerId, status: 'failed', failure: failure('blocked') }));

			expect(last(await team.log()).item.message).toMatchObject({
				providerId,
				direction: 'out',
				status: 'failed',
				error: failure('blocked'),
			});
		});

		test('leaves earlier events as they were', async () => {
			const team = await openTeam(stores);
			const { hear } = await sentMessage(team);
			const before = await team.log();
			await hear('delivered');

			expect((await team.log()).slice(0, before.length)).toEqual(before);
		});

		test.each(['wamid.elsewhere', null, '0192f0c1-0000-7000-8000-000000000000'])(
			'of a message that nobody here sent is counted (outbox id %s)',
			async (outboxId) => {
				const team = await openTeam(stores);

				expect(await team.hear(status({ outboxId, status: 'sent' }))).toEqual(UNKNOWN);
				expect(await team.eventNames()).toEqual([]);
			},
		);

		test('of a message of another number is counted as unknown', async () => {
			const team = await openTeam(stores);
			const { providerId } = await sentMessage(team);
			const other = await team.addNumber();

			expect(await other.hear(status({ providerId, status: 'read' }))).toEqual(UNKNOWN);
		});
	});
}
