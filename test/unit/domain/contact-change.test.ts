import { checkContact } from '../../../src/domain/contact-change.ts';

const link = { system: 'hubspot', type: 'contact', id: '1' };

it.each([
	{},
	{ name: null, language: null, timeZone: null },
	{ name: 'a'.repeat(200) },
	{ language: 'de' },
	{ language: 'pt_BR' },
	{ language: 'zh-Hant' },
	{ timeZone: 'Europe/Berlin' },
	{ crmLinks: [link, { ...link, id: null }] },
])('takes %j', (change) => {
	expect(() => checkContact(change)).not.toThrow();
});

it.each([
	[{ name: 'a'.repeat(201) }, "The field 'Name' has more than 200 characters"],
	[{ language: 'German' }, "The field 'Language' is no language code"],
	[{ language: 'de-' }, "The field 'Language' is no language code"],
	[{ timeZone: 'Berlin' }, "The field 'Time Zone' is none that there is"],
	[{ crmLinks: [{ ...link, system: '' }] }, "The field 'System' is empty"],
	[{ crmLinks: [{ ...link, type: '' }] }, "The field 'Type' is empty"],
	[
		{ crmLinks: [{ ...link, id: '1'.repeat(101) }] },
		"The field 'Record ID' has more than 100 characters",
	],
])('refuses %j', (change, message) => {
	expect(() => checkContact(change)).toThrow(expect.objectContaining({ message }));
});
