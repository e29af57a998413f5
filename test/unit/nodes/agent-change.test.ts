import {
	readAgentChange,
	readAvailability,
} from '../../../nodes/WhatsAppTeam/adapter/fields/agent-change.ts';

it.each([
	[{}, {}],
	[
		{ name: ' Ada ', role: 'manager', availability: 'away', timeZone: 'Europe/Berlin' },
		{ name: 'Ada', role: 'manager', availability: 'away', timeZone: 'Europe/Berlin' },
	],
	[{ name: '', timeZone: '' }, {}],
	[{ capacity: 0 }, { capacity: null }],
	[{ capacity: '20' }, { capacity: 20 }],
	[{ teams: [' Sales ', ''] }, { teams: ['Sales'] }],
	[{ teams: 'Sales, Service' }, { teams: ['Sales', 'Service'] }],
	[
		{ numberScope: [], labelScope: ['vip'] },
		{ numberScope: null, labelScope: ['vip'] },
	],
	[{ shifts: {} }, { shifts: [] }],
	[
		{ shifts: { values: [{ days: [6, '7'], from: '22:00', to: '06:00' }, {}] } },
		{
			shifts: [
				{ days: [6, 7], from: 1_320, to: 360 },
				{ days: [1, 2, 3, 4, 5], from: 540, to: 1_080 },
			],
		},
	],
	[{ shifts: [{ days: [1] }] }, { shifts: [{ days: [1], from: 540, to: 1_080 }] }],
	[
		{ numberCapacities: { values: [{ number: ' n1 ', most: 3 }] } },
		{ numberCapacities: [{ number: 'n1', most: 3 }] },
	],
])('reads what is given of an agent: %j', (given, change) => {
	expect(readAgentChange(given)).toEqual(change);
});

it.each([
	[{ role: 'boss' }, "The field 'Role'"],
	[{ availability: 'asleep' }, "The field 'Availability'"],
	[{ capacity: 'many' }, "The field 'Capacity'"],
	[{ capacity: -1 }, "The field 'Capacity'"],
	[{ shifts: { values: [{ days: [8] }] } }, "The field 'Days'"],
	[{ shifts: { values: [{ from: '25:00' }] } }, "The field 'From'"],
])('refuses what cannot be: %j', (given, message) => {
	expect(() => readAgentChange(given)).toThrow(message);
});

it('reads whether somebody is there', () => {
	expect(readAvailability(' offline ')).toBe('offline');
	expect(() => readAvailability('')).toThrow("The field 'Availability'");
});
