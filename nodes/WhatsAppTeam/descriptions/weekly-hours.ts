import type { INodeProperties } from 'n8n-workflow';

/**
 * The fields of hours of the week, as `readWeeklyHours` reads them.
 *
 * @param what begins on the days, as in "the shift begins"
 */
export function weeklyHours(what: string): INodeProperties[] {
	return [
		{
			displayName: 'Days',
			name: 'days',
			type: 'multiOptions',
			options: [
				{ name: 'Monday', value: 1 },
				{ name: 'Tuesday', value: 2 },
				{ name: 'Wednesday', value: 3 },
				{ name: 'Thursday', value: 4 },
				{ name: 'Friday', value: 5 },
				{ name: 'Saturday', value: 6 },
				{ name: 'Sunday', value: 7 },
			],
			default: [1, 2, 3, 4, 5],
			description: `The days on which ${what}`,
		},
		{
			displayName: 'From',
			name: 'from',
			type: 'string',
			default: '09:00',
			placeholder: 'e.g. 09:00',
		},
		{
			displayName: 'To',
			name: 'to',
			type: 'string',
			default: '18:00',
			placeholder: 'e.g. 18:00',
			description: 'Earlier than From: on the day after',
		},
	];
}
