import type { LookupCursor, TimelineEntry } from '../../../../src/ports/store.ts';
import { HOUR, inbound, MINUTE, NOON, phone } from '../support/builders.ts';
import { Desk, phoneOf } from '../support/lookup.ts';
import { openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** What happened in a conversation, in one order. */
export function describeTimeline(stores: Stores): void {
	interface Asked {
		readonly oldestFirst?: boolean;
		readonly limit?: number;
		readonly after?: LookupCursor | null;
		readonly actingAgent?: string | null;
	}

	const read = async (desk: Desk, conversationId: string, asked: Asked = {}) =>
		await desk.team.store.timeline({
			workspaceId: desk.team.workspaceId,
			actingAgent: null,
			conversationId,
			oldestFirst: true,
			after: null,
			limit: 50,
			...asked,
		});

	/** What each entry says in a word. */
	const said = (rows: readonly TimelineEntry[] | undefined): readonly string[] =>
		(rows ?? []).map((entry) => {
			switch (entry.kind) {
				case 'message':
					return `${entry.message.direction}: ${entry.message.text ?? ''}`;
				case 'note':
					return `note: ${entry.note.text}`;
				case 'owner':
					return `owner: ${entry.owner.to ?? 'nobody'}`;
				case 'event':
					return entry.event.type;
			}
		});

	/** Ada writes, gets an owner, a note and a label, and it is resolved: an hour apart each. */
	async function told() {
		const desk = new Desk(await openTeam(stores));
		const { store } = desk.team;
		const id = await desk.customer('Ada', NOON - HOUR, { text: 'My order' });
		await desk.agent('eve@example.com');
		await desk.give(id, 'eve@example.com', NOON + HOUR);
		const said = { text: 'Wants it blue', mentions: ['eve@example.com'], dueAt: null };
		await store.addNote({ ...desk.change(id), ...said, now: NOON + 2 * HOUR });
		const labels = { add: ['VIP'], remove: [] };
		await store.changeLabels({ ...desk.change(id), ...labels, now: NOON + 3 * HOUR });
		await desk.set(id, 'resolved', NOON + 4 * HOUR);
		return { desk, id };
	}

	const ALL = [
		'in: My order',
		'contact.created',
		'conversation.created',
		'owner: eve@example.com',
		'note: Wants it blue',
		'note.mentioned',
		'label.added',
		'conversation.resolved',
	];

	describe('a timeline', () => {
		test('has messages, owners, notes, labels and statuses in one order', async () => {
			const { desk, id } = await told();
			const oldest = await read(desk, id);
			const newest = await read(desk, id, { oldestFirst: false });

			expect(said(oldest?.rows)).toEqual(ALL);
			expect(said(newest?.rows)).toEqual(ALL.toReversed());
			expect([oldest?.next, newest?.next]).toEqual([null, null]);
			expect(oldest?.conversation.conversation).toMatchObject({ id, status: 'resolved' });
		});

		test.each([true, false])(
			'is read page by page, each entry once (oldest first: %s)',
			async (oldestFirst) => {
				const { desk, id } = await told();
				const found: string[] = [];
				let after: LookupCursor | null = null;
				do {
					const page: Awaited<ReturnType<typeof read>> = await read(desk, id, {
						oldestFirst,
						after,
						limit: 2,
					});
					found.push(...said(page?.rows));
					after = page?.next ?? null;
				} while (after !== null);

				expect(found).toEqual(oldestFirst ? ALL : ALL.toReversed());
			},
		);

		test('shows a message as it was edited last, once, and no text that was deleted', async () => {
			const desk = new Desk(await openTeam(stores));
			const sender = [phone(phoneOf('Ada'))];
			const from = (given: object) => inbound({ sender, senderName: 'Ada', ...given });
			const [first, second] = [
				from({ text: 'one' }),
				from({ text: 'two', sentAt: NOON + 1 }),
			];
			await desk.team.receive(first, second);
			await desk.team.receive(
				from({
					content: {
						type: 'edit',
						target: first.providerId,
						content: { type: 'text' },
					},
					text: 'one, edited',
					sentAt: NOON + MINUTE,
				}),
				from({
					content: { type: 'revoke', target: second.providerId },
					text: null,
					sentAt: NOON + MINUTE,
				}),
			);
			const { rows } = await desk.page();
			const timeline = await read(desk, rows[0]?.conversation.id ?? '');
			const messages = timeline?.rows.filter(({ kind }) => kind === 'message');

			expect(said(messages)).toEqual(['in: one, edited', 'in: ']);
		});

		test('has what happened before two people turned out to be one', async () => {
			const { desk, id } = await told();
			const bea = await desk.customer('Bea', NOON + 5 * HOUR, { text: 'It is me' });
			await desk.team.store.mergePeople({
				workspaceId: desk.team.workspaceId,
				into: { kind: 'conversation', conversationId: bea },
				from: { kind: 'conversation', conversationId: id },
				now: NOON + 6 * HOUR,
			});
			const timeline = await read(desk, bea);

			expect(said(timeline?.rows)).toEqual(
				expect.arrayContaining([
					'in: My order',
					'note: Wants it blue',
					'owner: eve@example.com',
					'label.added',
					'in: It is me',
				]),
			);
			expect((await read(desk, id))?.conversation.conversation.id).toBe(bea);
		});

		test('is nobody else’s: of another workspace, or out of an agent’s scope', async () => {
			const { desk, id } = await told();
			const stranger = new Desk(await openTeam(stores));
			const limited = { role: 'limitedAgent', labelScope: ['refund'] };
			await desk.agent('fay@example.com', limited);
			await desk.agent('gus@example.com', { ...limited, labelScope: ['vip'] });

			expect(await read(stranger, id)).toBeNull();
			expect(await read(desk, 'unknown')).toBeNull();
			expect(await read(desk, id, { actingAgent: 'fay@example.com' })).toBeNull();
			expect(await read(desk, id, { actingAgent: 'unknown@example.com' })).toBeNull();
			expect(await read(desk, id, { actingAgent: 'gus@example.com' })).not.toBeNull();
		});
	});
}
