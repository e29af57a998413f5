import { readTarget, routingInput } from '../../../src/domain/team/routing.ts';
import { OFFICE_HOURS } from '../../../src/domain/desk/weekly-hours.ts';

const FACTS = {
	number: { id: 'n1', label: 'Sales', phone: '+49301', mode: 'cloud', group: 'South' },
	timeZone: 'America/New_York',
	hours: null,
	labels: ['vip'],
	owner: null,
	text: 'Hello',
	referral: null,
	language: 'de',
} as const;

describe('what rules are asked with', () => {
	it('is what is known, and the hours at the number', () => {
		expect(routingInput(FACTS, Date.parse('2026-11-20T14:05:00Z'))).toEqual({
			number: FACTS.number,
			group: 'South',
			labels: ['vip'],
			owner: null,
			text: 'Hello',
			referral: null,
			language: 'de',
			hours: { day: 5, time: '09:05', zone: 'America/New_York', open: true },
		});
	});

	it('has the hours of UTC for a number without a zone', () => {
		const input = routingInput({ ...FACTS, timeZone: null }, 0);
		expect(input['hours']).toEqual({ day: 4, time: '00:00', zone: 'UTC', open: true });
	});

	it.each([
		['2026-11-20T14:00:00Z', true],
		['2026-11-20T13:59:59Z', false],
		['2026-11-20T23:00:00Z', false],
		['2026-11-21T15:00:00Z', false],
	])('says whether the number answers at %s: %s', (at, open) => {
		const input = routingInput({ ...FACTS, hours: [OFFICE_HOURS] }, Date.parse(at));
		expect(input['hours']).toMatchObject({ open });
	});
});

describe('what rules answer', () => {
	it.each([
		[undefined, null],
		[null, null],
		['', null],
		[' ', null],
		[' Sales ', { name: 'Sales' }],
		[{ team: 'Sales' }, { team: 'Sales' }],
		[{ agent: 'ada@example.com' }, { agent: 'ada@example.com' }],
	])('%j names %j', (answer, target) => {
		expect(readTarget(answer)).toEqual(target);
	});

	it.each([7, true, [], ['Sales'], {}, { team: 7 }, { agent: '' }])('%j is none', (answer) => {
		expect(() => readTarget(answer)).toThrow("The field 'Rules'");
	});
});
