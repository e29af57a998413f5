import type { INodeProperties } from 'n8n-workflow';
import { readPerson } from '../../../nodes/WhatsAppTeam/adapter/fields/person.ts';
import { RUNNERS } from '../../../nodes/WhatsAppTeam/operations/inbox.ts';
import { readSettingsChange } from '../../../nodes/WhatsAppTeam/adapter/fields/settings-change.ts';
import { inboxProperties } from '../../../nodes/WhatsAppTeam/descriptions/inbox.ts';
import { contextOf } from './parameters.ts';

const desk = {
	readPhone: (text: string) =>
		Promise.resolve(/^\+\d+$/.test(text) ? '+4915112345678' : undefined),
};
const personOf = (contact: object) => readPerson(contextOf({ parameters: { contact } }), 0, desk);

it.each([
	[
		{ mode: 'contact', value: ' p1 ' },
		{ kind: 'contact', contactId: 'p1' },
	],
	[
		{ mode: 'conversation', value: 'c1' },
		{ kind: 'conversation', conversationId: 'c1' },
	],
	[
		{ mode: 'list', value: 'c1' },
		{ kind: 'conversation', conversationId: 'c1' },
	],
	[
		{ mode: 'phone', value: '+4915112345678' },
		{ kind: 'phone', phone: '+4915112345678' },
	],
])('reads the contact %j', async (contact, expected) => {
	expect(await personOf(contact)).toEqual(expected);
});

it.each([
	[{ mode: 'contact', value: '' }, "The field 'Contact' is empty"],
	[{ mode: 'contact', value: {} }, "The field 'Contact' is empty"],
	[
		{ mode: 'phone', value: 'Ana' },
		"The field 'Contact' is not a phone number that can be dialled from everywhere",
	],
])('refuses the contact %j', async (contact, message) => {
	await expect(personOf(contact)).rejects.toMatchObject({ code: 'invalidInput', message });
});

it.each([
	[{ eventDays: 30 }, { eventDays: 30 }],
	[{ outboxDays: ' 14 ' }, { outboxDays: 14 }],
	[{ eventDays: null }, { eventDays: null }],
	[{ outboxDays: '' }, { outboxDays: null }],
	[
		{ eventDays: 0, outboxDays: 0 },
		{ eventDays: 0, outboxDays: 0 },
	],
	[{ messageDays: 0 }, { messageDays: null }],
	[{ messageDays: '' }, { messageDays: null }],
	[{ messageDays: 365 }, { messageDays: 365 }],
	[{ privateAddresses: true }, { privateAddresses: true }],
	[{ privateAddresses: 'false' }, { privateAddresses: false }],
	[{ optOutWords: [' weg damit ', ''] }, { optOutWords: ['weg damit'] }],
	[{ optInWords: 'ja, doch\nwieder' }, { optInWords: ['ja', 'doch', 'wieder'] }],
	[{ optOutWords: [] }, { optOutWords: [] }],
	[{ optOutConfirmation: ' Goodbye. ' }, { optOutConfirmation: 'Goodbye.' }],
	[{ optOutConfirmation: '' }, { optOutConfirmation: '' }],
	[{ optOutConfirmation: 'Default' }, { optOutConfirmation: null }],
	[{ reopenHours: 0 }, { reopenHours: 0 }],
	[{ reopenHours: '' }, { reopenHours: 0 }],
	[{ reopenHours: ' 48 ' }, { reopenHours: 48 }],
])('reads the settings %j', (given, change) => {
	expect(readSettingsChange(given)).toEqual(change);
});

it.each([
	[{}, "The field 'Update Fields' is empty"],
	[{ eventDays: 'many' }, "The field 'Event Days' is not a whole number of days"],
	[{ messageDays: [7] }, "The field 'Message Days' is not a whole number of days"],
	[{ outboxDays: -1 }, "The field 'Outbox Days' is not a whole number of days"],
	[{ privateAddresses: 'maybe' }, "The field 'Private Addresses' is neither true nor false"],
	[{ optOutWords: [7] }, "The field 'Opt-Out Words' has an entry that is no text"],
	[{ optOutConfirmation: 7 }, "The field 'Opt-Out Confirmation' is no text"],
	[{ reopenHours: 'a day' }, "The field 'Reopen Hours' is no whole number of hours"],
])('refuses the settings %j', (given, message) => {
	expect(() => readSettingsChange(given)).toThrow(expect.objectContaining({ message }));
});

const isShown = (
	{ displayOptions }: INodeProperties,
	choice: Readonly<Record<string, string>>,
): boolean =>
	Object.entries(displayOptions?.show ?? {}).every(([name, values]) =>
		(values as readonly unknown[]).includes(new Map(Object.entries(choice)).get(name)),
	);

it.each([
	['agent', 'delete', ['resource', 'operation', 'email', 'openConversations']],
	['contact', 'get', ['resource', 'operation', 'contact', 'options']],
	['contact', 'setConsent', ['resource', 'operation', 'contact', 'marketing', 'options']],
	['contact', 'delete', ['resource', 'operation', 'eraseNotice', 'contact', 'options']],
	['number', 'get', ['resource', 'operation']],
	['number', 'pause', ['resource', 'operation', 'pauseNotice']],
	['number', 'resume', ['resource', 'operation']],
	['number', 'queue', ['resource', 'operation', 'which', 'limit']],
	['number', 'cancelQueued', ['resource', 'operation', 'which']],
	['settings', 'get', ['resource', 'operation']],
	['settings', 'update', ['resource', 'operation', 'updateFields']],
])('shows for %s %s what it needs', (resource, operation, fields) => {
	const shown = inboxProperties.filter((property) => isShown(property, { resource, operation }));

	expect(shown.map(({ name }) => name)).toEqual(fields);
});

it('has something to do for every resource of the panel', () => {
	const { options } = inboxProperties.find(({ name }) => name === 'resource') ?? {};
	const values = (options ?? []).map((option) => ('value' in option ? option.value : ''));

	expect(Object.keys(RUNNERS).toSorted()).toEqual(values.toSorted());
});
