import { NO_CAPS } from '../../../../src/domain/caps/caps.ts';
import type { ConditionName, SendCondition } from '../../../../src/domain/conditions.ts';
import type { Draft } from '../../../../src/ports/store.ts';
import {
	ANNA,
	BEN,
	bsuid,
	draft,
	echo,
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
import { idsOf, last, openTeam, type Team } from '../support/team.ts';
import { useStore, type OpenStore } from '../support/use-store.ts';
import type { Raw } from './traces.ts';

const MINE: SendCondition = { type: 'noReplySinceMyLastMessage' };
const LATELY: SendCondition = { type: 'noReplySince', withinMs: HOUR };
const SEQUENCE: SendCondition = { type: 'noReplyInSequence' };
const NEVER: SendCondition = { type: 'neverReplied' };
const VIP: SendCondition = { type: 'hasLabel', label: 'vip' };
const NO_VIP: SendCondition = { type: 'lacksLabel', label: 'vip' };
const READ: SendCondition = { type: 'lastMessageRead' };
const UNREAD: SendCondition = { type: 'lastMessageUnread' };
const OPEN: SendCondition = { type: 'statusIs', statuses: ['open'] };
const OWN: SendCondition = { type: 'ownerIsMeOrNobody' };
const REPLIES: readonly SendCondition[] = [MINE, LATELY, SEQUENCE, NEVER];

const ME = 'ada@example.com';

/** A pace that holds nobody back. */
const FREE = { intervalMs: 0, burst: 1 };

/** "Send Only If", whose conversation it is, and steps that nobody gets twice. */
export function describeConditions(open: OpenStore, rawOf: (database: string) => Raw): void {
	let database = '';
	const stores = useStore(async (name) => {
		database = `conditions-${name}`;
		return await open(database);
	});
	/** A number that needs no window, so that a conversation can be without any reply. */
	const linkedTeam = async () => await openTeam(stores, { mode: 'linked' });
	const only = (...conditions: readonly SendCondition[]): Partial<Draft> => ({
		conditions,
		sequence: 'cart',
	});
	const reply = (given: Parameters<typeof inbound>[0] = {}) => inbound(given);
	const receiveAt = async (team: Team, now: number, message = reply()) =>
		await team.store.receiveBatch({
			numberId: team.numberId,
			messages: [message],
			statuses: [],
			now,
		});
	/** Sends a message without conditions. */
	const sent = async (team: Team, now = NOON, given: Partial<Draft> = {}) => {
		const id = await team.queue(given, now);
		await team.claim({ now, pace: FREE });
		return await team.sent(id, now);
	};
	/** Queues a step and says what the claim makes of it. */
	const fateOf = async (team: Team, given: Partial<Draft>, now = NOON + MINUTE) => {
		const id = await team.queue(given, now);
		const { claimed, refused } = await team.claim({ now, pace: FREE });
		const { state, reason } = await team.stateOf(id);
		expect(claimed.map(({ outboxId }) => outboxId)).toEqual(state === 'handing' ? [id] : []);
		expect(refused).toEqual(state === 'handing' ? [] : [id]);
		return reason ?? state;
	};
	const change = async (team: Team, set: string) => {
		await rawOf(database).run(
			`update conversation set ${set} where number_id = '${team.numberId}'`,
		);
	};

	describe('a message with conditions about replies', () => {
		test('goes where nobody ever replied', async () => {
			const team = await linkedTeam();
			await sent(team);

			expect(await fateOf(team, only(...REPLIES))).toBe('handing');
		});

		test.each<[ConditionName, SendCondition]>(REPLIES.map((one) => [one.type, one]))(
			'is skipped after a reply: %s',
			async (name, condition) => {
				const team = await linkedTeam();
				await sent(team, NOON, only());
				await receiveAt(team, NOON + SECOND);

				expect(await fateOf(team, only(condition))).toBe(name);
			},
		);

		test.each<[string, SendCondition, number]>([
			['my last message came after the reply', MINE, NOON + MINUTE],
			['the reply is just long enough ago', LATELY, NOON + HOUR],
			['the sequence began after the reply', SEQUENCE, NOON + MINUTE],
		])('goes after a reply where %s', async (_why, condition, now) => {
			const team = await linkedTeam();
			await sent(team, NOON - MINUTE);
			await receiveAt(team, NOON);
			if (condition === MINE) await sent(team, now);

			expect(await fateOf(team, only(condition), now)).toBe('handing');
		});

		test('is skipped a moment before the reply is long enough ago', async () => {
			const team = await linkedTeam();
			await receiveAt(team, NOON);

			expect(await fateOf(team, only(LATELY), NOON + HOUR - 1)).toBe('noReplySince');
		});

		test('counts the sequence from its first step, also one that never went', async () => {
			const team = await linkedTeam();
			const first = await team.queue(only(), NOON);
			await team.store.cancel({ outboxIds: [first], refusal: null, now: NOON });
			await receiveAt(team, NOON + 1);

			expect(await fateOf(team, only(SEQUENCE))).toBe('noReplyInSequence');
			expect(await fateOf(team, { ...only(SEQUENCE), sequence: 'birthday' })).toBe('handing');
		});

		test('knows a reply from the history: somebody has written before', async () => {
			const team = await linkedTeam();
			await team.record(echo({ origin: 'history', direction: 'in' }));

			expect(await fateOf(team, only(NEVER))).toBe('neverReplied');
			expect(await fateOf(team, only(MINE, LATELY, SEQUENCE))).toBe('handing');
		});

		test.each([
			['written before my message and delivered after it', NOON - HOUR],
			['written by a clock that is ahead', NOON + 9 * HOUR],
		])('believes when a reply arrived, not what it says: %s', async (_what, sentAt) => {
			const team = await linkedTeam();
			await sent(team);
			await receiveAt(team, NOON + SECOND, reply({ sentAt }));

			expect(await fateOf(team, only(MINE))).toBe('noReplySinceMyLastMessage');
			await sent(team, NOON + MINUTE);
			expect(await fateOf(team, only(MINE))).toBe('handing');
		});

		test.each([
			['an hour behind', NOON - HOUR],
			['the same to the millisecond', NOON],
		])('is skipped although the clock that took the reply in is %s', async (_what, now) => {
			const team = await linkedTeam();
			await sent(team, NOON);
			await receiveAt(team, now);

			expect(await fateOf(team, only(MINE))).toBe('noReplySinceMyLastMessage');
		});

		test('goes after an answer whose clock is behind that of the reply', async () => {
			const team = await linkedTeam();
			await receiveAt(team, NOON + HOUR);
			await sent(team, NOON);

			expect(await fateOf(team, only(MINE, SEQUENCE), NOON + SECOND)).toBe('handing');
		});

		test.each([
			['a reaction', reply({ content: { type: 'reaction', to: 'wamid.1', emoji: '👍' } })],
			['a deletion', reply({ content: { type: 'revoke', target: 'wamid.1' } })],
		])('does not take %s for a reply', async (_what, message) => {
			const team = await linkedTeam();
			await sent(team);
			await receiveAt(team, NOON + SECOND, message);

			expect(await fateOf(team, only(MINE, LATELY, SEQUENCE))).toBe('handing');
		});

		test('does not take what the business or WhatsApp says for a reply', async () => {
			const team = await linkedTeam();
			const providerId = await sent(team);
			await team.record(echo());
			await team.hear(status({ providerId, status: 'read' }));

			expect(await fateOf(team, only(...REPLIES))).toBe('handing');
		});

		/** Anna by her phone and by her user id, as if she were two: both wrote before noon. */
		const twoThatAreOne = async () => {
			const team = await linkedTeam();
			const user = bsuid('DE.anna');
			await sent(team, NOON - 2 * HOUR);
			await receiveAt(team, NOON - HOUR);
			await receiveAt(team, NOON - HOUR, reply({ sender: [user] }));
			const contactId = last(await team.log()).item.contact.id;
			const toUser = { recipient: { kind: 'contact', contactId } as const };
			const merge = async () => await team.record(echo({ contact: [phone(ANNA), user] }));
			return { team, user, toUser, merge };
		};

		test('is skipped if the contact that this one turned out to be has replied', async () => {
			const { team, user, merge } = await twoThatAreOne();
			await sent(team);
			await receiveAt(team, NOON + SECOND, reply({ sender: [user] }));
			await merge();

			expect(await fateOf(team, only(MINE))).toBe('noReplySinceMyLastMessage');
		});

		test('goes if my last message went to the contact that this one turned out to be', async () => {
			const { team, toUser, merge } = await twoThatAreOne();
			await sent(team, NOON, toUser);
			await merge();

			expect(await fateOf(team, only(MINE))).toBe('handing');
		});

		test('does not go again when a reply comes while it is on its way', async () => {
			const team = await linkedTeam();
			await sent(team);
			const id = await team.queue(only(MINE), NOON + SECOND);
			await team.claim({ now: NOON + SECOND, pace: FREE });
			const { ended } = await receiveAt(team, NOON + 2 * SECOND);
			const now = NOON + 3 * SECOND;
			await team.settle(
				id,
				{ kind: 'retry', failure: failure(), afterMs: null },
				{ now, retryAt: now },
			);

			expect(ended).toEqual([]);
			expect(await team.claim({ now, pace: FREE })).toMatchObject({
				claimed: [],
				refused: [id],
			});
			expect(await team.stateOf(id)).toEqual({
				state: 'skipped',
				reason: 'noReplySinceMyLastMessage',
			});
		});
	});

	describe('a reply', () => {
		test('ends at once what was only for somebody who does not reply', async () => {
			const team = await linkedTeam();
			await sent(team);
			const late = { notBefore: NOON + 9 * HOUR };
			const ids = [];
			for (const condition of REPLIES) {
				ids.push(await team.queue({ ...only(condition), ...late }));
			}
			const kept = [
				await team.queue({ ...only(OPEN, UNREAD), ...late }),
				await team.queue(late),
				await team.queue({ ...only(MINE), recipient: { kind: 'phone', phone: BEN } }),
			];
			const result = await receiveAt(team, NOON + SECOND);

			expect([...result.ended].sort()).toEqual([...ids].sort());
			expect(result.isDue).toBe(false);
			const outcomes = await team.outcomes([...ids, ...kept]);
			expect(
				outcomes.map(({ state, reason }) => (state === 'queued' ? state : reason)),
			).toEqual([...REPLIES.map(({ type }) => type), ...kept.map(() => 'queued')]);
		});

		test('that comes twice ends once', async () => {
			const team = await linkedTeam();
			const id = await team.queue(only(MINE));
			const message = reply();

			expect((await receiveAt(team, NOON, message)).ended).toEqual([id]);
			expect((await receiveAt(team, NOON, message)).ended).toEqual([]);
		});

		test('lets go what waited for one', async () => {
			const rules = { ...NO_CAPS, unanswered: 1 };
			const team = await openTeam(stores, { mode: 'linked', rules });
			await sent(team);
			const [held, toNobody] = [
				await team.queue({ category: 'marketing' }, NOON + SECOND),
				await team.queue({ category: 'marketing', ...only(MINE) }, NOON + SECOND),
			];
			await team.claim({ now: NOON + SECOND, pace: FREE });
			expect((await team.outcome(held)).reason).toBe('cap:unanswered');
			const now = NOON + MINUTE;
			const result = await receiveAt(team, now);

			expect(result).toMatchObject({ ended: [toNobody], isDue: true });
			expect(idsOf(await team.claim({ now, pace: FREE }))).toEqual([held]);
		});
	});

	describe('a reply and a claim at the same moment', () => {
		test('a hundred times: what was handed over was claimed before the reply', async () => {
			const team = await linkedTeam();
			const both = [stores.store, await stores.another()];
			const { numberId, fence } = team;
			const seen = { handed: 0, skipped: 0, wrong: 0 };
			for (let round = 0; round < 100; round += 1) {
				const customer = `+4917${String(round).padStart(9, '0')}`;
				const recipient = { kind: 'phone', phone: customer } as const;
				const now = NOON + round;
				const id = await team.queue({ ...only(...REPLIES), recipient }, now);
				let isStored = false;
				let wasStored = false;
				const answering = async (): Promise<void> => {
					await turns(round % 5);
					const messages = [reply({ sender: [phone(customer)] })];
					await both[0]?.receiveBatch({ numberId, messages, statuses: [], now });
					isStored = true;
				};
				const claiming = async (): Promise<boolean> => {
					await turns((round * 7) % 11);
					wasStored = isStored;
					const claim = { numberId, fence, limit: 5, pace: FREE, random: 0.5, now };
					const result = await both[round % 2]?.claim(claim);
					return result !== undefined && idsOf(result).includes(id);
				};
				// Now and then one is over before the other begins, however fast both are.
				if (round % 10 === 0) await answering();
				const claimed = claiming();
				if (round % 10 === 5) await claimed;
				const [isHanded] = await Promise.all([
					claimed,
					...(round % 10 === 0 ? [] : [answering()]),
				]);
				const { state } = await team.outcome(id);
				expect(state).toBe(isHanded ? 'handing' : 'skipped');
				if (isHanded) seen.handed += 1;
				else seen.skipped += 1;
				if (isHanded && wasStored) seen.wrong += 1;
				// Whatever was handed over came first: the reply counts as one to it.
				if (!isHanded) continue;
				await team.sent(id, now);
				const next = await team.queue({ ...only(MINE), recipient }, now);
				await team.claim({ now, pace: FREE });
				expect((await team.stateOf(next)).state).toBe('skipped');
			}

			expect(seen.wrong).toBe(0);
			expect(seen.handed).toBeGreaterThanOrEqual(10);
			expect(seen.skipped).toBeGreaterThanOrEqual(10);
		}, 60_000);
	});

	describe('a message with other conditions', () => {
		test.each<[string, SendCondition, string, string]>([
			['the label', VIP, `labels_json = '["VIP"]'`, 'handing'],
			['another label', VIP, `labels_json = '["new"]'`, 'hasLabel'],
			['no label', NO_VIP, `labels_json = '[]'`, 'handing'],
			['the label', NO_VIP, `labels_json = '["vip"]'`, 'lacksLabel'],
			['the status', OPEN, `status = 'open'`, 'handing'],
			['another status', OPEN, `status = 'resolved'`, 'statusIs'],
			['no owner', OWN, 'owner = null', 'handing'],
			['me as owner', OWN, `owner = '${ME}'`, 'handing'],
			['another owner', OWN, `owner = 'bob@example.com'`, 'ownerIsMeOrNobody'],
		])('and a conversation with %s: %j with %s is %s', async (_what, condition, set, fate) => {
			const team = await linkedTeam();
			await team.writtenBy();
			await change(team, set);

			expect(await fateOf(team, { ...only(condition), actingAgent: ME })).toBe(fate);
		});

		test('asks whether the last message that got through was read', async () => {
			const team = await linkedTeam();
			const first = await sent(team, NOON - HOUR);
			const second = await sent(team, NOON);
			await team.hear(status({ providerId: first, status: 'read' }));
			const queue = async (condition: SendCondition) => await fateOf(team, only(condition));

			expect(await queue(READ)).toBe('lastMessageRead');
			await team.hear(status({ providerId: second, status: 'read' }));
			expect(await queue(UNREAD)).toBe('lastMessageUnread');
			const failing = await team.queue({}, NOON + SECOND);
			await team.claim({ now: NOON + SECOND, pace: FREE });
			await team.settle(failing, { kind: 'failed', failure: failure() });
			expect(await queue(READ)).toBe('handing');
		});

		test('takes a conversation without any message for unread', async () => {
			const team = await linkedTeam();

			expect(await fateOf(team, only(READ))).toBe('lastMessageRead');
			expect(await fateOf(team, only(UNREAD))).toBe('handing');
		});

		test.each([
			['Europe/Berlin', NOON + 5 * HOUR, 'withinBusinessHours'],
			['Europe/Berlin', NOON + 5 * HOUR - 1, 'handing'],
			['America/New_York', NOON + 5 * HOUR, 'handing'],
			[null, NOON + 5 * HOUR, 'handing'],
			[null, NOON + 6 * HOUR, 'withinBusinessHours'],
		])('keeps business hours in the zone of the number: %s', async (timeZone, now, fate) => {
			const team = await openTeam(stores, { mode: 'linked', timeZone });
			const hours = { days: [5], from: 540, to: 1_080 } as const;

			expect(await fateOf(team, only({ type: 'withinBusinessHours', hours }), now)).toBe(
				fate,
			);
		});

		test.each([
			[NOON + 5 * HOUR - 1, 'withinBusinessHours', 'handing'],
			[NOON + 5 * HOUR, 'withinBusinessHours', 'withinBusinessHours'],
			[NOON + 5 * HOUR - 1, 'outsideBusinessHours', 'outsideBusinessHours'],
			[NOON + 5 * HOUR, 'outsideBusinessHours', 'handing'],
		] as const)('keeps the hours of the number: at %i %s', async (now, type, fate) => {
			const team = await openTeam(stores, { mode: 'linked', timeZone: 'Europe/Berlin' });
			const { workspaceId, numberId, store } = team;
			const change = { hours: [{ days: [5], from: 540, to: 1_080 } as const] };
			await store.updateNumber({ workspaceId, numberId, change, now: NOON });

			expect(await fateOf(team, only({ type, hours: 'number' }), now)).toBe(fate);
		});

		test('is judged at the claim, not when it was queued', async () => {
			const team = await linkedTeam();
			const id = await team.queue({ ...only(VIP), notBefore: NOON + HOUR });
			await change(team, `labels_json = '["vip"]'`);

			expect(idsOf(await team.claim({ now: NOON + HOUR }))).toEqual([id]);
		});

		test('goes only if all hold, and is skipped by the first that does not', async () => {
			const team = await linkedTeam();
			await team.writtenBy();

			expect(await fateOf(team, only(NO_VIP, OPEN, UNREAD))).toBe('handing');
			expect(await fateOf(await linkedTeam(), only(NO_VIP, READ, VIP))).toBe(
				'lastMessageRead',
			);
		});

		test('that was skipped does not block its key', async () => {
			const team = await linkedTeam();
			const given = { ...only(READ), idempotencyKey: unique('own') };
			await fateOf(team, given);

			expect(await fateOf(team, { ...given, conditions: [UNREAD] })).toBe('handing');
		});
	});

	describe('the owner guard', () => {
		test.each<[Draft['ownerGuard'], string | null, string | null, string]>([
			['block', 'bob@example.com', ME, 'ownedByOther'],
			['block', 'bob@example.com', null, 'ownedByOther'],
			['block', ME.toUpperCase(), ME, 'handing'],
			['block', null, ME, 'handing'],
			['warn', 'bob@example.com', ME, 'handing'],
			['off', 'bob@example.com', ME, 'handing'],
		])('%s, with the owner %s and %s who writes: %s', async (ownerGuard, owner, me, fate) => {
			const team = await linkedTeam();
			await team.writtenBy();
			await change(team, owner === null ? 'owner = null' : `owner = '${owner}'`);

			expect(await fateOf(team, { ...(ownerGuard && { ownerGuard }), actingAgent: me })).toBe(
				fate,
			);
		});
	});

	describe('a step of a sequence', () => {
		const step = (given: Partial<Draft> = {}): Draft =>
			draft({
				sequence: 'cart',
				step: '1',
				idempotencyKey: 'step:["cart","1"]',
				keyScope: 'contact',
				...given,
			});

		test('goes to a contact once, by whatever address and number', async () => {
			const team = await linkedTeam();
			const other = await team.addNumber({ mode: 'linked' });
			const [first] = await team.enqueue([step()]);
			const { item, conversationId } = await team.writtenBy();
			const again = [
				...(await team.enqueue([
					step(),
					step({ recipient: { kind: 'conversation', conversationId } }),
					step({ recipient: { kind: 'contact', contactId: item.contact.id } }),
				])),
				...(await other.enqueue([step()])),
			];

			expect(again).toEqual(Array(4).fill({ ...first, deduplicated: true }));
		});

		test('is another for another contact, step or sequence', async () => {
			const team = await linkedTeam();
			await team.enqueue([step()]);
			const others = await team.enqueue([
				step({ recipient: { kind: 'phone', phone: BEN } }),
				step({ step: '2', idempotencyKey: 'step:["cart","2"]' }),
				step({ sequence: 'birthday', idempotencyKey: 'step:["birthday","1"]' }),
			]);

			expect(others).toMatchObject(Array(3).fill({ deduplicated: false }));
		});

		test('is not sent again to somebody who had it as two contacts, or as either', async () => {
			const team = await linkedTeam();
			await team.writtenBy();
			await team.receive(inbound({ sender: [bsuid('DE.anna')] }));
			const { item } = (await team.log()).at(-1) ?? {};
			const toUser = { kind: 'contact', contactId: item?.contact.id ?? '' } as const;
			const two = { step: '2', idempotencyKey: 'step:["cart","2"]' };
			await team.enqueue([
				step(),
				step({ recipient: toUser }),
				step({ ...two, recipient: toUser }),
			]);
			await team.receive(inbound({ sender: [phone(ANNA), bsuid('DE.anna')] }));

			expect(await team.enqueue([step(), step(two)])).toMatchObject(
				Array(2).fill({ deduplicated: true }),
			);
		});
	});

	describe('a preview of a message with conditions', () => {
		const foresee = async (team: Team, given: Partial<Draft>) => {
			const { workspaceId, numberId } = team;
			const drafts = [draft(given)];
			const input = { workspaceId, numberId, drafts, pace: FREE, now: NOON };
			const [result] = await team.store.preview(input);
			return result?.kind === 'forecast' ? result.forecast : result;
		};

		test('says that it would be skipped, refused or sent', async () => {
			const team = await linkedTeam();
			await team.writtenBy();
			await change(team, `owner = 'bob@example.com'`);

			expect(await foresee(team, only(NEVER))).toEqual({
				verdict: 'skipped',
				reason: 'neverReplied',
			});
			expect(await foresee(team, { ownerGuard: 'block' })).toEqual({
				verdict: 'refused',
				reason: 'ownedByOther',
			});
			expect(await foresee(team, only(UNREAD))).toEqual({ verdict: 'sent' });
			const recipient = { kind: 'phone', phone: BEN } as const;
			expect(await foresee(team, { ...only(...REPLIES, OWN, OPEN), recipient })).toEqual({
				verdict: 'sent',
			});
		});
	});
}

/** Lets others have their turn so many times. */
async function turns(count: number): Promise<void> {
	for (let turn = 0; turn < count; turn += 1) {
		await new Promise((resolve) => setImmediate(resolve));
	}
}
