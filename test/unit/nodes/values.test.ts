import { readLimit, readTextList } from '../../../nodes/WhatsAppTeam/adapter/fields/values.ts';
import {
	readWeeklyHours,
	toWeeklyHours,
} from '../../../nodes/WhatsAppTeam/adapter/fields/weekly-hours.ts';

it.each([
	['', []],
	[undefined, []],
	[' a , b,\nc,, ', ['a', 'b', 'c']],
	[
		['a, b', ' ', 3],
		['a, b', '3'],
	],
	[42, ['42']],
])('reads the list %j', (given, expected) => {
	expect(readTextList('Labels', given)).toEqual(expected);
});

it.each([[{}], [[{}]], [true], [['a', false]]])('refuses the list %j', (given) => {
	expect(() => readTextList('Labels', given)).toThrow(
		"The field 'Labels' has an entry that is no text",
	);
});

it.each([
	[false, 1, 1],
	[false, '50', 50],
	[true, 'any', null],
	['true', 0, null],
])('reads the limit: all %j, at most %j', (isAll, value, expected) => {
	expect(readLimit(isAll, value)).toBe(expected);
});

it.each([0, -1, 1.5, 'many'])('refuses the limit %j', (value) => {
	expect(() => readLimit(false, value)).toThrow("The field 'Limit' is no whole number above 0");
});

it.each([
	[{}, { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }],
	[
		{ days: '6,7', from: '22:30', to: '02:00' },
		{ days: [6, 7], from: '22:30', to: '02:00' },
	],
	[
		{ days: [1], from: '', to: ' 17:05 ' },
		{ days: [1], from: '09:00', to: '17:05' },
	],
])('reads the hours %j', (given, expected) => {
	expect(toWeeklyHours(readWeeklyHours(given))).toEqual(expected);
});

it.each([
	[{ days: [0] }, 'Days'],
	[{ days: ['Monday'] }, 'Days'],
	[{ from: '24:01' }, 'From'],
	[{ to: 'noon' }, 'To'],
])('refuses the hours %j', (given, field) => {
	expect(() => readWeeklyHours(given)).toThrow(`The field '${field}'`);
});
