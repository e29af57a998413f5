import { LONGEST_REPLY_MS } from '../../../../src/domain/wait.ts';
import { DAY_MS } from '../../../../src/domain/settings.ts';
import type { WaitDraft } from '../../../../src/ports/store.ts';
import {
	ANNA,
	BEN,
	bsuid,
	failure,
	HOUR,
	inbound,
	MINUTE,
	NOON,
	phone,
	SECOND,
	status,
} from '../support/builders.ts';
import { last, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';
import { type Asked, waitsOf, WITHIN } from '../support/waits.ts';

/** Runs that wait for the reply to a message. */
export function describeWaits(stores: Stores): void {
	const {
		ask,
		sent,
		teamOfAnna,
		write,
		begin,
		call,
		settle,
		fate,
		ended,
		endings,
		end,
		leaveNone,
	} = waitsOf(stores);

	describe('a run that waits for a reply', () => {
		afterEach(leaveNone);

		test('waits for its message to go out, and then as long as it said', async () => {
			const team = await teamOfAnna();
			const asked = await ask(team, {}, { expiresAt: NOON + HOUR });
			const open = { waiting: 1, over: [], nextAt: NOON + HOUR };

			expect(await begin(asked)).toEqual({ kind: 'waits', until: NOON + HOUR + WITHIN });
			expect(await stores.store.openWaits({ now: NOON })).toEqual(open);
			await team.claim({ now: NOON + SECOND });
			const until = NOON + SECOND + WITHIN;
			expect(await begin(asked)).toEqual({ kind: 'waits', until });
			expect(await stores.store.openWaits({ now: NOON })).toEqual({ ...open, nextAt: until });
			expect([await ended(), await fate(asked)]).toEqual([[], 'open']);
		});

		test('goes on with what the customer writes, and with all that is known of both', async () => {
			const team = await teamOfAnna();
			const asked = await sent(team, { address: 'sealed address' });
			await begin(asked);
			const eventId = await write(team, { text: 'Number 4711' });
			const reply = last(await team.log()).item;
			const { outboxId, run } = asked;
			await stores.restart();

			expect(await ended()).toEqual([
				{ outboxId, run, address: 'sealed address', ending: 'replied' },
			]);
			const outcome = await team.outcome(outboxId);
			const result = { ending: 'replied', outcome, reply };
			expect(reply).toMatchObject({ eventId, message: { text: 'Number 4711' } });
			expect(await call(asked)).toEqual(result);
			// It may ask again until it is known that it went on.
			expect(await call(asked)).toEqual(result);
			expect(await settle(asked, 'resumed')).toEqual({ fate: 'resumed' });
			expect([await call(asked), await ended(), await fate(asked)]).toEqual([
				null,
				[],
				'resumed',
			]);
			expect(await settle(asked, 'gone')).toEqual({ fate: null });
		});

		test('goes on at once if the reply is there before it begins to wait', async () => {
			const team = await teamOfAnna();
			const asked = await sent(team);
			await write(team);

			expect(await begin(asked)).toMatchObject({
				kind: 'ended',
				ending: 'replied',
				outcome: { outboxId: asked.outboxId, state: 'sent' },
				reply: last(await team.log()).item,
			});
			expect([await ended(), await fate(asked)]).toEqual([[], 'resumed']);
		});

		test.each([
			// Meta cuts its times off to whole seconds.
			['in the second of the hand-over', NOON + 999, NOON, 'replied'],
			['in the second before', NOON + 1_000, NOON, undefined],
			['in the last moment', NOON, NOON + WITHIN, 'replied'],
			['after it', NOON, NOON + WITHIN + SECOND, undefined],
		])('takes what was written %s for %s', async (_when, handedAt, sentAt, ending) => {
			const team = await teamOfAnna();
			const { outboxId } = await sent(team, {}, handedAt);
			await write(team, { sentAt });

			expect(await endings()).toEqual(ending === undefined ? [] : [[outboxId, ending]]);
		});

		test('does not take for a reply what comes before its message is on its way', async () => {
			const team = await teamOfAnna();
			const asked = await ask(team);
			await write(team);
			expect(await ended()).toEqual([]);

			await team.claim({ now: NOON + 2 * MINUTE });
			await write(team, { sentAt: NOON + 3 * MINUTE });
			expect(await endings()).toEqual([[asked.outboxId, 'replied']]);
		});

		test('takes a reply that overtakes the answer to the send', async () => {
			const team = await teamOfAnna();
			const asked = await ask(team);
			await team.claim();
			await write(team);

			expect(await endings()).toEqual([[asked.outboxId, 'replied']]);
			expect(await call(asked)).toMatchObject({ outcome: { state: 'handing' } });
		});

		test('takes no reaction for a reply, nor what somebody else writes', async () => {
			const team = await teamOfAnna();
			const { providerId, outboxId } = await sent(team);
			await write(team, { content: { type: 'reaction', to: providerId, emoji: '👍' } });
			await write(team, { sender: [phone(BEN)] });
			expect(await ended()).toEqual([]);

			await write(team);
			expect(await endings()).toEqual([[outboxId, 'replied']]);
		});

		test('gets the reply that quotes its message, although another asked later', async () => {
			const team = await teamOfAnna();
			const first = await sent(team);
			const second = await sent(team, {}, NOON + SECOND);
			await write(team, { replyTo: first.providerId });
			expect(await endings()).toEqual([[first.outboxId, 'replied']]);

			await write(team);
			expect(await endings()).toEqual([
				[first.outboxId, 'replied'],
				[second.outboxId, 'replied'],
			]);
		});

		test.each([
			['quotes nothing', null],
			['quotes something else', 'wamid.other'],
		])('gets the reply that %s, if it asked last; then the others', async (_what, replyTo) => {
			const team = await teamOfAnna();
			const asked = [];
			for (const n of [0, 1, 2]) asked.push(await sent(team, {}, NOON + n * SECOND));
			const order = [];
			for (let n = 0; n < 3; n += 1) {
				await write(team, { replyTo });
				const [reply] = await ended();
				if (reply === undefined) throw new Error('Nobody got it');
				order.push(reply.outboxId);
				await settle(reply, 'resumed');
			}

			expect(order).toEqual(asked.map(({ outboxId }) => outboxId).reverse());
			await write(team, { replyTo });
			expect(await ended()).toEqual([]);
		});

		test('in the editor gets the reply as well as the one in production', async () => {
			const team = await teamOfAnna();
			const real = await sent(team);
			const test = await sent(team, { isTest: true }, NOON + SECOND);
			await write(team);

			expect((await endings()).map(([id]) => id).sort()).toEqual(
				[real.outboxId, test.outboxId].sort(),
			);
		});

		test.each<[string, Partial<WaitDraft>, readonly string[]]>([
			['its own workflow', { workflowId: 'flow' }, ['flow']],
			[
				'its own and the one that called it',
				{ workflowId: 'flow', parentWorkflowId: 'parent' },
				['flow', 'parent'],
			],
			['nobody, in the editor', { isTest: true }, []],
		])('keeps its reply from %s', async (_what, given, kept) => {
			const team = await teamOfAnna();
			const { outboxId } = await sent(team, given);
			await write(team);
			const answered = [];
			for (const workflow of ['flow', 'parent', 'another', 'flow2']) {
				const { entries } = await team.readFeed({ consumer: `${workflow}:node:workspace` });
				expect(entries).toHaveLength(3);
				const [earlier, , reply] = entries;
				expect(earlier).not.toHaveProperty('answers');
				if (reply?.answers === outboxId) answered.push(workflow);
			}

			expect(answered).toEqual(kept);
		});

		test('goes on exactly when the time is up', async () => {
			const team = await teamOfAnna();
			const asked = await sent(team);
			const { outboxId } = asked;
			const up = NOON + WITHIN;
			await end(up - 1);
			expect(await ended()).toEqual([]);
			expect(await stores.store.endWaits({ outboxIds: [outboxId], now: up - 1 })).toEqual({
				ended: 0,
			});

			await end(up);
			expect(await endings()).toEqual([[outboxId, 'timedOut']]);
			expect(await call(asked)).toMatchObject({ ending: 'timedOut', reply: null });
			await write(team);
			expect(await endings()).toEqual([[outboxId, 'timedOut']]);
		});

		test('is told that the message expired, also where nobody sends', async () => {
			const team = await teamOfAnna();
			const asked = await ask(team, {}, { expiresAt: NOON + HOUR });
			await end(NOON + HOUR - 1);
			expect(await ended()).toEqual([]);

			await end(NOON + HOUR);
			expect(await call(asked, NOON + HOUR)).toMatchObject({
				ending: 'notSent',
				outcome: { state: 'refused', reason: 'expired' },
			});
		});

		test.each<[string, (team: Team, asked: Asked) => Promise<unknown>]>([
			[
				'failed',
				async (team, { outboxId }) => {
					await team.claim();
					await team.settle(outboxId, { kind: 'failed', failure: failure() });
				},
			],
			[
				'cancelled',
				(_team, { outboxId }) =>
					stores.store.cancel({ outboxIds: [outboxId], refusal: null, now: NOON }),
			],
			[
				'refused',
				(_team, { outboxId }) =>
					stores.store.cancel({
						outboxIds: [outboxId],
						refusal: 'numberNotOpen',
						now: NOON,
					}),
			],
			[
				'failed',
				async (team, { outboxId }) => {
					await team.claim();
					const providerId = await team.sent(outboxId);
					await team.hear(
						status({ outboxId, providerId, status: 'failed', failure: failure() }),
					);
				},
			],
			[
				'uncertain',
				async (team, { outboxId }) => {
					await team.claim();
					await team.settle(outboxId, { kind: 'unknown', failure: failure() });
					const { numberId } = team;
					await stores.store.endDoubts({ numberId, now: NOON + 2 * DAY_MS });
				},
			],
		])('goes on when its message has %s', async (_what, fail) => {
			const team = await teamOfAnna();
			const asked = await ask(team, { withinMs: LONGEST_REPLY_MS });
			await fail(team, asked);
			await end(NOON);

			expect(await endings()).toEqual([[asked.outboxId, 'notSent']]);
		});

		test('goes on waiting while nobody knows yet whether its message has gone', async () => {
			const team = await teamOfAnna();
			const asked = await ask(team);
			await team.claim();
			await team.settle(asked.outboxId, { kind: 'unknown', failure: failure() });
			await end(NOON);
			expect(await begin(asked)).toEqual({ kind: 'waits', until: NOON + WITHIN });

			await write(team);
			expect(await endings()).toEqual([[asked.outboxId, 'replied']]);
		});

		test('counts as gone with its reply if it never asked for it, and as resumed if it did', async () => {
			const team = await teamOfAnna();
			const [lost, told] = [await sent(team), await sent(team)];
			await write(team);
			await write(team);
			await call(told);

			expect(await settle(lost, 'gone')).toEqual({ fate: 'gone' });
			expect(await settle(told, 'gone')).toEqual({ fate: 'resumed' });
			expect([await fate(lost), await fate(told)]).toEqual(['gone', 'resumed']);
		});

		test('says nothing to another run, and nothing before its time', async () => {
			const team = await teamOfAnna();
			const asked = await sent(team);
			expect(await call(asked)).toBeNull();
			await write(team);
			const other = { ...asked, run: 'another' };

			expect([await call(other), await begin(other)]).toEqual([null, null]);
			expect(await settle(other, 'resumed')).toEqual({ fate: null });
			expect(await stores.store.waitFate({ outboxId: 'unknown' })).toBe('gone');
			expect(await endings()).toEqual([[asked.outboxId, 'replied']]);
		});

		test('is read oldest first, and no more than are asked for', async () => {
			const team = await teamOfAnna();
			const [first, second] = [await sent(team), await sent(team, {}, NOON + SECOND)];
			await write(team, { replyTo: first.providerId });
			await stores.store.receiveBatch({
				numberId: team.numberId,
				messages: [inbound({ sentAt: NOON + MINUTE })],
				statuses: [],
				now: NOON + MINUTE,
			});

			expect((await ended()).map(({ outboxId }) => outboxId)).toEqual([
				first.outboxId,
				second.outboxId,
			]);
			expect(await stores.store.endedWaits({ limit: 1 })).toHaveLength(1);
		});

		test('gets the reply of a customer who turns out to be known already', async () => {
			const team = await openTeam(stores);
			await write(team, { sender: [bsuid('DE.anna')], sentAt: NOON - HOUR });
			await team.writtenBy(ANNA, NOON - MINUTE);
			const asked = await sent(team);
			await write(team, { sender: [phone(ANNA), bsuid('DE.anna')] });

			expect(await team.eventNames()).toContain('contact.merged');
			expect(await endings()).toEqual([[asked.outboxId, 'replied']]);
		});
	});
}
