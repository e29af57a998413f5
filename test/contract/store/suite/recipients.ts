import { ANNA, anId, BEN, draft, inbound, phone } from '../support/builders.ts';
import { idsOf, last, openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** Who a message goes to, and by which number. */
export function describeRecipients(stores: Stores): void {
	describe('the recipient of a message', () => {
		const toConversation = (conversationId: string) =>
			draft({ recipient: { kind: 'conversation', conversationId } });
		const toContact = (contactId: string) =>
			draft({ recipient: { kind: 'contact', contactId } });

		test('may be a conversation, and the number is then that of the conversation', async () => {
			const team = await openTeam(stores);
			const other = await team.addNumber();
			const { conversationId } = await other.writtenBy();
			const [result] = await team.enqueue([toConversation(conversationId)]);

			expect(result).toEqual({
				kind: 'queued',
				outboxId: anId,
				numberId: other.numberId,
				deduplicated: false,
			});
		});

		test('may be a contact, in the conversation with the number', async () => {
			const team = await openTeam(stores);
			const { conversationId, item } = await team.writtenBy();
			await team.enqueue([toContact(item.contact.id)]);
			const [id = ''] = idsOf(await team.claim());

			expect((await team.outcome(id)).conversation.id).toBe(conversationId);
		});

		test('may be a contact that only another number knows', async () => {
			const team = await openTeam(stores);
			const other = await team.addNumber();
			const { conversationId, item } = await team.writtenBy();
			const [result] = await other.enqueue([toContact(item.contact.id)]);
			if (result?.kind !== 'queued') throw new Error('Not queued');

			const outcome = await other.outcome(result.outboxId);
			expect(outcome.contact).toEqual(item.contact);
			expect(outcome.number.id).toBe(other.numberId);
			expect(outcome.conversation.id).not.toBe(conversationId);
		});

		test('may be a phone, which makes contact and conversation once', async () => {
			const team = await openTeam(stores);
			const first = await team.outcome(await team.queue());
			const second = await team.outcome(await team.queue());

			expect(first.contact).toEqual({
				id: anId,
				name: null,
				phone: ANNA,
				lid: null,
				bsuid: null,
				username: null,
			});
			expect(first.conversation).toEqual({
				id: anId,
				status: 'open',
				owner: null,
				labels: [],
				priority: null,
				windowExpiresAt: null,
				isNew: false,
			});
			expect([second.contact, second.conversation]).toEqual([
				first.contact,
				first.conversation,
			]);
		});

		test('may be a phone that has written before', async () => {
			const team = await openTeam(stores);
			const { conversationId, item } = await team.writtenBy(BEN);
			const id = await team.queue({ recipient: { kind: 'phone', phone: BEN } });

			expect(await team.outcome(id)).toMatchObject({
				contact: { id: item.contact.id },
				conversation: { id: conversationId },
			});
		});

		test('that was written to first is known when they write', async () => {
			const team = await openTeam(stores);
			const { contact } = await team.outcome(await team.queue());
			await team.receive(inbound({ sender: [phone(ANNA)], senderName: 'Anna' }));

			const { item } = last(await team.log());
			expect(item.contact).toEqual({ ...contact, name: 'Anna' });
			expect(item.conversation.isNew).toBe(false);
		});

		test('that does not exist is said to be unknown', async () => {
			const team = await openTeam(stores);

			expect(await team.enqueue([toConversation('nowhere'), toContact('nobody')])).toEqual([
				{ kind: 'unknownRecipient', what: 'conversation' },
				{ kind: 'unknownRecipient', what: 'contact' },
			]);
		});

		test('that is another workspace’s is said to be unknown', async () => {
			const { conversationId, item } = await (await openTeam(stores)).writtenBy();
			const team = await openTeam(stores);

			expect(
				await team.enqueue([toConversation(conversationId), toContact(item.contact.id)]),
			).toEqual([
				{ kind: 'unknownRecipient', what: 'conversation' },
				{ kind: 'unknownRecipient', what: 'contact' },
			]);
		});

		test('that is unknown holds up no other message of the call', async () => {
			const team = await openTeam(stores);
			const drafts = [draft(), toContact('nobody'), draft()];

			expect((await team.enqueue(drafts)).map((result) => result.kind)).toEqual([
				'queued',
				'unknownRecipient',
				'queued',
			]);
		});
	});
}
