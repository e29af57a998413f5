import {
	itemsOf,
	readContactFilter,
	readConversationFilter,
	readListForm,
} from '../../../nodes/WhatsAppTeam/adapter/fields/lookup-form.ts';
import { contextOf } from './parameters.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;

const conversationFilter = (filters: object) =>
	readConversationFilter(contextOf({ parameters: { filters } }), 0, NOW);
const contactFilter = (filters: object) =>
	readContactFilter(contextOf({ parameters: { filters } }), 0);
const listForm = (parameters: Readonly<Record<string, unknown>>) =>
	readListForm(contextOf({ parameters }), 0);

it.each([
	[{}, {}],
	[{ labels: ' VIP , refund,,' }, { labels: ['VIP', 'refund'] }],
	[{ labels: ['VIP', ' '] }, { labels: ['VIP'] }],
	[{ numberIds: 'n1' }, { numberIds: ['n1'] }],
	[{ statuses: ['open', 'snoozed'] }, { statuses: ['open', 'snoozed'] }],
	[{ statuses: [], group: ' ', team: '', text: ' ', owner: '' }, {}],
	[{ owner: ' Ada@Example.com ' }, { owner: 'ada@example.com' }],
	[{ unowned: true }, { owner: null }],
	[{ unowned: false, neverAnswered: false }, {}],
	[
		{ unowned: 'true', neverAnswered: 'true' },
		{ owner: null, neverAnswered: true },
	],
	[{ waitingMinutes: 60 }, { waitingBefore: NOW - 60 * MINUTE }],
	[{ waitingMinutes: '0' }, { waitingBefore: NOW }],
	[{ waitingMinutes: '' }, {}],
])('reads which conversations: %j', (given, expected) => {
	expect(conversationFilter(given)).toEqual(expected);
});

it.each([
	[{ statuses: ['closed'] }, "The field 'Status' has one that there is not"],
	[{ waitingMinutes: -1 }, "The field 'Waiting Longer Than (Minutes)' is no number"],
	[{ waitingMinutes: 'long' }, "The field 'Waiting Longer Than (Minutes)' is no number"],
	[{ owner: 'a@b.c', unowned: true }, "The field 'Owner' and 'Unowned' exclude each other"],
])('refuses %j', (given, message) => {
	expect(() => conversationFilter(given)).toThrow(expect.objectContaining({ message }));
});

it.each([
	[{}, {}],
	[{ search: ' Ada ' }, { search: 'Ada' }],
	[{ marketing: 'unknown' }, { marketing: 'unknown' }],
	[
		{ recordSystem: 'HubSpot', recordType: 'Contact', recordId: 4711 },
		{ record: { system: 'hubspot', type: 'contact', id: '4711' } },
	],
])('reads which people: %j', (given, expected) => {
	expect(contactFilter(given)).toEqual(expected);
});

it.each([
	[{ recordId: '4711' }, "The field 'CRM System' is empty"],
	[{ marketing: 'maybe' }, "The field 'Marketing' is none that there is"],
])('refuses %j', (given, message) => {
	expect(() => contactFilter(given)).toThrow(expect.objectContaining({ message }));
});

it.each([
	[
		{ returnAll: true, limit: 5 },
		{ after: null, limit: null, actingAgent: null },
	],
	[
		{ returnAll: false, limit: 5 },
		{ after: null, limit: 5, actingAgent: null },
	],
	[
		{ returnAll: false, limit: '7', options: { cursor: ' x ', actingAgent: 'a@b.c' } },
		{ after: 'x', limit: 7, actingAgent: 'a@b.c' },
	],
])('reads how much of a list: %j', (given, expected) => {
	expect(listForm(given)).toEqual(expected);
});

it.each([0, -1, 1.5, 'many', ''])('refuses the limit %j', (limit) => {
	expect(() => listForm({ returnAll: false, limit })).toThrow(
		expect.objectContaining({ message: "The field 'Limit' is no whole number above 0" }),
	);
});

it('says on each item where the list goes on', async () => {
	async function* pieces() {
		yield await Promise.resolve({ rows: [1, 2], next: 'a' });
		yield { rows: [3], next: 'b' };
	}

	expect(await itemsOf(pieces(), (n) => ({ n }))).toEqual(
		[1, 2, 3].map((n) => ({ json: { n, nextCursor: 'b' } })),
	);
});
