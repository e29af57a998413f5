import { anId, inbound, MINUTE, NOON, unique } from '../support/builders.ts';
import { linkedNumberOf, numberOf, openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** Numbers, and what is counted of them. */
export function describeNumbers(stores: Stores): void {
	describe('a number', () => {
		const find = async (phoneNumberId: string | null) =>
			await stores.store.findNumber({ phoneNumberId: phoneNumberId ?? '' });

		test('is made when it is first seen', async () => {
			const { workspaceId } = await openTeam(stores);
			const said = numberOf(workspaceId, { phone: '+49301234567', group: 'north' });
			const number = await stores.store.saveNumber(said);

			expect(number).toEqual({
				id: anId,
				workspaceId,
				mode: 'cloud',
				label: 'Shop',
				group: 'north',
				phone: '+49301234567',
				phoneNumberId: said.phoneNumberId,
				state: 'ready',
				perSecond: 80,
			});
			expect(await find(said.phoneNumberId)).toEqual({ ...number, appFingerprint: 'app' });
		});

		test('takes what is said of it later, and stays the same number', async () => {
			const { workspaceId } = await openTeam(stores);
			const said = numberOf(workspaceId);
			const { id } = await stores.store.saveNumber(said);
			const later = await stores.store.saveNumber({
				...said,
				label: 'Service',
				state: 'offline',
				appFingerprint: 'other app',
			});

			expect(later).toMatchObject({ id, label: 'Service', state: 'offline' });
			expect(await find(said.phoneNumberId)).toEqual({
				...later,
				appFingerprint: 'other app',
			});
		});

		test('of another workspace is left untouched, and shown as it is', async () => {
			const owner = await openTeam(stores);
			const phoneNumberId = owner.number.phoneNumberId ?? '';
			const before = await find(phoneNumberId);
			const { workspaceId } = await openTeam(stores);
			const answer = await stores.store.saveNumber(
				numberOf(workspaceId, { phoneNumberId, label: 'Mine', appFingerprint: 'mine' }),
			);

			expect(answer).toEqual(owner.number);
			expect(await find(phoneNumberId)).toEqual(before);
		});

		test('keeps its sender when it is saved again', async () => {
			const team = await openTeam(stores);
			const phoneNumberId = team.number.phoneNumberId ?? '';
			await stores.store.saveNumber(numberOf(team.workspaceId, { phoneNumberId }));

			expect((await team.claim()).isOwner).toBe(true);
		});

		test('that moved to another account, and has a new id, stays the same number', async () => {
			const { workspaceId } = await openTeam(stores);
			const phone = '+49307654321';
			const before = await stores.store.saveNumber(numberOf(workspaceId, { phone }));
			const moved = numberOf(workspaceId, { phone });
			const after = await stores.store.saveNumber(moved);

			expect(after).toEqual({ ...before, phoneNumberId: moved.phoneNumberId });
			expect(await find(before.phoneNumberId ?? '')).toBeNull();
		});

		test('takes the phone of another number of its workspace, when Meta says so', async () => {
			const { workspaceId } = await openTeam(stores);
			const phone = '+49307654323';
			const first = await stores.store.saveNumber(numberOf(workspaceId, { phone }));
			const said = numberOf(workspaceId);
			const second = await stores.store.saveNumber(said);
			await stores.store.saveNumber({ ...said, phone });

			expect(await find(second.phoneNumberId ?? '')).toMatchObject({ id: second.id, phone });
			expect(await find(first.phoneNumberId ?? '')).toMatchObject({
				id: first.id,
				phone: null,
			});
		});

		test('whose phone another workspace has is left to it', async () => {
			const owner = await openTeam(stores);
			const phone = '+49307654322';
			const theirs = await stores.store.saveNumber(numberOf(owner.workspaceId, { phone }));
			const { workspaceId } = await openTeam(stores);
			const mine = numberOf(workspaceId, { phone });

			expect(await stores.store.saveNumber(mine)).toEqual(theirs);
			expect(await find(mine.phoneNumberId)).toBeNull();
		});

		test('that is linked is found by its phone, and not linked at first', async () => {
			const { workspaceId } = await openTeam(stores);
			const said = linkedNumberOf(workspaceId, '+49307654324');
			const number = await stores.store.saveNumber(said);

			expect(number).toMatchObject({
				mode: 'linked',
				state: 'unlinked',
				phoneNumberId: null,
			});
			expect(await stores.store.findNumber({ phone: '+49307654324' })).toEqual({
				...number,
				appFingerprint: null,
			});
		});

		test('that is linked keeps its state when its credential is saved again', async () => {
			const { workspaceId } = await openTeam(stores);
			const said = linkedNumberOf(workspaceId, '+49307654325');
			const { id: numberId } = await stores.store.saveNumber(said);
			await stores.store.setNumberState({ numberId, state: 'ready', now: NOON });

			expect(await stores.store.saveNumber(said)).toMatchObject({
				id: numberId,
				state: 'ready',
			});
		});

		test('stays the same when it changes from the Cloud API to a link and back', async () => {
			const { workspaceId } = await openTeam(stores);
			const phone = '+49307654326';
			const said = numberOf(workspaceId, { phone });
			const cloud = await stores.store.saveNumber(said);
			const linked = await stores.store.saveNumber(linkedNumberOf(workspaceId, phone));

			expect(linked).toMatchObject({ id: cloud.id, mode: 'linked', state: 'unlinked' });
			expect(await find(said.phoneNumberId)).toBeNull();
			expect(await stores.store.saveNumber(said)).toEqual(cloud);
		});

		test('that nobody saved is not found', async () => {
			expect(await find('nowhere')).toBeNull();
		});

		test('has the state that was said last', async () => {
			const { number, numberId } = await openTeam(stores);
			await stores.store.setNumberState({ numberId, state: 'restricted', now: NOON });

			expect(await find(number.phoneNumberId ?? '')).toEqual({
				...number,
				state: 'restricted',
				appFingerprint: 'app',
			});
		});
	});

	describe('what is counted of a number', () => {
		const countersOf = async (phoneNumberId: string) =>
			await stores.store.counters({ phoneNumberId });

		test('is kept by name, with the last time', async () => {
			const phoneNumberId = unique('phone-number');
			const count = async (name: 'signatureRejected' | 'foreignNumber', now: number) =>
				await stores.store.count({ phoneNumberId, name, now });
			await count('signatureRejected', NOON);
			await count('foreignNumber', NOON);
			await count('signatureRejected', NOON + MINUTE);
			await stores.restart();

			expect(await countersOf(phoneNumberId)).toEqual({
				counters: [
					{ name: 'foreignNumber', count: 1, lastAt: NOON },
					{ name: 'signatureRejected', count: 2, lastAt: NOON + MINUTE },
				],
				lastReceivedAt: null,
			});
		});

		test('misses nothing when two processes count at once', async () => {
			const phoneNumberId = unique('phone-number');
			const both = [stores.store, await stores.another()];
			await Promise.all(
				Array.from({ length: 50 }, (_, index) =>
					both[index % 2]?.count({ phoneNumberId, name: 'unreadable', now: NOON }),
				),
			);

			expect((await countersOf(phoneNumberId)).counters).toEqual([
				{ name: 'unreadable', count: 50, lastAt: NOON },
			]);
		});

		test('tells when the last message was received, not when it was sent', async () => {
			const { numberId, number } = await openTeam(stores);
			const messages = [inbound({ sentAt: NOON - MINUTE })];
			await stores.store.receiveBatch({ numberId, messages, statuses: [], now: NOON });

			expect(await countersOf(number.phoneNumberId ?? '')).toEqual({
				counters: [],
				lastReceivedAt: NOON,
			});
		});

		test('knows nothing of what another number received', async () => {
			const team = await openTeam(stores);
			const other = await team.addNumber();
			await team.writtenBy();

			expect(await countersOf(other.number.phoneNumberId ?? '')).toEqual({
				counters: [],
				lastReceivedAt: null,
			});
		});
	});
}
