import { ANNA, bsuid, inbound, phone } from '../support/builders.ts';
import { last, openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** Who wrote: one contact per person, one conversation per number. */
export function describeSenders(stores: Stores): void {
	describe('the sender of a message', () => {
		const BSUID = 'DE.anna';

		test('is one contact with one conversation, however often they write', async () => {
			const team = await openTeam(stores);
			const first = await team.writtenBy();
			const second = await team.writtenBy();

			expect(second.item.contact).toEqual(first.item.contact);
			expect(second.conversationId).toBe(first.conversationId);
		});

		test('is one contact with a conversation at each number of the workspace', async () => {
			const team = await openTeam(stores);
			const other = await team.addNumber();
			const first = await team.writtenBy();
			const second = await other.writtenBy();

			expect(second.item.contact).toEqual(first.item.contact);
			expect(second.item.conversation).toMatchObject({ isNew: true });
			expect(second.conversationId).not.toBe(first.conversationId);
		});

		test('is another contact in another workspace', async () => {
			const first = await (await openTeam(stores)).writtenBy();
			const second = await (await openTeam(stores)).writtenBy();

			expect(second.item.contact.id).not.toBe(first.item.contact.id);
		});

		test('gets the name that came last', async () => {
			const team = await openTeam(stores);
			await team.receive(inbound({ senderName: 'Anna' }), inbound({ senderName: 'Anna B.' }));

			expect((await team.log()).map((entry) => entry.item.contact.name)).toEqual([
				'Anna B.',
				'Anna B.',
			]);
		});

		test('keeps the name when a message brings none', async () => {
			const team = await openTeam(stores);
			await team.receive(inbound({ senderName: 'Anna' }), inbound({ senderName: null }));

			expect(last(await team.log()).item.contact.name).toBe('Anna');
		});

		test('is found again by the user id alone', async () => {
			const team = await openTeam(stores);
			await team.receive(inbound({ sender: [phone(ANNA), bsuid(BSUID)] }));
			const { id } = last(await team.log()).item.contact;
			await team.receive(inbound({ sender: [bsuid(BSUID)] }));

			expect(last(await team.log()).item.contact).toEqual({
				id,
				name: 'Anna',
				phone: ANNA,
				lid: null,
				bsuid: BSUID,
				username: null,
			});
		});

		test('found by phone gains the user id that came along', async () => {
			const team = await openTeam(stores);
			const { item } = await team.writtenBy(ANNA);
			await team.receive(inbound({ sender: [phone(ANNA), bsuid(BSUID)] }));

			expect(last(await team.log()).item.contact).toEqual({ ...item.contact, bsuid: BSUID });
		});

		test('found by user id gains the phone that came along', async () => {
			const team = await openTeam(stores);
			await team.receive(inbound({ sender: [bsuid(BSUID)] }));
			const { contact } = last(await team.log()).item;
			await team.receive(inbound({ sender: [phone(ANNA), bsuid(BSUID)] }));

			expect(last(await team.log()).item.contact).toEqual({ ...contact, phone: ANNA });
		});
	});
}
