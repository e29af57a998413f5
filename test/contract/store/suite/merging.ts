import type { ContactKey } from '../../../../src/domain/address.ts';
import { isWindowOpen } from '../../../../src/domain/window.ts';
import { iso } from '../../../../src/store/log/parts.ts';
import {
	ANNA,
	BEN,
	bsuid,
	echo,
	HOUR,
	inbound,
	MINUTE,
	NOON,
	phone,
	status,
} from '../support/builders.ts';
import { idsOf, last, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const BSUID = bsuid('DE.anna');
const BOTH = [phone(ANNA), BSUID];

/** Two contacts that turn out to be one person. */
export function describeMerging(stores: Stores): void {
	describe('two contacts that share an address', () => {
		const writes = async (team: Team, sender: readonly ContactKey[], sentAt = NOON) => {
			await team.receive(inbound({ sender, sentAt }));
			return last(await team.log());
		};
		/** Anna is known by her phone, then by her user id, as if she were two. */
		const twice = async () => {
			const team = await openTeam(stores);
			const older = await writes(team, [phone(ANNA)]);
			const younger = await writes(team, [BSUID], NOON + MINUTE);
			return { team, older, younger };
		};

		test.each([
			['the phone and the user id', BOTH],
			['the user id and the phone', [...BOTH].reverse()],
		])('become the older one when a message brings %s', async (_what, sender) => {
			const { team, older, younger } = await twice();
			await writes(team, sender, NOON + HOUR);
			const log = await team.log();

			expect(younger.item.contact.id).not.toBe(older.item.contact.id);
			expect(await team.eventNames()).toEqual([
				'message.received',
				'message.received',
				'contact.merged',
				'message.received',
			]);
			expect(log[2]?.item).toMatchObject({
				change: { field: 'id', from: younger.item.contact.id, to: older.item.contact.id },
				message: { id: log[3]?.item.message.id },
			});
			const merged = { ...older.item.contact, bsuid: BSUID.value };
			expect(log.map(({ item }) => item.contact)).toEqual(Array(4).fill(merged));
			expect(log.map(({ conversationId }) => conversationId)).toEqual(
				Array(4).fill(older.conversationId),
			);
		});

		test('become one once', async () => {
			const { team } = await twice();
			const message = inbound({ sender: BOTH });
			await team.receive(message, message);
			await team.receive(message, inbound({ sender: BOTH }));

			expect((await team.eventNames()).filter((name) => name === 'contact.merged')).toEqual([
				'contact.merged',
			]);
		});

		test('are found by every address that either had', async () => {
			const team = await openTeam(stores);
			const { item } = await writes(team, [phone(ANNA), bsuid('DE.1')]);
			await writes(team, [phone(BEN), bsuid('DE.2')]);
			await writes(team, [phone(ANNA), bsuid('DE.2')]);
			const found: string[] = [];
			for (const key of [phone(ANNA), phone(BEN), bsuid('DE.1'), bsuid('DE.2')]) {
				found.push((await writes(team, [key])).item.contact.id);
			}

			expect(found).toEqual(Array(4).fill(item.contact.id));
		});

		test('may be three', async () => {
			const { team, older } = await twice();
			await writes(team, [phone(BEN)]);
			await writes(team, [phone(ANNA), phone(BEN), BSUID]);
			const log = await team.log();

			expect(log.filter(({ item }) => item.event === 'contact.merged')).toHaveLength(2);
			expect(new Set(log.map(({ item }) => item.contact.id))).toEqual(
				new Set([older.item.contact.id]),
			);
		});

		test('may be merged again later, and old ids still lead to the one', async () => {
			const team = await openTeam(stores);
			const oldest = await writes(team, [phone(BEN)]);
			const older = await writes(team, [phone(ANNA)]);
			const younger = await writes(team, [BSUID]);
			await writes(team, BOTH);
			await writes(team, [phone(BEN), BSUID]);

			const queued: string[] = [];
			for (const { item } of [younger, older, oldest]) {
				const conversationId = item.conversation.id;
				queued.push(
					await team.queue({ recipient: { kind: 'conversation', conversationId } }),
				);
			}
			const contacts = (await team.outcomes(queued)).map(({ contact }) => contact.id);
			expect(contacts).toEqual(Array(3).fill(oldest.item.contact.id));
			// They are one conversation: one message goes out at a time.
			expect(idsOf(await team.claim())).toEqual(queued.slice(0, 1));
		});

		test('are one for an edit of what was written before', async () => {
			const { team, younger } = await twice();
			await writes(team, BOTH);
			const target = younger.item.message.providerId ?? '';
			const content = { type: 'edit', target, content: { type: 'text' } } as const;
			await team.receive(inbound({ sender: [phone(ANNA)], content, text: 'Better' }));

			expect(last(await team.log()).item.message).toMatchObject({
				id: younger.item.message.id,
				text: 'Better',
			});
		});

		test('keep the window and the messages of both', async () => {
			const { team, older, younger } = await twice();
			await writes(team, BOTH, NOON - HOUR);
			const { conversation } = last(await team.log()).item;

			expect(conversation).toMatchObject({
				id: older.conversationId,
				windowExpiresAt: younger.item.conversation.windowExpiresAt,
			});
			expect(isWindowOpen(Date.parse(conversation.windowExpiresAt ?? ''), NOON)).toBe(true);
		});

		test('keep their name', async () => {
			const team = await openTeam(stores);
			await team.receive(inbound({ sender: [phone(ANNA)], senderName: null }));
			await team.receive(inbound({ sender: [BSUID], senderName: 'Anna' }));
			await team.receive(inbound({ sender: BOTH, senderName: null }));

			expect(last(await team.log()).item.contact).toMatchObject({
				name: 'Anna',
				phone: ANNA,
			});
		});

		test('are one for what waits in the outbox, and it goes out in one line', async () => {
			const { team, older, younger } = await twice();
			const to = (conversationId: string) =>
				team.queue({ recipient: { kind: 'conversation', conversationId } });
			const first = await to(younger.conversationId);
			const second = await to(older.conversationId);
			await writes(team, BOTH);

			expect((await team.outcome(first)).conversation.id).toBe(older.conversationId);
			const claimed = await team.claim();
			expect(idsOf(claimed)).toEqual([first]);
			expect(claimed.claimed[0]?.recipient).toEqual(expect.arrayContaining(BOTH));
			await team.sent(first);
			expect(idsOf(await team.claim({ now: NOON + HOUR }))).toEqual([second]);
		});

		test('are one for what is on its way', async () => {
			const { team, older, younger } = await twice();
			const recipient = {
				kind: 'conversation',
				conversationId: younger.conversationId,
			} as const;
			const id = await team.queue({ recipient });
			expect(idsOf(await team.claim())).toEqual([id]);
			await writes(team, BOTH);
			const providerId = await team.sent(id);
			await team.hear(status({ providerId, status: 'read', recipient: [BSUID] }));

			expect(last(await team.log())).toMatchObject({
				conversationId: older.conversationId,
				item: { event: 'message.read', contact: { id: older.item.contact.id } },
			});
		});

		test('are one for deliveries that are open', async () => {
			const { team, older } = await twice();
			const delivery = await team.delivery();
			await team.store.beginDelivery({ ...delivery, attempt: 1, now: NOON });
			await writes(team, BOTH);
			const { consumer } = delivery;
			const [entry] = (await team.readFeed({ consumer, after: delivery.seq - 1 })).entries;

			expect(entry).toMatchObject({
				conversationId: older.conversationId,
				delivery: { attempt: 1, state: 'emitting' },
				item: { eventId: delivery.eventId, contact: { id: older.item.contact.id } },
			});
		});

		test('keep a conversation at each number', async () => {
			const team = await openTeam(stores);
			const other = await team.addNumber();
			const here = await writes(team, [phone(ANNA)]);
			const there = await writes(other, [BSUID]);
			await writes(team, BOTH);

			expect(await writes(other, [BSUID])).toMatchObject({
				conversationId: there.conversationId,
				item: { contact: { id: here.item.contact.id } },
			});
		});

		test.each([
			['each', 4],
			['the first', 1],
		])(
			'become one once when four numbers hear of it at once, and %s knew them',
			async (_, n) => {
				const team = await openTeam(stores);
				const teams = [team, ...(await Promise.all([1, 2, 3].map(() => team.addNumber())))];
				for (const each of teams.slice(0, n)) await writes(each, [phone(ANNA)]);
				for (const each of teams.slice(0, n)) await writes(each, [BSUID]);
				const both = [stores.store, await stores.another()];
				await Promise.all(
					teams.map(({ numberId }, index) =>
						both[index % 2]?.receiveBatch({
							numberId,
							messages: [inbound({ sender: BOTH })],
							statuses: [],
							now: NOON,
						}),
					),
				);
				const log = await team.log();

				expect(log.filter(({ item }) => item.event === 'contact.merged')).toHaveLength(1);
				expect(new Set(log.map(({ item }) => item.contact.id)).size).toBe(1);
				expect(new Set(log.map(({ conversationId }) => conversationId)).size).toBe(4);
			},
		);

		test('keep a message that both had received', async () => {
			const team = await openTeam(stores);
			const message = inbound({ sender: [phone(ANNA)] });
			await team.receive(message, { ...message, sender: [BSUID] });
			await team.receive(inbound({ sender: BOTH }));
			const log = await team.log();

			expect(log.map(({ item }) => item.event)).toEqual([
				'message.received',
				'message.received',
				'contact.merged',
				'message.received',
			]);
			expect(new Set(log.map(({ conversationId }) => conversationId)).size).toBe(1);
		});

		test('become one by a new phone that wrote before it was announced', async () => {
			const team = await openTeam(stores);
			const older = await writes(team, [phone(ANNA)]);
			await writes(team, [phone(BEN)]);
			const [before, after] = [[phone(ANNA)], [phone(BEN)]];
			const system = { kind: 'numberChanged', before, after } as const;
			const content = { type: 'system', notice: system } as const;
			await team.receive(inbound({ sender: before, content }));

			expect((await team.eventNames()).slice(2)).toEqual([
				'contact.merged',
				'contact.updated',
			]);
			expect(last(await team.log()).item.contact).toMatchObject({
				id: older.item.contact.id,
				phone: BEN,
			});
		});

		test('become one by a status, and by an echo', async () => {
			const byStatus = await twice();
			const id = await byStatus.team.queue();
			await byStatus.team.claim();
			const providerId = await byStatus.team.sent(id);
			const heard = status({ providerId, status: 'delivered', recipient: BOTH });
			await byStatus.team.hear(heard, heard);
			const byEcho = await twice();
			await byEcho.team.record(echo({ contact: BOTH }));

			expect((await byStatus.team.eventNames()).slice(2)).toEqual([
				'message.sent',
				'message.delivered',
				'contact.merged',
			]);
			expect((await byEcho.team.eventNames()).slice(2)).toEqual([
				'contact.merged',
				'message.sent',
			]);
		});

		test('in other workspaces stay apart', async () => {
			const { team } = await twice();
			await writes(team, BOTH);
			const stranger = await twice();

			expect(await stranger.team.eventNames()).not.toContain('contact.merged');
		});

		test('become one in one transaction, or not at all', async () => {
			const { team } = await twice();
			const bad = { ...inbound({ sender: BOTH }), providerId: null as unknown as string };
			const broken = { ...bad, text: {} as unknown as string };
			await expect(team.receive(broken)).rejects.toMatchObject({ name: 'TeamError' });

			expect(await team.eventNames()).toEqual(['message.received', 'message.received']);
			const log = await team.log();
			expect(new Set(log.map(({ conversationId }) => conversationId)).size).toBe(2);
			expect(log[0]?.item.conversation.windowExpiresAt).toBe(iso(NOON + 24 * HOUR));
		});
	});
}
