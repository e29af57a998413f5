import type { InboundMessage } from '../../../../src/domain/inbound.ts';
import { iso } from '../../../../src/store/log/parts.ts';
import { BEN, echo, inbound, NOON, phone, SECOND } from '../support/builders.ts';
import { last, openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** An edit of a message, some seconds after noon. */
const edit = (target: string, text: string, seconds = 1): InboundMessage =>
	inbound({
		content: { type: 'edit', target, content: { type: 'text' } },
		text,
		sentAt: NOON + seconds * SECOND,
	});
const revoke = (target: string, seconds = 1): InboundMessage =>
	inbound({
		content: { type: 'revoke', target },
		text: null,
		sentAt: NOON + seconds * SECOND,
	});

/** Messages that are edited or deleted after they were sent. */
export function describeChanges(stores: Stores): void {
	describe('an edit', () => {
		test('changes the text, and tells of the same message', async () => {
			const team = await openTeam(stores);
			const message = inbound({ text: 'Helo' });
			await team.receive(message, edit(message.providerId, 'Hello'));
			const [received, edited] = await team.log();

			expect(edited?.item).toMatchObject({
				event: 'message.edited',
				message: {
					id: received?.item.message.id,
					providerId: message.providerId,
					type: 'text',
					text: 'Hello',
					sentAt: iso(NOON),
					editedAt: iso(NOON + SECOND),
				},
			});
		});

		test('keeps the file when it changes the caption, and the ad it came from', async () => {
			const team = await openTeam(stores);
			const media = { id: '77', mimeType: null, sha256: null, fileName: null };
			const content = { type: 'image', media } as const;
			const message = inbound({ content, text: 'Look', forwarded: 'once' });
			const changed = { type: 'edit', target: message.providerId, content } as const;
			await team.receive(message, inbound({ content: changed, text: 'See' }));

			expect(last(await team.log()).item.message).toMatchObject({
				type: 'image',
				text: 'See',
				media,
				forwarded: 'once',
			});
		});

		test('that cannot be read leaves what could', async () => {
			const team = await openTeam(stores);
			const message = inbound({ text: 'Hello' });
			const unread = { type: 'unsupported', kind: 'poll', reason: null } as const;
			const content = { type: 'edit', target: message.providerId, content: unread } as const;
			await team.receive(message, inbound({ content, text: null }));

			expect(last(await team.log()).item.message).toMatchObject({
				type: 'text',
				text: 'Hello',
				editedAt: iso(NOON),
			});
		});

		test('that was overtaken by a later one does not undo it', async () => {
			const team = await openTeam(stores);
			const message = inbound({ text: 'one' });
			const id = message.providerId;
			await team.receive(message, edit(id, 'three', 2), edit(id, 'two', 1));

			expect(last(await team.log()).item.message).toMatchObject({ text: 'three' });
		});

		test('that overtook its message is applied when that arrives', async () => {
			const team = await openTeam(stores);
			const message = inbound({ text: 'Helo' });
			await team.receive(edit(message.providerId, 'Hello'));
			await team.receive(message);
			const [edited, received] = await team.log();

			expect(edited?.item.message).toMatchObject({
				providerId: message.providerId,
				type: 'text',
				text: 'Hello',
				replyTo: null,
			});
			expect(received?.item).toMatchObject({
				event: 'message.received',
				message: { text: 'Hello', editedAt: iso(NOON + SECOND) },
			});
		});

		test('by another customer changes nothing', async () => {
			const team = await openTeam(stores);
			const message = inbound({ text: 'mine' });
			const foreign = { ...edit(message.providerId, 'yours'), sender: [phone(BEN)] };
			await team.receive(message, foreign);
			const [received] = await team.log();

			expect(received?.item.message).toMatchObject({ text: 'mine' });
			expect(received?.item.message).not.toHaveProperty('editedAt');
		});

		test('is told once, however often it comes', async () => {
			const team = await openTeam(stores);
			const message = inbound();
			const change = edit(message.providerId, 'Hello');
			await team.receive(message, change, change);
			await team.receive(change);

			expect(await team.eventNames()).toEqual(['message.received', 'message.edited']);
		});

		test('on the business’s own phone changes what was sent', async () => {
			const team = await openTeam(stores);
			const sent = echo({ text: 'Yse' });
			const target = sent.providerId;
			const content = { type: 'edit', target, content: { type: 'text' } } as const;
			await team.record(sent, echo({ content, text: 'Yes' }));

			expect(last(await team.log()).item).toMatchObject({
				event: 'message.edited',
				message: { direction: 'out', origin: 'phone', text: 'Yes' },
			});
		});
	});

	describe('a deletion', () => {
		test('marks the message, and keeps it', async () => {
			const team = await openTeam(stores);
			const message = inbound({ text: 'Oops' });
			await team.receive(message, revoke(message.providerId));

			expect(last(await team.log()).item).toMatchObject({
				event: 'message.deleted',
				message: {
					providerId: message.providerId,
					type: 'text',
					text: 'Oops',
					deletedAt: iso(NOON + SECOND),
				},
			});
		});

		test('that overtook its message is applied when that arrives', async () => {
			const team = await openTeam(stores);
			const message = inbound();
			await team.receive(revoke(message.providerId));
			await team.receive(message);

			expect(last(await team.log()).item).toMatchObject({
				event: 'message.received',
				message: { deletedAt: iso(NOON + SECOND) },
			});
		});

		test('of a message that never came stands for it', async () => {
			const team = await openTeam(stores);
			await team.receive(revoke('wamid.never'));

			expect(last(await team.log()).item).toMatchObject({
				event: 'message.deleted',
				message: {
					providerId: 'wamid.never',
					replyTo: null,
					deletedAt: iso(NOON + SECOND),
				},
			});
		});
	});
}
