import jsonata from 'jsonata';
import { CRM_PRESETS, isCrmName, type CrmName } from '../../../src/domain/crm-presets.ts';

const ADA = {
	id: 'c1',
	name: '  Ada King Lovelace ',
	phone: '+4915112345678',
	username: null,
	language: 'pt_BR',
	crmLinks: [
		{ system: 'pipedrive', type: 'deal', id: '9' },
		{ system: 'pipedrive', type: 'person', id: '5' },
		{ system: 'hubspot', type: 'contact', id: '77' },
	],
};

const map = async (crm: CrmName, contact: object): Promise<unknown> =>
	JSON.parse(JSON.stringify(await jsonata(CRM_PRESETS[crm]).evaluate({ ...ADA, ...contact })));

const filter = (value: string) => ({
	filters: [{ propertyName: 'phone', operator: 'EQ', value }],
});

it('writes a contact in the properties of HubSpot, and what to search for', async () => {
	expect(await map('hubspot', {})).toEqual({
		id: '77',
		search: {
			filterGroups: [filter('+4915112345678'), filter('4915112345678')],
			properties: ['firstname', 'lastname', 'phone', 'hubspot_owner_id'],
			limit: 2,
		},
		properties: {
			firstname: 'Ada',
			lastname: 'King Lovelace',
			phone: '+4915112345678',
			hs_language: 'pt-br',
		},
	});
});

it('writes a contact as a person of Pipedrive, and what to search for', async () => {
	expect(await map('pipedrive', { name: 'Ada' })).toEqual({
		id: '5',
		search: { term: '112345678', fields: 'phone' },
		person: {
			name: 'Ada',
			phones: [{ value: '+4915112345678', label: 'mobile', primary: true }],
		},
	});
});

it.each<[CrmName, object]>([
	['hubspot', { properties: {} }],
	['pipedrive', { person: { name: 'ada' } }],
])('leaves out for %s what is not known', async (crm, expected) => {
	const unknown = { name: null, phone: null, username: 'ada', language: null, crmLinks: [] };

	expect(await map(crm, unknown)).toEqual(expected);
});

it.each([
	['hubspot', true],
	['pipedrive', true],
	['custom', false],
	['toString', false],
])('knows whether %s has a preset', (name, expected) => {
	expect(isCrmName(name)).toBe(expected);
});
