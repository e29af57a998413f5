import { DAY_MS } from '../../../../src/domain/settings.ts';
import type { Recipient } from '../../../../src/ports/store.ts';
import {
	ANNA,
	anId,
	BEN,
	bsuid,
	failure,
	inbound,
	NOON,
	phone,
	status,
	unique,
} from '../support/builders.ts';
import { last, openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';
import { cutAll } from './retention.ts';

const ANNAS_PHONE: Recipient = { kind: 'phone', phone: ANNA };
const GONE = { id: anId, name: null, phone: null, lid: null, bsuid: null, username: null };

/** Erasing a person: what goes, what stays, and what is under way at that moment. */
export function describeErasing(stores: Stores): void {
	const erase = async ({ workspaceId }: Team, who = ANNAS_PHONE, now = NOON) =>
		await stores.store.eraseContact({ workspaceId, who, now });
	const find = async ({ workspaceId }: Team, who = ANNAS_PHONE) =>
		await stores.store.findContact({ workspaceId, who });

	describe('a person that is erased', () => {
		async function written() {
			const team = await openTeam(stores);
			const { item, conversationId } = await team.writtenBy();
			return { team, contactId: item.contact.id, conversationId, item };
		}

		test.each(['phone', 'contact', 'conversation'] as const)(
			'is found by %s, and no longer after',
			async (kind) => {
				const { team, contactId, conversationId } = await written();
				const who: Recipient = {
					phone: ANNAS_PHONE,
					contact: { kind: 'contact', contactId } as const,
					conversation: { kind: 'conversation', conversationId } as const,
				}[kind];

				expect(await find(team, who)).toEqual({
					id: contactId,
					name: 'Anna',
					language: null,
					timeZone: null,
					crmLinks: [],
					keys: [phone(ANNA)],
					conversations: [{ id: conversationId, numberId: team.numberId }],
					consent: { marketing: 'unknown', source: null, at: null },
					createdAt: NOON,
				});
				expect(await erase(team, who)).toEqual({
					contactId,
					messages: 1,
					cancelled: 0,
					onTheirWay: 0,
				});
				expect(await find(team, who)).toBeNull();
			},
		);

		test('may be erased again, which finds nothing more', async () => {
			const { team, contactId } = await written();
			await erase(team);
			const nothing = { contactId, messages: 0, cancelled: 0, onTheirWay: 0 };

			expect(await erase(team, { kind: 'contact', contactId })).toEqual(nothing);
			expect(await erase(team)).toBeNull();
		});

		test('is not known in another workspace', async () => {
			const { team, contactId, conversationId } = await written();
			const stranger = await openTeam(stores);

			expect(await erase(stranger)).toBeNull();
			expect(await erase(stranger, { kind: 'contact', contactId })).toBeNull();
			expect(await erase(stranger, { kind: 'conversation', conversationId })).toBeNull();
			expect(await find(team)).not.toBeNull();
		});

		test('leaves everybody else as they were', async () => {
			const { team } = await written();
			await team.writtenBy(BEN);
			const id = await team.queue({ recipient: { kind: 'phone', phone: BEN } });
			await erase(team);

			expect((await team.log()).map(({ item }) => item.contact.phone)).toEqual([BEN]);
			expect((await team.outcome(id)).state).toBe('queued');
		});

		test('goes with all that was merged into them', async () => {
			const team = await openTeam(stores);
			await team.receive(inbound(), inbound({ sender: [bsuid('DE.anna')] }));
			const [, younger] = await team.log();
			await team.receive(inbound({ sender: [phone(ANNA), bsuid('DE.anna')] }));
			const contactId = younger?.item.contact.id ?? '';

			expect(await erase(team, { kind: 'contact', contactId })).toMatchObject({
				messages: 3,
			});
			expect(await find(team)).toBeNull();
			expect(await team.log()).toEqual([]);
		});

		test('is somebody new when they write again', async () => {
			const { team, contactId, conversationId } = await written();
			await erase(team);
			const { item } = await team.writtenBy();

			expect(item.contact).toMatchObject({ name: 'Anna', phone: ANNA });
			expect(item.contact.id).not.toBe(contactId);
			expect(item.conversation).toMatchObject({ isNew: true });
			expect(item.conversation.id).not.toBe(conversationId);
		});

		test('can no longer be written to by their ids, and by phone they are new', async () => {
			const { team, contactId, conversationId } = await written();
			await erase(team);
			const results = await team.enqueue(
				[
					{ kind: 'conversation', conversationId } as const,
					{ kind: 'contact', contactId } as const,
				].map((recipient) => ({
					recipient,
					content: { type: 'text', text: 'Hello', linkPreview: false } as const,
					category: 'reply',
					idempotencyKey: unique('key'),
					replyTo: null,
					notBefore: null,
					expiresAt: NOON + DAY_MS,
					cause: null,
				})),
			);
			const id = await team.queue();

			expect(results).toEqual([
				{ kind: 'unknownRecipient', what: 'conversation' },
				{ kind: 'unknownRecipient', what: 'contact' },
			]);
			expect((await team.outcome(id)).contact.id).not.toBe(contactId);
		});

		test('stays as a row without a name, once erased at the first time', async () => {
			const { team, contactId } = await written();
			const id = await team.queue();
			await erase(team);

			expect((await team.outcome(id)).contact).toEqual({ ...GONE, id: contactId });
			expect((await team.outcome(id)).conversation).toMatchObject({
				labels: [],
				owner: null,
				windowExpiresAt: null,
			});
		});
	});

	describe('what a person is being sent when they are erased', () => {
		test('is cancelled while it waits, and its key is free', async () => {
			const team = await openTeam(stores);
			await team.writtenBy();
			const id = await team.queue({ idempotencyKey: 'for Anna' });

			expect(await erase(team)).toMatchObject({ cancelled: 1 });
			expect(await team.stateOf(id)).toEqual({ state: 'cancelled', reason: 'erased' });
			expect((await team.claim()).claimed).toEqual([]);
			expect(await team.queue({ idempotencyKey: 'for Anna' })).not.toBe(id);
		});

		test.each(['sent', 'failed', 'retry', 'neverLeft', 'unknown'] as const)(
			'stays uncertain if it was on its way, whatever comes of it (%s)',
			async (kind) => {
				const team = await openTeam(stores);
				const id = await team.hand();

				expect(await erase(team)).toMatchObject({ onTheirWay: 1, cancelled: 0 });
				const providerId = unique('wamid.late');
				const outcome =
					kind === 'sent' ? { kind, providerId } : { kind, failure: failure() };
				await team.settle(id, outcome as Parameters<Team['settle']>[1]);
				await team.hear(status({ providerId, outboxId: id, status: 'delivered' }));
				expect(await team.stateOf(id)).toEqual({ state: 'uncertain', reason: 'erased' });
				expect((await team.claim({ now: NOON + DAY_MS })).claimed).toEqual([]);
				expect((await team.readFeed()).entries).toEqual([]);
			},
		);

		test('is in doubt no longer', async () => {
			const team = await openTeam(stores);
			const id = await team.hand();
			await team.settle(id, { kind: 'unknown', failure: failure('timeout') });
			await erase(team);
			const { numberId } = team;
			const now = NOON + 2 * DAY_MS;

			expect(await stores.store.endDoubts({ numberId, now })).toEqual({ ended: 0 });
			expect(await cutAll(team, 'outbox', NOON + 35 * DAY_MS + 1)).toEqual([1]);
		});
	});

	describe('an event of a person that was erased', () => {
		test('stays in the log and starts nothing', async () => {
			const team = await openTeam(stores);
			const consumer = unique('trigger');
			await team.position(consumer);
			await team.receive(inbound());
			const { item } = last(await team.log());
			await erase(team);
			const key = { consumer, eventId: item.eventId };

			expect(await team.readFeed({ consumer })).toEqual({ entries: [], readUpTo: 3 });
			// Also not for a trigger that has read it already and holds it in its hands.
			expect(await stores.store.getDelivery(key)).toEqual({
				attempt: 1,
				state: 'settled',
				at: NOON,
			});
		});

		test('that a run was started for is not started again', async () => {
			const team = await openTeam(stores);
			const consumer = unique('trigger');
			await team.position(consumer);
			await team.receive(inbound());
			const { item, seq } = last(await team.log());
			const key = { consumer, eventId: item.eventId };
			await stores.store.beginDelivery({ ...key, seq, attempt: 2, now: NOON });
			await stores.store.startDelivery({ ...key, attempt: 2, now: NOON });
			await erase(team, ANNAS_PHONE, NOON + 1);

			expect(await stores.store.getDelivery(key)).toEqual({
				attempt: 2,
				state: 'settled',
				at: NOON + 1,
			});
		});

		test('leaves the events of others to be delivered', async () => {
			const team = await openTeam(stores);
			const consumer = unique('trigger');
			await team.position(consumer);
			await team.receive(inbound(), inbound({ sender: [phone(BEN)] }), inbound());
			await erase(team);
			const { entries, readUpTo } = await team.readFeed({ consumer });

			expect(entries.map(({ seq, delivery }) => [seq, delivery])).toEqual([[4, null]]);
			expect(readUpTo).toBe(7);
		});
	});
}
