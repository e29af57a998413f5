import { HOUR, inbound, MINUTE, NOON, phone } from '../support/builders.ts';
import { Desk, phoneOf } from '../support/lookup.ts';
import { openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** Finding conversations: filters, order, cursors, and who may see what. */
export function describeLookup(stores: Stores): void {
	const open = async (given = {}): Promise<Desk> => new Desk(await openTeam(stores, given));

	/** Ada has waited longest, then Bea, then Cem. */
	async function three() {
		const desk = await open();
		const ada = await desk.customer('Ada', NOON - 3 * HOUR);
		const cem = await desk.customer('Cem', NOON - HOUR);
		const bea = await desk.customer('Bea', NOON - 2 * HOUR);
		return { desk, ada, bea, cem };
	}

	describe('a search', () => {
		test('shows a conversation with all that a list needs', async () => {
			const { desk, ada } = await three();
			const { rows } = await desk.page({}, { limit: 1 });

			expect(rows).toEqual([
				{
					number: {
						id: desk.team.numberId,
						label: 'Shop',
						phone: null,
						mode: 'cloud',
						group: null,
					},
					contact: expect.objectContaining({
						name: 'Ada',
						phone: phoneOf('Ada'),
					}) as unknown,
					conversation: expect.objectContaining({
						id: ada,
						status: 'open',
						owner: null,
						labels: [],
					}) as unknown,
					team: null,
					waitingSince: NOON - 3 * HOUR,
					firstInboundAt: NOON - 3 * HOUR,
					lastInboundAt: NOON - 3 * HOUR,
					lastOutboundAt: null,
					unownedSince: expect.anything() as unknown,
					snoozedUntil: null,
					resolvedAt: null,
					outcome: null,
					createdAt: NOON,
					message: expect.objectContaining({
						text: 'Hello',
						direction: 'in',
						sentAt: NOON - 3 * HOUR,
					}) as unknown,
				},
			]);
		});

		test('shows first who has waited longest, and last who waits for nobody', async () => {
			const { desk, ada } = await three();
			const conversation = { kind: 'conversation', conversationId: ada } as const;
			await desk.team.queue({ recipient: conversation });
			const [claimed] = (await desk.team.claim()).claimed;
			await desk.team.sent(claimed?.outboxId ?? '');

			expect(await desk.names()).toEqual(['Bea', 'Cem', 'Ada']);
		});

		test('shows the newest message first where that is asked for', async () => {
			const { desk } = await three();

			expect(await desk.names({}, { order: 'lastMessage' })).toEqual(['Cem', 'Bea', 'Ada']);
		});

		test('finds nothing of another workspace, nor of a person who was erased', async () => {
			const { desk } = await three();
			const stranger = await open();
			const { workspaceId, store } = desk.team;
			await store.eraseContact({
				workspaceId,
				who: { kind: 'phone', phone: phoneOf('Bea') },
				now: NOON,
			});

			expect(await stranger.names()).toEqual([]);
			expect(await desk.names()).toEqual(['Ada', 'Cem']);
			expect(await desk.names({}, { order: 'lastMessage' })).toEqual(['Cem', 'Ada']);
		});

		test('finds nothing of a person who was erased by what they had, either', async () => {
			const { desk, ada } = await three();
			const eve = 'eve@example.com';
			await desk.agent(eve);
			await desk.give(ada, eve);
			await desk.label(ada, 'VIP');
			const filters = [
				{ owner: eve },
				{ labels: ['vip'] },
				{ waitingBefore: NOON - 3 * HOUR },
			] as const;
			const found = async () =>
				await Promise.all(filters.map((filter) => desk.names(filter)));
			expect(await found()).toEqual([['Ada'], ['Ada'], ['Ada']]);
			const { workspaceId, store } = desk.team;
			const who = { kind: 'phone', phone: phoneOf('Ada') } as const;
			await store.eraseContact({ workspaceId, who, now: NOON });

			expect(await found()).toEqual([[], [], []]);
		});

		test('shows a conversation that took another one in once', async () => {
			const { desk, ada } = await three();
			await desk.team.store.mergePeople({
				workspaceId: desk.team.workspaceId,
				into: { kind: 'conversation', conversationId: ada },
				from: { kind: 'phone', phone: phoneOf('Bea') },
				now: NOON,
			});

			expect(await desk.names()).toEqual(['Ada', 'Cem']);
		});
	});

	describe('a filter', () => {
		test('by number, by several, and by group', async () => {
			const desk = await open({ group: 'sales' });
			const other = await desk.team.addNumber({ group: 'support' });
			const third = await desk.team.addNumber({ group: 'sales' });
			await desk.customer('Ada', NOON - 3);
			await desk.customer('Bea', NOON - 2, { at: other });
			await desk.customer('Cem', NOON - 1, { at: third });
			const of = async (...numberIds: string[]) => await desk.names({ numberIds });

			expect(await of(other.numberId)).toEqual(['Bea']);
			expect(await of(third.numberId, desk.team.numberId)).toEqual(['Ada', 'Cem']);
			expect(await of('unknown')).toEqual([]);
			expect(await desk.names({ group: 'sales' })).toEqual(['Ada', 'Cem']);
			expect(await desk.names({ group: 'sales', numberIds: [other.numberId] })).toEqual([]);
			const numberIds = [third.numberId, desk.team.numberId];
			expect(await desk.names({ numberIds }, { order: 'lastMessage' })).toEqual([
				'Cem',
				'Ada',
			]);
		});

		test('by status', async () => {
			const { desk, ada, bea } = await three();
			await desk.set(ada, 'resolved');
			await desk.set(bea, 'snoozed');

			expect(await desk.names({ statuses: ['open'] })).toEqual(['Cem']);
			expect(await desk.names({ statuses: ['snoozed', 'resolved'] })).toEqual(['Bea', 'Ada']);
			expect(await desk.names({ statuses: ['pending'] })).toEqual([]);
		});

		test('by owner, and by nobody', async () => {
			const { desk, ada } = await three();
			await desk.agent('eve@example.com');
			await desk.give(ada, 'eve@example.com');

			expect(await desk.names({ owner: 'eve@example.com' })).toEqual(['Ada']);
			expect(await desk.names({ owner: null })).toEqual(['Bea', 'Cem']);
			expect(await desk.names({ owner: 'nobody@example.com' })).toEqual([]);
			expect(
				await desk.names({ owner: 'eve@example.com' }, { order: 'lastMessage' }),
			).toEqual(['Ada']);
		});

		test('by label, however it is written, and by all of several', async () => {
			const { desk, ada, bea } = await three();
			await desk.label(ada, 'VIP', 'Übergabe');
			await desk.label(bea, 'VIP');

			expect(await desk.names({ labels: ['vip'] })).toEqual(['Ada', 'Bea']);
			expect(await desk.names({ labels: ['VIP', 'Übergabe'] })).toEqual(['Ada']);
			expect(await desk.names({ labels: ['refund'] })).toEqual([]);
		});

		test('by how long they have waited, to the millisecond', async () => {
			const { desk } = await three();
			const waitingBefore = NOON - 2 * HOUR;

			expect(await desk.names({ waitingBefore })).toEqual(['Ada', 'Bea']);
			expect(await desk.names({ waitingBefore: waitingBefore - 1 })).toEqual(['Ada']);
			expect(await desk.names({ waitingBefore }, { order: 'lastMessage' })).toEqual([
				'Bea',
				'Ada',
			]);
		});

		test('by who was never answered', async () => {
			const { desk, ada } = await three();
			const conversation = { kind: 'conversation', conversationId: ada } as const;
			await desk.team.queue({ recipient: conversation });
			const [claimed] = (await desk.team.claim()).claimed;
			await desk.team.sent(claimed?.outboxId ?? '');
			const sender = [phone(phoneOf('Ada'))];
			await desk.team.receive(inbound({ sender, senderName: 'Ada', sentAt: NOON + MINUTE }));

			expect(await desk.names({ neverAnswered: true })).toEqual(['Bea', 'Cem']);
		});

		test('by contact', async () => {
			const { desk, bea } = await three();
			const { rows } = await desk.page();
			const contactId = rows.find(({ conversation }) => conversation.id === bea)?.contact.id;

			expect(await desk.names({ contactId: contactId ?? '' })).toEqual(['Bea']);
		});

		test('of several kinds, all of which must hold', async () => {
			const { desk, ada, bea } = await three();
			await desk.label(ada, 'VIP');
			await desk.label(bea, 'VIP');
			await desk.set(ada, 'resolved');

			expect(await desk.names({ statuses: ['open'], labels: ['VIP'], owner: null })).toEqual([
				'Bea',
			]);
		});
	});

	describe('a cursor', () => {
		const NAMES = ['Ada', 'Bea', 'Cem', 'Dan', 'Eli', 'Fay', 'Gus'];

		test.each(['waiting', 'lastMessage'] as const)(
			'shows each once, also where times are the same (%s)',
			async (order) => {
				const desk = await open();
				for (const name of NAMES) await desk.customer(name, NOON);
				const pages = await desk.pages({}, 3, order);

				expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
				expect(pages.flat().toSorted()).toEqual(NAMES);
			},
		);

		test('ends with a page that is just full', async () => {
			const { desk } = await three();

			expect(await desk.pages({}, 3)).toEqual([['Ada', 'Bea', 'Cem']]);
		});

		test('goes over several statuses and numbers in one order', async () => {
			const desk = await open();
			const other = await desk.team.addNumber();
			for (const [index, name] of NAMES.entries()) {
				const at = index % 2 === 0 ? desk.team : other;
				const id = await desk.customer(name, NOON + index, { at });
				if (index % 3 === 0) await desk.set(id, 'snoozed');
			}
			const numberIds = [desk.team.numberId, other.numberId];

			expect((await desk.pages({}, 2)).flat()).toEqual(NAMES);
			expect((await desk.pages({ numberIds }, 2)).flat()).toEqual(NAMES);
		});

		test('is not shifted by what comes and goes meanwhile', async () => {
			const { desk, ada } = await three();
			const first = await desk.page({ statuses: ['open'] }, { limit: 2 });
			await desk.set(ada, 'resolved');
			await desk.customer('Zoe', NOON - 9 * HOUR);
			const after = first.next;

			expect(await desk.names({ statuses: ['open'] }, { after, limit: 2 })).toEqual(['Cem']);
		});
	});

	describe('an agent who looks', () => {
		test('sees what is theirs to see, by number, group and label', async () => {
			const desk = await open({ group: 'sales' });
			const other = await desk.team.addNumber({ group: 'support' });
			const ada = await desk.customer('Ada', NOON - 2);
			await desk.customer('Bea', NOON - 1, { at: other });
			await desk.label(ada, 'VIP');
			const limited = { role: 'limitedAgent' } as const;
			await desk.agent('a@example.com', { ...limited, numberScope: ['support'] });
			await desk.agent('b@example.com', { ...limited, numberScope: [desk.team.numberId] });
			await desk.agent('c@example.com', { ...limited, labelScope: ['vip'] });
			await desk.agent('d@example.com', { role: 'manager', labelScope: ['none'] });
			await desk.agent('e@example.com', limited);
			const of = async (actingAgent: string, filter = {}) =>
				await desk.names(filter, { actingAgent });

			expect(await of('a@example.com')).toEqual(['Bea']);
			expect(await of('b@example.com')).toEqual(['Ada']);
			expect(await of('c@example.com')).toEqual(['Ada']);
			expect(await of('d@example.com')).toEqual(['Ada', 'Bea']);
			expect(await of('e@example.com')).toEqual([]);
			expect(await of('unknown@example.com')).toEqual([]);
			expect(await of('a@example.com', { numberIds: [desk.team.numberId] })).toEqual([]);
			expect(await of('a@example.com', { text: 'hello' })).toEqual(['Bea']);
			expect(await of('c@example.com', { text: 'hello' })).toEqual(['Ada']);
		});
	});
}
