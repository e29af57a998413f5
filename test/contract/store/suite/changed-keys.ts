import type { ContactKey } from '../../../../src/domain/address.ts';
import type { InboundMessage } from '../../../../src/domain/inbound.ts';
import type { SystemNotice } from '../../../../src/domain/inbound-content.ts';
import { ANNA, BEN, bsuid, inbound, NOON, phone, status, username } from '../support/builders.ts';
import { last, openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const NEW_PHONE = '+4915100000009';

/** What WhatsApp says about a customer. */
function notice(
	kind: SystemNotice['kind'],
	before: readonly ContactKey[],
	after: readonly ContactKey[],
): InboundMessage {
	const content = { type: 'system', notice: { kind, before, after } } as const;
	return inbound({ content, sender: before, senderName: null, text: 'changed' });
}

/** Addresses that appear later, and such as change. */
export function describeChangedKeys(stores: Stores): void {
	describe('a customer', () => {
		test('who changes the phone stays the same contact, reached at the new one', async () => {
			const team = await openTeam(stores);
			const first = await team.writtenBy();
			const { id } = first.item.contact;
			await team.receive(notice('numberChanged', [phone(ANNA)], [phone(NEW_PHONE)]));
			await team.receive(inbound({ sender: [phone(NEW_PHONE)] }));
			const [, changed, next] = await team.log();

			expect(changed?.item).toMatchObject({
				event: 'contact.updated',
				contact: { id, phone: NEW_PHONE },
				change: { field: 'phone', from: ANNA, to: NEW_PHONE },
			});
			expect([next?.item.contact, next?.conversationId]).toEqual([
				{ ...first.item.contact, phone: NEW_PHONE },
				first.conversationId,
			]);
		});

		test('who changes the phone and the user id is handed over to at the new ones', async () => {
			const team = await openTeam(stores);
			await team.receive(inbound({ sender: [phone(ANNA), bsuid('DE.1')] }));
			const after = [phone(NEW_PHONE), bsuid('DE.2')];
			await team.receive(notice('numberChanged', [phone(ANNA), bsuid('DE.1')], after));
			await team.queue({ recipient: { kind: 'phone', phone: ANNA } });
			const [message] = (await team.claim()).claimed;
			const newest = ['phone', 'bsuid'].map((type) =>
				message?.recipient.find((key) => key.type === type),
			);

			expect(newest).toEqual(after);
		});

		test('whose user id changes is found by the new one', async () => {
			const team = await openTeam(stores);
			await team.receive(inbound({ sender: [bsuid('DE.1')] }));
			const { id } = last(await team.log()).item.contact;
			await team.receive(notice('userIdChanged', [bsuid('DE.1')], [bsuid('DE.2')]));
			await team.receive(inbound({ sender: [bsuid('DE.2')] }));
			const [, changed, next] = await team.log();

			expect(changed?.item.change).toEqual({ field: 'bsuid', from: 'DE.1', to: 'DE.2' });
			expect(next?.item.contact).toMatchObject({ id, bsuid: 'DE.2' });
		});

		test('of whom nothing was known is known by both addresses', async () => {
			const team = await openTeam(stores);
			await team.receive(notice('userIdChanged', [bsuid('DE.1')], [bsuid('DE.2')]));
			const { contact } = last(await team.log()).item;
			await team.receive(inbound({ sender: [bsuid('DE.1')], senderName: null }));

			expect(contact).toMatchObject({ bsuid: 'DE.2' });
			expect(last(await team.log()).item.contact).toEqual(contact);
		});

		test('whose keys changed is told without a phone', async () => {
			const team = await openTeam(stores);
			await team.receive(notice('identityChanged', [phone(ANNA)], []));

			expect(last(await team.log()).item.change).toEqual({
				field: 'identity',
				from: null,
				to: null,
			});
		});

		test('gains a username, a phone and a user id when they appear', async () => {
			const team = await openTeam(stores);
			await team.receive(inbound({ sender: [bsuid('DE.1')] }));
			await team.receive(inbound({ sender: [bsuid('DE.1'), username('anna')] }));
			await team.receive(inbound({ sender: [phone(ANNA), bsuid('DE.1')] }));
			const log = await team.log();

			expect(new Set(log.map(({ item }) => item.contact.id)).size).toBe(1);
			expect(last(log).item.contact).toMatchObject({
				phone: ANNA,
				bsuid: 'DE.1',
				username: 'anna',
			});
		});

		test('is another than the one who had the username before', async () => {
			const team = await openTeam(stores);
			await team.receive(inbound({ sender: [bsuid('DE.1'), username('anna')] }));
			await team.receive(inbound({ sender: [bsuid('DE.2'), username('anna')] }));
			const [first, second] = await team.log();

			expect(await team.eventNames()).toEqual(['message.received', 'message.received']);
			expect(first?.item.contact).toMatchObject({ bsuid: 'DE.1', username: null });
			expect(second?.item.contact).toMatchObject({ bsuid: 'DE.2', username: 'anna' });
		});

		test('is known by the user id that a status tells, before they write by it', async () => {
			const team = await openTeam(stores);
			const outboxId = await team.hand();
			const providerId = await team.sent(outboxId);
			const recipient = [phone(ANNA), bsuid('DE.1')];
			await team.hear(status({ providerId, status: 'delivered', recipient }));
			await team.receive(inbound({ sender: [bsuid('DE.1')] }));
			const log = await team.log();

			expect(new Set(log.map(({ item }) => item.contact.id)).size).toBe(1);
			expect(last(log).item.contact).toMatchObject({ phone: ANNA, bsuid: 'DE.1' });
		});

		test('shows the phone that they wrote from last', async () => {
			const team = await openTeam(stores);
			const { numberId, store } = team;
			const write = async (address: string, now: number) => {
				const messages = [inbound({ sender: [phone(address), bsuid('DE.1')] })];
				await store.receiveBatch({ numberId, messages, statuses: [], now });
			};
			await write(ANNA, NOON);
			await write(BEN, NOON + 1);

			expect(last(await team.log()).item.contact.phone).toBe(BEN);
		});
	});
}
