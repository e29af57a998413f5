import type { AddressBookEntry } from '../../../../src/domain/inbound.ts';
import { ANNA, BEN, echo, inbound, NOON, phone } from '../support/builders.ts';
import { openTeam, type Team } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

/** What the WhatsApp Business app on the phone of a number brings: its address book, its history. */
export function describeAppData(stores: Stores): void {
	const take = async (team: Team, given: object) => {
		const { numberId } = team;
		const batch = { numberId, messages: [], statuses: [], now: NOON, ...given };
		return await stores.store.receiveBatch(batch);
	};
	const inBook = (value: string, name: string | null, isRemoved = false): AddressBookEntry => ({
		key: phone(value),
		name,
		isRemoved,
	});
	const nameOf = async ({ workspaceId }: Team, value: string) => {
		const who = { kind: 'phone', phone: value } as const;
		return (await stores.store.findContact({ workspaceId, who }))?.name;
	};

	describe('the address book of the app', () => {
		test('makes people known, and names those who have no name', async () => {
			const team = await openTeam(stores);
			await team.receive(inbound({ sender: [phone(ANNA)], senderName: null }));
			const addressBook = [inBook(ANNA, 'Anna B.'), inBook(BEN, 'Ben')];
			await take(team, { addressBook });
			await take(team, { addressBook });

			expect([await nameOf(team, ANNA), await nameOf(team, BEN)]).toEqual(['Anna B.', 'Ben']);
			expect(await team.eventNames()).toEqual(['message.received']);
		});

		test('replaces no name that somebody gave, and forgets nobody', async () => {
			const team = await openTeam(stores);
			await team.receive(inbound({ sender: [phone(ANNA)], senderName: 'Anna' }));
			await take(team, { addressBook: [inBook(ANNA, 'Client 7'), inBook(BEN, 'Ben')] });
			await take(team, { addressBook: [inBook(BEN, null, true), inBook(ANNA, null, true)] });

			expect([await nameOf(team, ANNA), await nameOf(team, BEN)]).toEqual(['Anna', 'Ben']);
		});
	});

	describe('the history of the app', () => {
		const told = async (team: Team) =>
			(await team.readFeed({ types: ['history.synced'] })).entries.map(
				({ item }) => item.history?.progress,
			);

		test('tells each quarter of its way once, in whatever order its parts come, and again', async () => {
			const team = await openTeam(stores);
			for (const historyProgress of [10, 24, 55, 25, 55, 74]) {
				await take(team, { historyProgress });
			}
			expect(await told(team)).toEqual([55]);
			await stores.restart();
			for (const historyProgress of [74, 75, 100, 100]) {
				await take(team, { historyProgress });
			}

			expect(await told(team)).toEqual([55, 75, 100]);
		});

		test('starts nothing else: neither what customers wrote nor what the business did', async () => {
			const team = await openTeam(stores);
			const recorded = [
				echo({ origin: 'history', direction: 'in', status: null }),
				echo({ origin: 'history', direction: 'out', status: 'read' }),
			];
			expect(await take(team, { recorded, historyProgress: 100 })).toMatchObject({
				stored: 2,
			});
			expect(await team.eventNames()).toEqual(['history.synced']);
		});
	});

	describe('asking for the data of the app', () => {
		test('is done once, by one of two processes, unless it never reached Meta', async () => {
			const team = await openTeam(stores);
			const { numberId } = team;
			const other = await stores.another();
			const ask = (store = stores.store) => store.beginAppSync({ numberId, now: NOON });
			const answers = await Promise.all([ask(), ask(other)]);
			expect(answers.filter(({ isFirst }) => isFirst)).toHaveLength(1);
			await take(team, { historyProgress: 30 });
			expect(await ask()).toEqual({ isFirst: false });
			await stores.store.forgetAppSync({ numberId });

			expect([await ask(), await ask()]).toEqual([{ isFirst: true }, { isFirst: false }]);
		});
	});
}
