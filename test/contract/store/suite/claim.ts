import type { NumberState } from '../../../../src/domain/number/number.ts';
import { ANNA, BEN, bsuid, draft, inbound, NOON, phone, SECOND } from '../support/builders.ts';
import { idsOf, last, openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const NOTHING = {
	claimed: [],
	refused: [],
	nextDueAt: null,
	isEmpty: true,
	isOwner: true,
	perSecond: 80,
};

/** Taking messages out of the outbox: by whom, in which state of the number, how many. */
export function describeClaim(stores: Stores): void {
	describe('a claimed message', () => {
		test('is handed over with all that the transport needs', async () => {
			const team = await openTeam(stores);
			await team.receive(inbound({ sender: [bsuid('DE.anna'), phone(ANNA)] }));
			const outboxId = await team.queue({ replyTo: 'wamid.quoted' });

			expect(await team.claim()).toEqual({
				...NOTHING,
				claimed: [
					{
						outboxId,
						attempt: 1,
						recipient: [phone(ANNA), bsuid('DE.anna')],
						content: { type: 'text', text: 'Yes, until noon.', linkPreview: false },
						replyTo: 'wamid.quoted',
					},
				],
			});
			expect(await team.stateOf(outboxId)).toEqual({ state: 'handing', reason: null });
		});

		test('quotes a message by WhatsApp’s id although it was named by ours', async () => {
			const team = await openTeam(stores);
			const { item } = await team.writtenBy();
			await team.queue({ replyTo: item.message.id });

			expect((await team.claim()).claimed).toMatchObject([
				{ replyTo: item.message.providerId },
			]);
		});

		test('is claimed once when two processes race', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const id = await team.queue();
			const both = [stores.store, await stores.another()];
			const { numberId, fence } = team;
			const pace = { intervalMs: 0, burst: 1 };
			const results = await Promise.all(
				Array.from({ length: 20 }, (_, index) =>
					both[index % 2]?.claim({
						numberId,
						fence,
						pace,
						limit: 10,
						random: 0.5,
						now: NOON,
					}),
				),
			);

			expect(results.flatMap((result) => (result ? idsOf(result) : []))).toEqual([id]);
		});
	});

	describe('the state of the number', () => {
		test.each<NumberState>(['ready', 'unknown'])('%s lets messages go', async (state) => {
			const team = await openTeam(stores, { state });
			await team.writtenBy();
			const id = await team.queue();

			expect(idsOf(await team.claim())).toEqual([id]);
		});

		test.each<NumberState>([
			'pending',
			'verified',
			'offline',
			'restricted',
			'banned',
			'paused',
		])('%s holds messages without failing them, and no time frees them', async (state) => {
			const team = await openTeam(stores, { state });
			await team.writtenBy();
			const id = await team.queue();

			expect(await team.claim()).toEqual({ ...NOTHING, isEmpty: false });
			expect((await team.outcome(id)).state).toBe('queued');
		});

		test('is asked about anew at every claim', async () => {
			const team = await openTeam(stores, { state: 'offline' });
			await team.writtenBy();
			const id = await team.queue();
			await team.claim();
			const { numberId } = team;
			await stores.store.setNumberState({ numberId, state: 'ready', now: NOON });

			expect(idsOf(await team.claim())).toEqual([id]);
		});
	});

	describe('the sender of a number', () => {
		test('takes nothing and refuses nothing once another has taken over', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const ids = [await team.queue(), await team.queue({ expiresAt: NOON })];
			const { fence } = team;
			await team.takeOver();

			expect(await team.claim({ fence })).toEqual({ ...NOTHING, isOwner: false });
			expect((await team.outcomes(ids)).map(({ state }) => state)).toEqual([
				'queued',
				'queued',
			]);
		});

		test('is still known after a restart', async () => {
			const team = await openTeam(stores);
			const { fence } = team;
			await stores.restart();

			expect((await team.claim({ fence })).isOwner).toBe(true);
			await team.takeOver();
			expect((await team.claim({ fence })).isOwner).toBe(false);
		});

		test('takes no message of another number', async () => {
			const team = await openTeam(stores);
			const other = await team.addNumber();
			await team.writtenBy();
			await team.queue();

			expect(await other.claim()).toEqual(NOTHING);
		});

		test('takes no more than it asked for', async () => {
			const team = await openTeam(stores);
			const ids: string[] = [];
			for (const customer of [ANNA, BEN, '+4915100000003']) {
				await team.writtenBy(customer);
				ids.push(await team.queue({ recipient: { kind: 'phone', phone: customer } }));
			}

			expect(idsOf(await team.claim({ limit: 2 }))).toEqual(ids.slice(0, 2));
			expect(idsOf(await team.claim({ limit: 2 }))).toEqual([last(ids)]);
		});

		test('finds a message behind many that are refused, in the end', async () => {
			const team = await openTeam(stores);
			const toBen = draft({ recipient: { kind: 'phone', phone: BEN } });
			await team.enqueue(
				Array.from({ length: 30 }, (_, n) => ({ ...toBen, idempotencyKey: `${n}` })),
			);
			await team.writtenBy(ANNA);
			const id = await team.queue({}, NOON + SECOND);

			const claimed: string[] = [];
			const refused: string[] = [];
			for (let turn = 0; turn < 5; turn += 1) {
				const result = await team.claim({ limit: 1, now: NOON + SECOND });
				claimed.push(...idsOf(result));
				refused.push(...result.refused);
			}
			expect(claimed).toEqual([id]);
			expect(refused).toHaveLength(30);
		});
	});
}
