import { ADA, BOB, hire, tryOwner, tryRule } from '../support/agents.ts';
import { ANNA, BEN, draft, HOUR, inbound, NOON, phone, unique } from '../support/builders.ts';
import { DeskOfTeam } from '../support/desk.ts';
import { openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const DAY = 24 * HOUR;

/** What comes after a resolved conversation: the same one again, or the next one. */
export function describeSuccession(stores: Stores): void {
	const several = async ({ store, workspaceId, numberId }: Team, change: object = {}) =>
		await store.updateNumber({
			...{ workspaceId, numberId, now: NOON },
			change: { singleConversation: false, ...change },
		});

	/** A conversation that Ada had and that was resolved at noon. */
	const resolved = async () => {
		const team = await openTeam(stores);
		await several(team);
		await hire(team, ADA);
		await hire(team, BOB);
		const { item } = await team.writtenBy(ANNA, NOON - HOUR);
		const { id } = item.conversation;
		await tryOwner(team, id, { kind: 'claim', agent: ADA });
		const desk = new DeskOfTeam(team);
		await desk.label(id, { add: ['vip'] });
		await desk.setStatus(id, 'resolved');
		return { team, desk, id };
	};

	const write = async (team: Team, sentAt: number, given: object = {}) => {
		const message = inbound({ sender: [phone(ANNA)], sentAt, ...given });
		const { numberId, store } = team;
		await store.receiveBatch({ numberId, messages: [message], statuses: [], now: sentAt });
		return message;
	};

	/** The conversations of everybody: id, status, owner and labels, the oldest first. */
	const all = async ({ store, workspaceId }: Team) => {
		const asked = { workspaceId, actingAgent: null, filter: {}, after: null, limit: 50 };
		const { rows } = await store.searchConversations({ ...asked, order: 'lastMessage' });
		return rows
			.map(({ conversation }) => conversation)
			.toSorted((one, other) => (one.id < other.id ? -1 : 1))
			.map(({ id, status, owner, labels }) => [id, status, owner, labels]);
	};

	const names = async (team: Team) => {
		const types = [
			'conversation.created',
			'conversation.reopened',
			'message.received',
		] as const;
		const { entries } = await team.readFeed({ types });
		return entries.slice(2).map(({ item }) => [item.event, item.conversation?.id]);
	};

	describe('what a customer writes after their conversation was resolved', () => {
		test('opens it again, at a number with one for each contact, however late', async () => {
			const { team, id } = await resolved();
			await several(team, { singleConversation: true });
			await write(team, NOON + 365 * DAY);

			expect(await all(team)).toEqual([[id, 'open', ADA, ['vip']]]);
		});

		test('opens it again for as long as the settings say', async () => {
			const { team, id } = await resolved();
			await write(team, NOON + DAY);

			expect(await all(team)).toEqual([[id, 'open', ADA, ['vip']]]);
			expect(await names(team)).toEqual([
				['message.received', id],
				['conversation.reopened', id],
			]);
		});

		test('begins the next one after that, which is nobody’s and without labels', async () => {
			const { team, id } = await resolved();
			await write(team, NOON + DAY + 1);
			const [, next] = await all(team);
			const nextId = next?.[0];
			const { item } = (await team.log()).at(-1) ?? {};

			expect(await all(team)).toEqual([
				[id, 'resolved', ADA, ['vip']],
				[nextId, 'open', null, []],
			]);
			expect(await names(team)).toEqual([
				['message.received', nextId],
				['conversation.created', nextId],
			]);
			expect(item?.conversation).toMatchObject({ id: nextId, isNew: true });
		});

		test.each([
			[0, 1, 2],
			[0, 0, 1],
			[2, 2 * HOUR, 1],
			[2, 2 * HOUR + 1, 2],
		])('with %i hours, %i ms later: conversations %i', async (reopenHours, later, count) => {
			const { team } = await resolved();
			const { workspaceId, store } = team;
			await store.saveSettings({ workspaceId, change: { reopenHours }, now: NOON });
			await write(team, NOON + later);

			expect(await all(team)).toHaveLength(count);
		});

		test('opens it again where it was written before that, and only arrives late', async () => {
			const { team, id } = await resolved();
			const message = inbound({ sender: [phone(ANNA)], sentAt: NOON - 1 });
			const { numberId, store } = team;
			const now = NOON + 7 * DAY;
			await store.receiveBatch({ numberId, messages: [message], statuses: [], now });

			expect(await all(team)).toEqual([[id, 'open', ADA, ['vip']]]);
		});

		test('begins nothing where it is no message of its own, or comes in once more', async () => {
			const { team, desk, id } = await resolved();
			const emoji = { type: 'reaction', emoji: '👍', to: 'wamid.1' };
			await write(team, NOON + 2 * DAY, { content: emoji, text: null });
			expect(await all(team)).toEqual([[id, 'resolved', ADA, ['vip']]]);
			// Their clock is ahead of ours.
			const given = { providerId: unique('wamid') };
			await write(team, NOON + 9 * DAY, given);
			const next = (await all(team)).at(-1)?.[0] as string;
			await desk.setStatus(next, 'resolved', { now: NOON + DAY });
			await write(team, NOON + 9 * DAY, given);

			expect(await all(team)).toHaveLength(2);
		});

		test('goes on with the newest one from then on', async () => {
			const { team, id } = await resolved();
			await write(team, NOON + 2 * DAY);
			await write(team, NOON + 2 * DAY + 1);
			const [, [next] = []] = await all(team);
			const received = (await names(team)).filter(([event]) => event === 'message.received');

			expect(next).not.toBe(id);
			expect(received).toEqual([
				['message.received', next],
				['message.received', next],
			]);
		});
	});

	describe('the next conversation', () => {
		test('has what waits to be sent, and gets what is sent to the one before', async () => {
			const { team, id } = await resolved();
			const recipient = { kind: 'conversation', conversationId: id } as const;
			const notBefore = NOON + 3 * DAY;
			const expiresAt = NOON + 9 * DAY;
			const waiting = await team.queue({ recipient, notBefore, expiresAt });
			const stopped = await team.queue({
				...{ recipient, notBefore, expiresAt },
				conditions: [{ type: 'noReplySinceMyLastMessage' }],
			});
			await write(team, NOON + 2 * DAY);
			const next = (await all(team)).at(-1)?.[0];
			const later = await team.queue({ recipient }, NOON + 2 * DAY);
			const of = async (outboxId: string) => (await team.outcome(outboxId)).conversation?.id;

			expect(await of(waiting)).toBe(next);
			expect(await of(later)).toBe(next);
			// It is a reply to what was to be said in the conversation before.
			expect(await team.stateOf(stopped)).toMatchObject({ state: 'skipped' });
		});

		test('has the window, and its end is told once', async () => {
			const { team, desk, id } = await resolved();
			const { workspaceId, store } = team;
			await store.saveSettings({ workspaceId, change: { reopenHours: 0 }, now: NOON });
			await write(team, NOON + 1);
			const next = (await all(team)).at(-1)?.[0];
			const now = NOON + 2 * DAY;
			await desk.pass(now);
			const { entries } = await team.readFeed({ types: ['window.closed'] });

			expect(next).not.toBe(id);
			expect(entries.map(({ item }) => item.conversation?.id)).toEqual([next]);
		});

		test('is given by the rule "sticky" to whoever had the one before', async () => {
			const { team } = await resolved();
			await write(team, NOON + 2 * DAY);
			const next = (await all(team)).at(-1)?.[0] as string;
			await tryRule(team, next, { strategy: 'sticky' });

			expect((await all(team)).at(-1)?.[2]).toBe(ADA);
		});

		test('leaves a message of the one before where it is, also edited', async () => {
			const { team, id } = await resolved();
			const given = { providerId: unique('wamid') };
			await write(team, NOON - 1, given);
			const desk = new DeskOfTeam(team);
			await desk.setStatus(id, 'resolved');
			await write(team, NOON + 2 * DAY);
			const content = { type: 'edit', target: given.providerId, content: { type: 'text' } };
			await write(team, NOON + 2 * DAY + 1, { content, text: 'Corrected' });
			const { workspaceId, store } = team;
			const asked = { workspaceId, actingAgent: null, conversationId: id, after: null };
			const timeline = await store.timeline({ ...asked, oldestFirst: true, limit: 50 });
			const texts = timeline?.rows.flatMap((row) =>
				row.kind === 'message' ? row.message.text : [],
			);

			expect(texts).toContain('Corrected');
		});

		test('is one with that of another contact who turns out to be the same, the past ones stay', async () => {
			const { team, id } = await resolved();
			await write(team, NOON + 2 * DAY);
			const next = (await all(team)).at(-1)?.[0];
			const { item } = await team.writtenBy(BEN, NOON);
			await new DeskOfTeam(team).setStatus(item.conversation.id, 'resolved');
			await team.receive(inbound({ sender: [phone(BEN)], sentAt: NOON + 2 * DAY }));
			const { workspaceId, store } = team;
			const who = (of: string) => ({ kind: 'phone', phone: of }) as const;
			const both = { into: who(ANNA), from: who(BEN) };
			await store.mergePeople({ workspaceId, ...both, now: NOON });
			const person = await store.findContact({ workspaceId, who: who(BEN) });
			const conversations = (await all(team)).map(([one, status]) => [one, status]);

			expect(conversations).toEqual(
				[
					[id, 'resolved'],
					[next, 'open'],
					[item.conversation.id, 'resolved'],
				].toSorted(),
			);
			expect(person?.conversations.map((one) => one.id)).toEqual(
				conversations.map(([one]) => one),
			);
			const [sent] = await team.enqueue([
				draft({
					recipient: { kind: 'conversation', conversationId: item.conversation.id },
				}),
			]);
			const outboxId = sent?.kind === 'queued' ? sent.outboxId : '';
			expect((await team.outcome(outboxId)).conversation?.id).toBe(next);
		});
	});
}
