import { DAY_MS } from '../../../../src/domain/settings.ts';
import { echo, HOUR, inbound, NOON, phone } from '../support/builders.ts';
import { Desk, phoneOf } from '../support/lookup.ts';
import { openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';
import { cutAll } from './retention.ts';

/** Finding conversations by what was said in them, and no longer once it is gone. */
export function describeTextSearch(stores: Stores): void {
	const open = async (): Promise<Desk> => new Desk(await openTeam(stores));
	const said = async (text: string) => {
		const desk = await open();
		await desk.customer('Ada', NOON, { text });
		return desk;
	};

	describe('a search for words', () => {
		test.each([
			['ORDER', true],
			['ord', true],
			['blue order', true],
			['order blue', true],
			['rder', false],
			['order green', false],
			['4711', true],
			['größe', true],
			['GRÖSSE', false],
			['ada@example.com', true],
			['example', true],
			["o'neil", true],
			['"order" (*', true],
			['order NOT zebra', false],
			["'; drop table message; --", false],
			['!?', false],
		])('%j', async (text, isFound) => {
			const desk = await said(
				`My blue order No-4711 in Größe M, by ada@example.com or O'Neil`,
			);

			expect(await desk.names({ text })).toEqual(isFound ? ['Ada'] : []);
		});

		test('finds what we wrote, too, and shows the message with the words', async () => {
			const desk = await open();
			await desk.customer('Ada', NOON, { text: 'When do you open?' });
			const recipient = { kind: 'phone', phone: phoneOf('Ada') } as const;
			const content = {
				type: 'text',
				text: 'At nine, dear Ada.',
				linkPreview: false,
			} as const;
			const id = await desk.team.queue({ recipient, content });
			await desk.team.claim();
			await desk.team.sent(id);
			await desk.customer('Ada', NOON + HOUR, { text: 'Thank you' });
			const { rows } = await desk.page({ text: 'nine' });

			expect(rows.map(({ message }) => message)).toEqual([
				expect.objectContaining({ id, text: 'At nine, dear Ada.', direction: 'out' }),
			]);
		});

		test('wants all words in one message', async () => {
			const desk = await open();
			await desk.customer('Ada', NOON, { text: 'blue' });
			await desk.customer('Ada', NOON, { text: 'order' });

			expect(await desk.names({ text: 'blue order' })).toEqual([]);
		});

		test('shows each conversation once, the newest message first, page by page', async () => {
			const desk = await open();
			const names = ['Ada', 'Bea', 'Cem', 'Dan', 'Eli'];
			for (const text of ['an order', 'no word', 'the order']) {
				for (const name of names) await desk.customer(name, NOON, { text });
			}
			await desk.customer('Bea', NOON, { text: 'order again' });

			expect(await desk.pages({ text: 'order' }, 2)).toEqual([
				['Bea', 'Eli'],
				['Dan', 'Cem'],
				['Ada'],
			]);
		});

		test('goes together with filters', async () => {
			const desk = await open();
			const ada = await desk.customer('Ada', NOON, { text: 'order' });
			await desk.customer('Bea', NOON, { text: 'order' });
			await desk.label(ada, 'VIP');

			expect(await desk.names({ text: 'order', labels: ['vip'] })).toEqual(['Ada']);
			expect(await desk.names({ text: 'order', statuses: ['resolved'] })).toEqual([]);
		});

		test('finds what a few said among many who said the same, page by page', async () => {
			const desk = await open();
			// More than are looked at in one go.
			const many = () =>
				Array.from({ length: 250 }, () =>
					inbound({ sender: [phone(phoneOf('Dan'))], senderName: 'Dan', text: 'orders' }),
				);
			for (const name of ['Ada', 'Bea', 'Cem']) {
				const id = await desk.customer(name, NOON, { text: 'an order' });
				await desk.customer(name, NOON, { text: 'the order' });
				await desk.label(id, 'VIP');
				await desk.team.receive(...many());
			}

			expect(await desk.pages({ text: 'order', labels: ['vip'] }, 2)).toEqual([
				['Cem', 'Bea'],
				['Ada'],
			]);
		});

		test('finds nothing of another workspace', async () => {
			await said('order');

			expect(await (await open()).names({ text: 'order' })).toEqual([]);
		});
	});

	describe('what was said', () => {
		const change = (target: string, text: string | null, sentAt: number) =>
			inbound({
				sender: [phone(phoneOf('Ada'))],
				senderName: 'Ada',
				content:
					text === null
						? { type: 'revoke', target }
						: { type: 'edit', target, content: { type: 'text' } },
				text,
				sentAt,
			});

		async function written() {
			const desk = await open();
			const message = inbound({
				sender: [phone(phoneOf('Ada'))],
				senderName: 'Ada',
				text: 'seventeen',
			});
			await desk.team.receive(message);
			return { desk, target: message.providerId };
		}

		test('is found as it was edited, and no longer as it was', async () => {
			const { desk, target } = await written();
			await desk.team.receive(change(target, 'eighteen', NOON + 1_000));
			const { rows } = await desk.page({ text: 'eighteen' });

			expect(await desk.names({ text: 'seventeen' })).toEqual([]);
			expect(rows.map(({ message }) => message?.text)).toEqual(['eighteen']);
			await desk.team.receive(change(target, 'nineteen', NOON + 2_000));
			expect(await desk.names({ text: 'eighteen' })).toEqual([]);
			expect(await desk.names({ text: 'nineteen' })).toEqual(['Ada']);
		});

		test('is not found once it was deleted for everyone', async () => {
			const { desk, target } = await written();
			await desk.team.receive(change(target, null, NOON + 1_000));

			expect(await desk.names({ text: 'seventeen' })).toEqual([]);
		});

		test('goes with the person, also past the store', async () => {
			const { desk } = await written();
			await desk.customer('Bea', NOON, { text: 'seventeen' });
			const { workspaceId, store } = desk.team;
			const who = { kind: 'phone', phone: phoneOf('Ada') } as const;
			await store.eraseContact({ workspaceId, who, now: NOON });

			expect(await desk.names({ text: 'seventeen' })).toEqual(['Bea']);
		});

		test('goes when messages are kept no longer', async () => {
			const { desk } = await written();
			const { workspaceId, store } = desk.team;
			await store.saveSettings({ workspaceId, change: { messageDays: 30 }, now: NOON });
			const at = NOON + 30 * DAY_MS;
			await cutAll(desk.team, 'messages', at);

			expect(await desk.names({ text: 'seventeen' })).toEqual(['Ada']);
			await cutAll(desk.team, 'messages', at + 1);
			expect(await desk.names({ text: 'seventeen' })).toEqual([]);
		});

		test('moves with the messages when two people turn out to be one', async () => {
			const { desk } = await written();
			const bea = await desk.customer('Bea', NOON, { text: 'Good morning' });
			await desk.team.store.mergePeople({
				workspaceId: desk.team.workspaceId,
				into: { kind: 'conversation', conversationId: bea },
				from: { kind: 'phone', phone: phoneOf('Ada') },
				now: NOON,
			});
			const { rows } = await desk.page({ text: 'seventeen' });

			expect(rows.map(({ conversation }) => conversation.id)).toEqual([bea]);
		});

		test('is found although it came without text at first', async () => {
			const desk = await open();
			const placeholder = echo({
				contact: [phone(phoneOf('Ada'))],
				contactName: 'Ada',
				origin: 'history',
				direction: 'in',
				status: null,
				content: { type: 'unsupported', kind: null, reason: null },
				text: null,
			});
			await desk.team.record(placeholder);
			await desk.team.record({
				...placeholder,
				content: { type: 'text' },
				text: 'seventeen',
			});

			expect(await desk.names({ text: 'seventeen' })).toEqual(['Ada']);
		});
	});
}
