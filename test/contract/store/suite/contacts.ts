import type { ContactFilter, LookupCursor, Recipient } from '../../../../src/ports/store.ts';
import { bsuid, echo, inbound, NOON, phone, username } from '../support/builders.ts';
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

	/** What is told of people: the event, the change, and whose it is. */
	const told = async ({ team }: Desk) => {
		const types = ['contact.created', 'contact.updated'] as const;
		const { entries } = await team.readFeed({ types });
		return entries.map(({ item }) => [
			item.event,
			item.change?.field ?? null,
			item.contact?.name,
			item.conversation !== undefined,
			item.number.id,
		]);
	};

	describe('somebody new', () => {
		test('is told of once, with the message that they came by', async () => {
			const desk = await open();
			await desk.customer('Ada');
			const other = await desk.team.addNumber();
			await desk.customer('Ada', NOON, { at: other });

			expect(await told(desk)).toEqual([
				['contact.created', null, 'Ada', true, desk.team.numberId],
			]);
		});

		test('is told of where we write first, also on the phone, and not in history', async () => {
			const desk = await open();
			const { team } = desk;
			await team.queue({ recipient: byPhone('Zoe') });
			await team.queue({ recipient: byPhone('Zoe') });
			await team.record(echo({ contact: [phone(phoneOf('Yan'))] }));
			await team.record(echo({ contact: [phone(phoneOf('Old'))], origin: 'history' }));

			expect((await told(desk)).map(([event]) => event)).toEqual([
				'contact.created',
				'contact.created',
			]);
		});

		test('who is written down is told of by the number that was named', async () => {
			const desk = await open();
			const { workspaceId, numberId, store } = desk.team;
			const input = { workspaceId, who: byPhone('Zoe'), change: { name: 'Zoe' }, now: NOON };
			await store.upsertContact({ ...input, numberId });
			await store.upsertContact({ ...input, who: byPhone('Yan'), numberId: null });

			expect(await told(desk)).toEqual([['contact.created', null, 'Zoe', false, numberId]]);
		});
	});

	describe('a change of what the team says of a person', () => {
		test.each<[object, string | null]>([
			[{ name: 'Ada King' }, 'name'],
			[{ language: 'en' }, 'language'],
			[{ timeZone: 'Europe/London' }, 'timeZone'],
			[{ crmLinks: [LINK] }, 'crmLinks'],
			[{ crmLinks: [LINK], language: 'en' }, 'several'],
			[{}, null],
			[{ language: null, crmLinks: [{ ...LINK, id: null }] }, null],
		])('%j is told as one of %s', async (change, field) => {
			const desk = await open();
			await desk.customer('Ada');
			await upsert(desk, byPhone('Ada'), change);
			await upsert(desk, byPhone('Ada'), change);
			const [, ...changes] = await told(desk);

			expect(changes.map(([event, what]) => [event, what])).toEqual(
				field === null ? [] : [['contact.updated', field]],
			);
		});
	});

	describe('an agent who sees some conversations', () => {
		const EVE = 'eve@example.com';

		/** Bea wrote to two numbers, Ada to the one that Eve does not see. */
		const limited = async () => {
			const desk = await open();
			const other = await desk.team.addNumber();
			await desk.customer('Ada');
			await desk.customer('Bea');
			const seen = await desk.customer('Bea', NOON, { at: other });
			await desk.agent(EVE, { role: 'limitedAgent', numberScope: [other.numberId] });
			const { workspaceId, store } = desk.team;
			return { desk, seen, store, of: { workspaceId, actingAgent: EVE } };
		};

		test('finds those people alone, with the conversations that they see', async () => {
			const { desk, seen, store, of } = await limited();
			const bea = await find(desk, byPhone('Bea'));
			const hidden = bea?.conversations.find(({ id }) => id !== seen)?.id ?? '';
			const by = (conversationId: string) =>
				({ kind: 'conversation', conversationId }) as const;

			expect(bea?.conversations).toHaveLength(2);
			expect(await store.findContact({ ...of, who: byPhone('Bea') })).toMatchObject({
				id: bea?.id,
				conversations: [{ id: seen }],
			});
			expect(await store.findContact({ ...of, who: by(seen) })).toMatchObject({
				id: bea?.id,
			});
			for (const who of [byPhone('Ada'), byPhone('Zoe'), by(hidden)]) {
				expect(await store.findContact({ ...of, who })).toBeNull();
			}
			const nobody = { ...of, actingAgent: 'no@example.com', who: byPhone('Bea') };
			expect(await store.findContact(nobody)).toBeNull();
		});

		test('changes those people alone, and makes nobody', async () => {
			const { desk, store, of } = await limited();
			const change = { name: 'Changed' };
			const save = async (name: string) =>
				await store.upsertContact({ ...of, who: byPhone(name), change, now: NOON });

			expect(await save('Bea')).toMatchObject({ isNew: false });
			expect(await save('Ada')).toBeNull();
			expect(await save('Zoe')).toBeNull();
			expect(await names(desk)).toEqual(['Changed', 'Ada']);
		});

		test('merges nobody whom they do not see, and sets no consent of theirs', async () => {
			const { desk, store, of } = await limited();
			const both = { into: byPhone('Bea'), from: byPhone('Ada') };
			const asked = { ...of, who: byPhone('Ada'), marketing: 'out' } as const;

			expect(await store.mergePeople({ ...of, ...both, now: NOON })).toEqual({
				...{ kind: 'unknown', which: 'from' },
			});
			expect(await store.setConsent({ ...asked, now: NOON })).toBeNull();
			expect((await find(desk, byPhone('Ada')))?.consent.marketing).toBe('unknown');
		});

		test('who sees all finds and makes also people without a conversation', async () => {
			const { desk, store, of } = await limited();
			await desk.agent('max@example.com', { role: 'agent' });
			const input = { ...of, actingAgent: 'max@example.com', who: byPhone('Zoe') };

			expect(await store.findContact(input)).toBeNull();
			expect(await store.upsertContact({ ...input, change: {}, now: NOON })).toMatchObject({
				isNew: true,
			});
			expect(await store.findContact(input)).toMatchObject({ conversations: [] });
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
