import { checkAgent, isOnShift, readEmail } from '../../../src/domain/team/agent.ts';
import type { Weekday } from '../../../src/domain/desk/weekly-hours.ts';

describe('a shift', () => {
	const days: readonly Weekday[] = [1, 2, 3, 4, 5];
	const at = (text: string) => Date.parse(text);
	const berlin = (from: number, to: number) => ({
		timeZone: 'Europe/Berlin',
		shifts: [{ days, from, to }],
	});

	it.each([
		['2026-11-20T07:59:59Z', false],
		['2026-11-20T08:00:00Z', true],
		['2026-11-20T15:59:59Z', true],
		['2026-11-20T16:00:00Z', false],
		['2026-11-21T10:00:00Z', false],
	])('of the day, at %s: %s', (text, isOn) => {
		expect(isOnShift(berlin(540, 1_020), at(text))).toBe(isOn);
	});

	it.each([
		// Friday 22:00 to Saturday 6:00.
		['2026-11-20T20:59:59Z', false],
		['2026-11-20T21:00:00Z', true],
		['2026-11-21T04:59:59Z', true],
		['2026-11-21T05:00:00Z', false],
		['2026-11-21T21:00:00Z', false],
	])('over midnight, at %s: %s', (text, isOn) => {
		expect(isOnShift(berlin(1_320, 360), at(text))).toBe(isOn);
	});

	it.each([
		// Clocks go from 2:00 to 3:00 on 29 March, and from 3:00 to 2:00 on 25 October.
		['2026-03-29T00:59:59Z', false],
		['2026-03-29T01:00:00Z', true],
		['2026-10-25T00:59:59Z', true],
		['2026-10-25T01:30:00Z', true],
		['2026-10-25T02:00:00Z', false],
	])('around the hour that is missing or comes twice, at %s: %s', (text, isOn) => {
		const sunday = { days: [7 as const], from: 120, to: 180 };
		const spring = { days: [7 as const], from: 150, to: 240 };
		const shifts = [text.startsWith('2026-03') ? spring : sunday];

		expect(isOnShift({ timeZone: 'Europe/Berlin', shifts }, at(text))).toBe(isOn);
	});

	it('is always where there is none', () => {
		expect(isOnShift({ timeZone: 'UTC', shifts: [] }, 0)).toBe(true);
	});
});

describe('an email', () => {
	it('is the same in capitals and with space around it', () => {
		expect(readEmail('Email', ' Ada@Example.com ')).toBe('ada@example.com');
	});

	it.each([
		'',
		'ada',
		'ada@',
		'@example.com',
		'a b@example.com',
		'a@b, c@d',
		`${'a'.repeat(250)}@b.de`,
	])('is none: %s', (text) => {
		expect(() => readEmail('Email', text)).toThrow("The field 'Email'");
	});
});

describe('an agent', () => {
	it.each([
		[{ name: ' ' }, "'Name'"],
		[{ name: 'a'.repeat(101) }, "'Name'"],
		[{ timeZone: 'Mars/Olympus' }, "'Time Zone'"],
		[{ shifts: [{ days: [], from: 1, to: 2 }] }, "'Days'"],
		[{ shifts: [{ days: [1 as const], from: 60, to: 60 }] }, "'To'"],
		[{ capacity: 1.5 }, "'Capacity'"],
		[{ capacity: -1 }, "'Capacity'"],
		[{ numberCapacities: [{ number: '', most: 1 }] }, "'Number ID'"],
		[{ teams: [''] }, "'Teams'"],
		[{ labelScope: [''] }, "'Labels'"],
		[{ numberScope: [''] }, "'Numbers'"],
	])('cannot be %j', (change, field) => {
		expect(() => checkAgent(change)).toThrow(field);
	});

	it('can be all else', () => {
		const shifts = [{ days: [1 as const], from: 1_320, to: 360 }];
		const change = { name: 'a'.repeat(100), timeZone: 'Asia/Kathmandu', shifts, capacity: 0 };

		expect(() => checkAgent(change)).not.toThrow();
	});
});
