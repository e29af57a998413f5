import type { Failure } from '../../../../src/domain/message.ts';
import {
	ANNA,
	BEN,
	bsuid,
	HOUR,
	inbound,
	NOON,
	phone,
	SECOND,
	status,
} from '../support/builders.ts';
import { forecastsOf } from '../support/caps.ts';
import { goes, offer } from '../support/health.ts';
import { idsOf, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const DAY = 24 * HOUR;
const END = NOON + DAY;

const SPARED: Failure = {
	name: 'engagementLimit',
	code: 131049,
	message: 'Meta did not deliver it, to spare the customer marketing',
	advice: 'Wait at least a day before you try again.',
};

/** Whom Meta spares marketing gets none for a day, from any number of the workspace. */
export function describeMarketingHold(stores: Stores): void {
	/** A number to which Anna and Ben wrote; the window, which closes as well, is another matter. */
	const open = async (): Promise<Team> => {
		const team = await openTeam(stores, { mode: 'linked' });
		for (const customer of [ANNA, BEN]) await team.writtenBy(customer);
		return team;
	};
	/** Sends Anna an offer, which Meta refuses. @returns its id */
	const spared = async (team: Team, now = NOON): Promise<string> => {
		const id = await team.queue(offer(ANNA), now);
		expect(await goes(team, id, now, SPARED)).toBe(true);
		return id;
	};
	const held = { state: 'queued', reason: 'cap:marketingRecipient', until: END };

	describe('somebody whom Meta spares marketing', () => {
		test('gets the next offer after a day, to the millisecond, also after a restart', async () => {
			const team = await open();
			const failed = await spared(team);
			const next = await team.queue(offer(ANNA), NOON + SECOND);
			expect(idsOf(await team.claim({ now: NOON + SECOND }))).toEqual([]);

			expect(await team.outcome(failed)).toMatchObject({ state: 'failed', failure: SPARED });
			expect(await team.outcome(next, NOON + SECOND)).toMatchObject(held);
			expect(await team.claim({ now: END - 1 })).toMatchObject({
				claimed: [],
				nextDueAt: END,
			});
			await stores.restart();
			expect(idsOf(await team.claim({ now: END - 1 }))).toEqual([]);
			expect(idsOf(await team.claim({ now: END }))).toEqual([next]);
		});

		test('gets it at once when it is asked for only then', async () => {
			const team = await open();
			await spared(team);
			const early = await team.queue(offer(ANNA), END - 1);
			expect(idsOf(await team.claim({ now: END - 1 }))).toEqual([]);
			await team.store.cancel({ outboxIds: [early], refusal: null, now: END - 1 });
			const late = await team.queue(offer(ANNA), END);

			expect(idsOf(await team.claim({ now: END }))).toEqual([late]);
		});

		test('gets answers, service and what is internal meanwhile, past the offer', async () => {
			const team = await open();
			await spared(team);
			await team.queue(offer(ANNA));
			const others = [];
			for (const category of ['reply', 'service', 'internal'] as const) {
				others.push(await team.queue(offer(ANNA, { category })));
			}
			const claimed = [];
			for (let n = 0; n < 4; n += 1) {
				const ids = idsOf(await team.claim({ now: NOON + n }));
				claimed.push(...ids);
				for (const id of ids) await team.sent(id, NOON + n);
			}

			expect(claimed).toEqual(others);
		});

		test('gets no marketing from another number either; others do', async () => {
			const team = await open();
			const other = await team.addNumber({ mode: 'linked' });
			await other.writtenBy(ANNA);
			await spared(team);
			const [toAnna, toBen] = [await other.queue(offer(ANNA)), await team.queue(offer(BEN))];

			expect(idsOf(await other.claim({ now: END - 1 }))).toEqual([]);
			expect(await other.outcome(toAnna, END - 1)).toMatchObject(held);
			expect(idsOf(await team.claim({ now: NOON }))).toEqual([toBen]);
			expect(idsOf(await other.claim({ now: END }))).toEqual([toAnna]);
		});

		test('is known when the message fails after it was taken, from the time of that', async () => {
			const team = await open();
			const id = await team.queue(offer(ANNA));
			await team.claim();
			const providerId = await team.sent(id);
			const at = NOON - HOUR;
			await team.hear(status({ providerId, status: 'failed', failure: SPARED, at }));
			const next = await team.queue(offer(ANNA));

			expect(idsOf(await team.claim({ now: END - HOUR - 1 }))).toEqual([]);
			expect(idsOf(await team.claim({ now: END - HOUR }))).toEqual([next]);
		});

		test('is spared a day from the last refusal, in whichever order they become known', async () => {
			const team = await open();
			const ids = [await team.queue(offer(ANNA)), await team.queue(offer(ANNA))];
			const providerIds: string[] = [];
			for (const [index, id] of ids.entries()) {
				await team.claim({ limit: 1, now: NOON + index });
				providerIds.push(await team.sent(id, NOON + index));
			}
			const fail = (index: number, at: number) =>
				team.hear(
					status({
						providerId: providerIds[index] ?? '',
						status: 'failed',
						failure: SPARED,
						at,
					}),
				);
			await fail(1, NOON);
			await fail(0, NOON - HOUR);
			const next = await team.queue(offer(ANNA), NOON + 2);

			expect(idsOf(await team.claim({ now: END - 1 }))).toEqual([]);
			expect(idsOf(await team.claim({ now: END }))).toEqual([next]);
		});

		test('is foretold in Preview, also for a number that they do not know', async () => {
			const team = await open();
			const other = await team.addNumber({ mode: 'linked' });
			await spared(team);
			const waits = { verdict: 'queued', reason: 'cap:marketingRecipient', until: END };
			const drafts = [offer(ANNA), offer(BEN), offer(ANNA, { category: 'service' })];

			expect(await forecastsOf(team, drafts)).toEqual([
				waits,
				{ verdict: 'sent' },
				{ verdict: 'sent' },
			]);
			expect((await forecastsOf(other, drafts))[0]).toEqual(waits);
			expect((await forecastsOf(team, drafts, END))[0]).toEqual({ verdict: 'sent' });
		});

		test('is still spared when they turn out to be somebody else as well', async () => {
			const team = await openTeam(stores, { mode: 'linked' });
			await team.receive(inbound({ sender: [bsuid('DE.anna-2')], senderName: 'Anna' }));
			await team.writtenBy(ANNA);
			await spared(team);
			// The older contact takes in the one who was spared.
			await team.receive(inbound({ sender: [bsuid('DE.anna-2'), phone(ANNA)] }));
			const next = await team.queue(offer(ANNA));

			expect(idsOf(await team.claim({ now: END - 1 }))).toEqual([]);
			expect(idsOf(await team.claim({ now: END }))).toEqual([next]);
		});

		test('is spared no more once nothing is known of them', async () => {
			const team = await open();
			await spared(team);
			const { workspaceId } = team;
			const who = { kind: 'phone', phone: ANNA } as const;
			await team.store.eraseContact({ workspaceId, who, now: NOON });
			await team.writtenBy(ANNA, NOON + SECOND);
			const next = await team.queue(offer(ANNA), NOON + SECOND);

			expect(idsOf(await team.claim({ now: NOON + SECOND }))).toEqual([next]);
		});

		test('loses nothing by an offer that grows too old meanwhile: it is given up', async () => {
			const team = await open();
			await spared(team);
			const id = await team.queue(offer(ANNA, { expiresAt: END - 1 }));
			await team.claim();

			expect(await team.outcome(id)).toMatchObject({
				reason: 'cap:marketingRecipient',
				until: null,
			});
			expect((await team.claim({ now: END - 1 })).refused).toEqual([id]);
		});
	});
}
