import type { ContactFilter, LookupCursor, Recipient } from '../../../../src/ports/store.ts';
import { bsuid, inbound, NOON, phone, username } from '../support/builders.ts';
import { Desk, phoneOf } from '../support/lookup.ts';
import { last, openTeam } from '../support/team.ts';
import type { Stores } from '../support/use-store.ts';

const byPhone = (name: string): Recipient => ({ kind: 'phone', phone: phoneOf(name) });

/** What the team knows of people, and finding them by it. */
export function describeContacts(stores: Stores): void {
	const open = async (): Promise<Desk> => new Desk(await openTeam(stores));

	const list = async (
		desk: Desk,
		filter: ContactFilter = {},
		asked: {
			readonly limit?: number;
			readonly after?: LookupCursor | null;
			readonly actingAgent?: string | null;
		} = {},
	) =>
		await desk.team.store.listContacts({
			workspaceId: desk.team.workspaceId,
			actingAgent: null,
			filter,
			after: null,
			limit: 50,
			...asked,
		});

	const names = async (...asked: Parameters<typeof list>) =>
		(await list(...asked)).rows.map(({ name }) => name);

	const find = async ({ team }: Desk, who: Recipient) =>
		await team.store.findContact({ workspaceId: team.workspaceId, who });

	const upsert = async ({ team }: Desk, who: Recipient, change: object) =>
		await team.store.upsertContact({ workspaceId: team.workspaceId, who, change, now: NOON });

	const merge = async ({ team }: Desk, into: Recipient, from: Recipient) =>
		await team.store.mergePeople({ workspaceId: team.workspaceId, into, from, now: NOON });

	const LINK = { system: 'hubspot', type: 'contact', id: '4711' };

	describe('what the team says of a person', () => {
		test('is written down, and what is not said stays', async () => {
			const desk = await open();
			await desk.customer('Ada');
			const said = { name: 'Ada King', language: 'en', timeZone: 'Europe/London' };
			const first = await upsert(desk, byPhone('Ada'), { ...said, crmLinks: [LINK] });
			await upsert(desk, byPhone('Ada'), { language: null });

			expect(first).toMatchObject({ isNew: false });
			expect(await find(desk, byPhone('Ada'))).toMatchObject({
				...said,
				language: null,
				crmLinks: [LINK],
			});
		});

		test('names them everywhere, whatever WhatsApp calls them later, until it is taken back', async () => {
			const desk = await open();
			await desk.customer('Ada');
			await upsert(desk, byPhone('Ada'), { name: 'Ada King' });
			const sender = [phone(phoneOf('Ada'))];
			await desk.team.receive(inbound({ sender, senderName: 'Lady L.' }));
			const { item } = last(await desk.team.log());

			expect(item.contact.name).toBe('Ada King');
			expect(await desk.names()).toEqual(['Ada King']);
			await upsert(desk, byPhone('Ada'), { name: null });
			expect(await desk.names()).toEqual(['Lady L.']);
		});

		test('makes a person of a phone that nobody has, and of nothing else', async () => {
			const desk = await open();
			const made = await upsert(desk, byPhone('Zoe'), { name: 'Zoe' });
			const unknown = { kind: 'contact', contactId: 'unknown' } as const;

			expect(made).toMatchObject({ isNew: true });
			expect(await names(desk)).toEqual(['Zoe']);
			expect(await upsert(desk, unknown, { name: 'X' })).toBeNull();
		});

		test('has one record for each system and type, which is replaced and taken away', async () => {
			const desk = await open();
			await desk.customer('Ada');
			const deal = { system: 'hubspot', type: 'deal', id: '1' };
			await upsert(desk, byPhone('Ada'), { crmLinks: [LINK, deal] });
			await upsert(desk, byPhone('Ada'), {
				crmLinks: [
					{ ...LINK, id: '4712' },
					{ ...deal, id: null },
				],
			});

			expect(await find(desk, byPhone('Ada'))).toMatchObject({
				crmLinks: [{ ...LINK, id: '4712' }],
			});
		});

		test('goes with the person', async () => {
			const desk = await open();
			await desk.customer('Ada');
			const said = { name: 'Ada King', language: 'en', crmLinks: [LINK] };
			const done = await upsert(desk, byPhone('Ada'), said);
			const { store, workspaceId } = desk.team;
			await store.eraseContact({ workspaceId, who: byPhone('Ada'), now: NOON });
			const record = { system: LINK.system };

			expect(await names(desk)).toEqual([]);
			expect(await names(desk, { record })).toEqual([]);
			const who = { kind: 'contact', contactId: done?.contactId ?? '' } as const;
			expect(await upsert(desk, who, { name: 'Again' })).toBeNull();
		});
	});

	describe('a list of people', () => {
		test.each<[ContactFilter, readonly string[]]>([
			[{ search: 'ada' }, ['Ada']],
			[{ search: 'D' }, ['Dan', 'Ada']],
			[{ search: phoneOf('Bea').slice(-5) }, ['Bea']],
			[{ search: phoneOf('Bea') }, ['Bea']],
			[{ search: '@DAN.the.man' }, ['Dan']],
			[{ search: '%' }, []],
			[{ search: '_' }, []],
			[{ search: 'ärger' }, ['Ärger']],
			[{ search: 'Ärg' }, ['Ärger']],
			[{ record: { system: 'hubspot' } }, ['Ada']],
			[{ record: { system: 'hubspot', type: 'deal' } }, []],
			[{ record: { system: 'hubspot', type: 'contact', id: '4711' } }, ['Ada']],
			[{ record: { system: 'hubspot', id: '4712' } }, []],
			[{ marketing: 'out' }, ['Bea']],
			[{ marketing: 'in' }, []],
			[{ marketing: 'unknown', search: 'a' }, ['Dan', 'Ada']],
		])('%j', async (filter, expected) => {
			const desk = await open();
			const { store, workspaceId } = desk.team;
			await desk.customer('Ada');
			await desk.customer('Bea');
			await desk.customer('Ärger');
			const sender = [bsuid('DE.dan'), username('dan.the.man')];
			await desk.team.receive(inbound({ sender, senderName: 'Dan' }));
			await upsert(desk, byPhone('Ada'), { crmLinks: [LINK] });
			const who = byPhone('Bea');
			await store.setConsent({ workspaceId, who, marketing: 'out', now: NOON });
			const found = await names(desk, filter);

			// SQLite makes only the letters of ASCII small.
			const isSmallUmlaut = filter.search === 'ärger';
			if (isSmallUmlaut) expect([[], expected]).toContainEqual(found);
			else expect(found).toEqual(expected);
		});

		test('goes on where it ended, the newest first', async () => {
			const desk = await open();
			for (const name of ['Ada', 'Bea', 'Cem']) await desk.customer(name);
			const first = await list(desk, {}, { limit: 2 });
			await desk.customer('Dan');
			const after = first.next;

			expect(first.rows.map(({ name }) => name)).toEqual(['Cem', 'Bea']);
			expect(await names(desk, {}, { after, limit: 2 })).toEqual(['Ada']);
			expect((await list(desk, {}, { limit: 4 })).next).toBeNull();
		});

		test('is of one workspace, and of what an agent may see', async () => {
			const desk = await open();
			const other = await desk.team.addNumber();
			await desk.customer('Ada');
			await desk.customer('Bea', NOON, { at: other });
			const numberScope = [other.numberId];
			await desk.agent('eve@example.com', { role: 'limitedAgent', numberScope });

			expect(await names(await open())).toEqual([]);
			expect(await names(desk, {}, { actingAgent: 'eve@example.com' })).toEqual(['Bea']);
			expect(await names(desk, {}, { actingAgent: 'no@example.com' })).toEqual([]);
		});
	});

	describe('two people that a person says are one', () => {
		test('are one, with all addresses and records, and an event', async () => {
			const desk = await open();
			const ada = await desk.customer('Ada');
			await desk.customer('Bea');
			await upsert(desk, byPhone('Ada'), { crmLinks: [LINK] });
			const deal = { system: 'hubspot', type: 'deal', id: '1' };
			const other = { ...LINK, id: 'of Bea' };
			await upsert(desk, byPhone('Bea'), { language: 'tr', crmLinks: [other, deal] });
			const before = await find(desk, byPhone('Bea'));
			const merged = await merge(desk, byPhone('Ada'), byPhone('Bea'));
			const person = await find(desk, byPhone('Bea'));

			expect(merged).toEqual({ kind: 'merged', contactId: person?.id, hasChanged: true });
			expect(person).toMatchObject({
				name: 'Ada',
				language: 'tr',
				crmLinks: [LINK, deal],
				conversations: [{ id: ada }],
			});
			expect(person?.keys.map(({ value }) => value).toSorted()).toEqual(
				[phoneOf('Ada'), phoneOf('Bea')].toSorted(),
			);
			expect(last(await desk.team.log()).item).toMatchObject({
				event: 'contact.merged',
				contact: { id: person?.id },
				change: { field: 'id', from: before?.id, to: person?.id },
			});
		});

		test('are merged once, and those who are not there are said', async () => {
			const desk = await open();
			await desk.customer('Ada');
			await desk.customer('Bea');
			await merge(desk, byPhone('Ada'), byPhone('Bea'));

			expect(await merge(desk, byPhone('Ada'), byPhone('Bea'))).toMatchObject({
				hasChanged: false,
			});
			expect(await merge(desk, byPhone('Ada'), byPhone('Zoe'))).toEqual({
				kind: 'unknown',
				which: 'from',
			});
			expect(await merge(desk, byPhone('Zoe'), byPhone('Ada'))).toEqual({
				kind: 'unknown',
				which: 'into',
			});
		});
	});
}
