import { NO_CAPS } from '../../../../src/domain/caps/caps.ts';
import { ANNA, BEN, draft, HOUR, inbound, NOON, phone } from '../support/builders.ts';
import { idsOf, numberOf, openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** One message of a campaign to somebody of its own. */
const campaign = (n: number) =>
	draft({
		recipient: { kind: 'phone', phone: `+49152${String(n).padStart(8, '0')}` },
		category: 'marketing',
		idempotencyKey: `campaign:${n}`,
		expiresAt: NOON + 72 * HOUR,
	});

const ONE_PER_HOUR = {
	...NO_CAPS,
	caps: [{ name: 'perHour', counts: 'all', limit: 1, windowMs: HOUR }],
} as const;

/** Who waits makes nobody else wait. */
export function describeSideBySide(stores: Stores): void {
	describe('side by side', () => {
		test('a reply behind 500 messages of a campaign is claimed next', async () => {
			const team = await openTeam(stores, { mode: 'linked' });
			for (let n = 0; n < 500; n += 100) {
				await team.enqueue(Array.from({ length: 100 }, (_, index) => campaign(n + index)));
			}
			const before = idsOf(await team.claim({ limit: 1 }));
			await team.receive(inbound({ sender: [phone(ANNA)] }));
			const reply = await team.queue({
				recipient: { kind: 'phone', phone: ANNA },
				category: 'reply',
			});

			expect(before).toHaveLength(1);
			expect(idsOf(await team.claim({ limit: 1 }))).toEqual([reply]);
		});

		test('a recipient that gets no more for now delays no other', async () => {
			const team = await openTeam(stores, { mode: 'linked' });
			const pace = { intervalMs: 60_000, burst: 1 };
			const to = (one: string) => ({ recipient: { kind: 'phone', phone: one } as const });
			const first = await team.queue(to(ANNA));
			expect(idsOf(await team.claim({ pace }))).toEqual([first]);
			await team.settle(first, { kind: 'sent', providerId: 'wamid.first' });
			await team.queue(to(ANNA));
			const ben = await team.queue(to(BEN));

			expect(idsOf(await team.claim({ pace }))).toEqual([ben]);
		});

		test('a number whose cap is full delays no other number', async () => {
			const full = await openTeam(stores, { mode: 'linked', rules: ONE_PER_HOUR });
			const other = await stores.store.saveNumber(
				numberOf(full.workspaceId, { mode: 'linked' }),
			);
			const { fence } = await stores.store.takeOver({ numberId: other.id, now: NOON });
			await full.queue({ recipient: { kind: 'phone', phone: ANNA } });
			await full.queue({ recipient: { kind: 'phone', phone: BEN } });
			const [queued] = await stores.store.enqueue({
				workspaceId: full.workspaceId,
				numberId: other.id,
				drafts: [campaign(1)],
				now: NOON,
			});
			const claimedOfFull = idsOf(await full.claim());
			const ofOther = await full.claim({ numberId: other.id, fence });

			expect(claimedOfFull).toHaveLength(1);
			expect(idsOf(ofOther)).toEqual([queued?.kind === 'queued' && queued.outboxId]);
		});
	});
}
