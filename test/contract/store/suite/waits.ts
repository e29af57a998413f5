import { LONGEST_REPLY_MS } from '../../../../src/domain/wait.ts';
import { CLOUD_RECIPIENT_PACE as pace } from '../../../../src/domain/recipient-pace.ts';
import { DAY_MS } from '../../../../src/domain/settings.ts';
import type { InboundMessage } from '../../../../src/domain/inbound.ts';
import type { Draft, EndedWait, WaitDraft } from '../../../../src/ports/store.ts';
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
	unique,
} from '../support/builders.ts';
import { last, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const WITHIN = 10 * MINUTE;

/** Runs that wait for the reply to a message. */
export function describeWaits(stores: Stores): void {
	/** A message whose reply is waited for. */
	interface Asked {
		readonly outboxId: string;
		readonly run: string;
	}

	const waitOf = (given: Partial<WaitDraft> = {}): WaitDraft => ({
		run: unique('run'),
		workflowId: 'flow',
		parentWorkflowId: null,
		isTest: false,
		address: 'sealed',
		withinMs: WITHIN,
		...given,
	});

	/** Puts a question into the outbox. */
	async function ask(
		team: Team,
		given: Partial<WaitDraft> = {},
		draft: Partial<Draft> = {},
	): Promise<Asked> {
		const wait = waitOf(given);
		return { outboxId: await team.queue({ ...draft, wait }), run: wait.run };
	}

	/** Asks somebody who has written, and sends the question. */
	async function sent(
		team: Team,
		given: Partial<WaitDraft> = {},
		now = NOON,
	): Promise<Asked & { readonly providerId: string }> {
		const asked = await ask(team, given);
		await team.claim({ now });
		return { ...asked, providerId: await team.sent(asked.outboxId, now) };
	}

	async function teamOfAnna(): Promise<Team> {
		const team = await openTeam(stores);
		await team.writtenBy(ANNA, NOON - MINUTE);
		return team;
	}

	/** A customer writes; a minute after noon, and Anna, unless said otherwise. */
	async function write(team: Team, given: Partial<InboundMessage> = {}): Promise<string> {
		await team.receive(inbound({ sentAt: NOON + MINUTE, ...given }));
		return last(await team.log()).item.eventId;
	}

	const begin = (asked: Asked, now = NOON) => stores.store.beginWait({ ...asked, now, pace });
	const call = (asked: Asked, now = NOON) => stores.store.callWait({ ...asked, now, pace });
	const settle = (asked: Asked, fate: 'resumed' | 'gone') =>
		stores.store.settleWait({ ...asked, fate, now: NOON });
	const fate = ({ outboxId }: Asked) => stores.store.waitFate({ outboxId });
	const ended = (): Promise<readonly EndedWait[]> => stores.store.endedWaits({ limit: 100 });
	const endings = async () =>
		(await ended()).map(({ outboxId, ending }) => [outboxId, ending] as const);
	/** Ends what is over. */
	const end = async (now: number): Promise<void> => {
		const { over } = await stores.store.openWaits({ now });
		if (over.length > 0) await stores.store.endWaits({ outboxIds: over, now });
	};

	describe('a run that waits for a reply', () => {
		// The waits of all teams are kept together: each test leaves none.
		afterEach(async () => {
			await end(NOON + 2 * LONGEST_REPLY_MS);
			for (const wait of await ended()) await settle(wait, 'gone');
		});

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

	describe('a run that asks again what was asked before', () => {
		afterEach(async () => {
			await end(NOON + 2 * LONGEST_REPLY_MS);
			for (const wait of await ended()) await settle(wait, 'gone');
		});

		const key = () => unique('key');

		/** The same key again, from another run. */
		async function again(team: Team, idempotencyKey: string, given: Partial<WaitDraft> = {}) {
			return await ask(team, given, { idempotencyKey });
		}

		test('sends nothing, and waits instead of the first', async () => {
			const team = await teamOfAnna();
			const idempotencyKey = key();
			const first = await again(team, idempotencyKey);
			await team.claim();
			await team.sent(first.outboxId);
			const second = await again(team, idempotencyKey, { address: 'second address' });

			expect(second.outboxId).toBe(first.outboxId);
			expect((await team.claim()).claimed).toEqual([]);
			expect(await begin(first)).toBeNull();
			expect(await begin(second)).toEqual({ kind: 'waits', until: NOON + WITHIN });
			await write(team);
			expect(await ended()).toMatchObject([{ ...second, address: 'second address' }]);
		});

		test.each(['before the first went on', 'after it'])(
			'goes on at once with the reply that came %s',
			async (when) => {
				const team = await teamOfAnna();
				const idempotencyKey = key();
				const first = await again(team, idempotencyKey);
				await team.claim();
				await team.sent(first.outboxId);
				await write(team, { text: 'Number 4711' });
				if (when === 'after it') await settle(first, 'resumed');
				await write(team, { text: 'Hello?' });
				const second = await again(team, idempotencyKey);

				// Should it die before it says that it waits, it is told.
				expect(await ended()).toMatchObject([{ ...second, ending: 'replied' }]);
				expect(await begin(second)).toMatchObject({
					kind: 'ended',
					ending: 'replied',
					reply: { message: { text: 'Number 4711' } },
				});
			},
		);

		test('goes on at once with what was written while nobody waited', async () => {
			const team = await teamOfAnna();
			const idempotencyKey = key();
			const outboxId = await team.queue({ idempotencyKey });
			await team.claim();
			const providerId = await team.sent(outboxId);
			await write(team, { content: { type: 'reaction', to: providerId, emoji: '👍' } });
			await write(team, { text: 'Number 4711' });
			await write(team, { text: 'Hello?' });
			const second = await again(team, idempotencyKey);

			expect(await begin(second)).toMatchObject({
				ending: 'replied',
				reply: { message: { text: 'Number 4711' } },
			});
		});

		test('does not take for the reply what has led to the question in the same second', async () => {
			const team = await openTeam(stores);
			await team.writtenBy(ANNA, NOON);
			const idempotencyKey = key();
			const first = await again(team, idempotencyKey);
			await team.claim({ now: NOON + 1 });
			await team.sent(first.outboxId, NOON + 1);
			const second = await again(team, idempotencyKey);

			expect(await begin(second)).toEqual({ kind: 'waits', until: NOON + 1 + WITHIN });
		});

		test('leaves to others what they have got', async () => {
			const team = await teamOfAnna();
			const idempotencyKey = key();
			const outboxId = await team.queue({ idempotencyKey });
			await team.claim();
			await team.sent(outboxId);
			const other = await sent(team);
			await write(team);
			const second = await again(team, idempotencyKey);

			expect(await begin(second)).toEqual({ kind: 'waits', until: NOON + WITHIN });
			expect(await endings()).toEqual([[other.outboxId, 'replied']]);
		});

		test('waits after the first has timed out', async () => {
			const team = await teamOfAnna();
			const idempotencyKey = key();
			const first = await again(team, idempotencyKey);
			await team.claim();
			await team.sent(first.outboxId);
			await end(NOON + WITHIN);
			await settle(first, 'resumed');
			const second = await again(team, idempotencyKey, { withinMs: 2 * WITHIN });

			expect(await begin(second, NOON + WITHIN)).toEqual({
				kind: 'waits',
				until: NOON + 2 * WITHIN,
			});
		});

		test('sends anew what was refused', async () => {
			const team = await openTeam(stores);
			const idempotencyKey = key();
			const first = await again(team, idempotencyKey);
			await stores.store.cancel({ outboxIds: [first.outboxId], refusal: null, now: NOON });
			await end(NOON);
			const second = await again(team, idempotencyKey);

			expect(second.outboxId).not.toBe(first.outboxId);
			expect(await begin(second)).toMatchObject({ kind: 'waits' });
		});
	});

	describe('a run that asks one thing after another', () => {
		afterEach(async () => {
			await end(NOON + 2 * LONGEST_REPLY_MS);
			for (const wait of await ended()) await settle(wait, 'gone');
		});

		test('waits for the last one alone', async () => {
			const team = await teamOfAnna();
			const run = unique('run');
			const first = await sent(team, { run });
			const second = await sent(team, { run }, NOON + SECOND);
			await write(team, { replyTo: first.providerId });

			expect(await endings()).toEqual([[second.outboxId, 'replied']]);
			expect([await fate(first), await fate(second)]).toEqual(['resumed', 'open']);
		});

		test.each<[string, boolean, string]>([
			['a reply that it never heard of', false, 'gone'],
			['a reply that it went on with', true, 'resumed'],
		])('leaves %s to whom it may concern', async (_what, hasAsked, expected) => {
			const team = await teamOfAnna();
			const run = unique('run');
			const first = await sent(team, { run });
			await write(team);
			if (hasAsked) await call(first);
			const second = await sent(team, { run }, NOON + SECOND);

			expect([await fate(first), await fate(second)]).toEqual([expected, 'open']);
			expect(await ended()).toEqual([]);
		});
	});

	describe('what is kept of a run that waited', () => {
		test('goes with the message that it sent', async () => {
			const team = await teamOfAnna();
			const { workspaceId } = team;
			const change = { outboxDays: 35 };
			await stores.store.saveSettings({ workspaceId, change, now: NOON });
			const asked = await sent(team);
			await write(team);
			await settle(asked, 'gone');
			const cut = (now: number) =>
				stores.store.cut({ workspaceId, what: 'outbox', limit: 10, now });
			await cut(NOON + 35 * DAY_MS);
			expect(await fate(asked)).toBe('gone');
			expect(last((await team.readFeed({ consumer: 'flow:node:w' })).entries)).toMatchObject({
				answers: asked.outboxId,
			});

			await cut(NOON + 35 * DAY_MS + 1);
			expect(
				last((await team.readFeed({ consumer: 'flow:node:w' })).entries),
			).not.toHaveProperty('answers');
		});

		test('stays as long as it waits, however short the workspace keeps what it sent', async () => {
			const team = await teamOfAnna();
			const { workspaceId } = team;
			const change = { outboxDays: 7 };
			await stores.store.saveSettings({ workspaceId, change, now: NOON });
			const asked = await sent(team, { withinMs: LONGEST_REPLY_MS });
			const now = NOON + 20 * DAY_MS;
			const cut = () => stores.store.cut({ workspaceId, what: 'outbox', limit: 10, now });
			await cut();
			await write(team, { sentAt: now });
			await cut();
			expect(await call(asked)).toMatchObject({ ending: 'replied' });

			await settle(asked, 'resumed');
			await cut();
			expect(await team.outcomes([asked.outboxId]).catch(() => [])).toEqual([]);
		});

		test('goes with the customer, and is told nobody', async () => {
			const team = await teamOfAnna();
			const [waiting, replied] = [await sent(team), await sent(team, {}, NOON + SECOND)];
			await write(team);
			const { workspaceId } = team;
			const who = { kind: 'phone', phone: ANNA } as const;
			await stores.store.eraseContact({ workspaceId, who, now: NOON });

			expect(await ended()).toEqual([]);
			expect(await stores.store.openWaits({ now: NOON })).toMatchObject({ waiting: 0 });
			expect([await begin(waiting), await call(replied)]).toEqual([null, null]);
		});
	});
}
