import { anId, BEN, inbound } from '../support/builders.ts';
import { last, openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** By which number a message goes, and which message an id means. */
export function describeRoutes(stores: Stores): void {
	describe('the route of a message', () => {
		test('is the number of the conversation, otherwise the one given', async () => {
			const team = await openTeam(stores);
			const other = await team.addNumber();
			const { conversationId, item } = await other.writtenBy();
			const { workspaceId, numberId } = team;
			const routes = await team.store.findRoutes({
				workspaceId,
				numberId,
				recipients: [
					{ kind: 'conversation', conversationId },
					{ kind: 'contact', contactId: item.contact.id },
					{ kind: 'phone', phone: BEN },
					{ kind: 'contact', contactId: 'nobody' },
					{ kind: 'conversation', conversationId: 'none' },
				],
			});
			const own = { numberId, phoneNumberId: team.number.phoneNumberId };

			expect(routes).toEqual([
				{
					kind: 'route',
					numberId: other.numberId,
					phoneNumberId: other.number.phoneNumberId,
				},
				{ kind: 'route', ...own },
				{ kind: 'route', ...own },
				{ kind: 'unknownRecipient', what: 'contact' },
				{ kind: 'unknownRecipient', what: 'conversation' },
			]);
		});
	});

	describe('a message', () => {
		test('is found by our id and by WhatsApp’s', async () => {
			const team = await openTeam(stores);
			const { conversationId, item } = await team.writtenBy();
			const { workspaceId } = team;
			const found = {
				id: item.message.id,
				providerId: item.message.providerId,
				direction: 'in',
				conversationId,
				numberId: team.numberId,
				phoneNumberId: team.number.phoneNumberId,
				contact:
					item.contact.phone === null
						? []
						: [{ type: 'phone', value: item.contact.phone }],
				text: item.message.text,
				media: null,
			};
			const find = (messageId: string | null, numberId?: string) =>
				team.store.findMessage({
					workspaceId,
					messageId: messageId ?? '',
					...(numberId === undefined ? {} : { numberId }),
				});

			expect([
				await find(item.message.id),
				await find(item.message.providerId),
				await find('wamid.unknown'),
				await find(''),
				await find(item.message.providerId, team.numberId),
				await find(item.message.providerId, 'another number'),
			]).toEqual([found, found, null, null, found, null]);
		});

		test('is not found from another workspace', async () => {
			const team = await openTeam(stores);
			const stranger = await openTeam(stores);
			const { item } = await stranger.writtenBy();
			const { workspaceId } = team;
			const ids = [item.message.id, item.message.providerId ?? ''];
			const found = ids.map((messageId) =>
				team.store.findMessage({ workspaceId, messageId }),
			);

			expect(await Promise.all(found)).toEqual([null, null]);
		});

		test('that went between two numbers of a workspace is the one that came in', async () => {
			const team = await openTeam(stores);
			const outboxId = await team.hand();
			const providerId = await team.sent(outboxId);
			const other = await team.addNumber();
			await other.receive(inbound({ providerId }));
			const { workspaceId } = team;

			expect(
				await team.store.findMessage({ workspaceId, messageId: providerId }),
			).toMatchObject({ id: anId, direction: 'in', numberId: other.numberId });
		});
	});

	describe('what is stored of a sent message', () => {
		test('is what a person would read', async () => {
			const team = await openTeam(stores);
			const media = { kind: 'id', id: '1' } as const;
			const content = { type: 'image', media, caption: 'Our shop' } as const;
			await team.sent(await team.hand({ content }));

			expect(last(await team.log()).item.message).toMatchObject({
				type: 'image',
				text: 'Our shop',
			});
		});

		test('is nothing where there are no words', async () => {
			const team = await openTeam(stores);
			const content = { type: 'sticker', media: { kind: 'id', id: '1' } } as const;
			await team.sent(await team.hand({ content }));

			expect(last(await team.log()).item.message).toMatchObject({
				type: 'sticker',
				text: null,
			});
		});
	});
}
