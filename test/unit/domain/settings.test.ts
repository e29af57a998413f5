import { checkSettings, type Settings } from '../../../src/domain/settings.ts';
import { isProblem } from '../../../src/domain/problem.ts';

const refusalOf = (change: Partial<Settings>): string | null => {
	try {
		checkSettings(change);
		return null;
	} catch (error) {
		if (!isProblem(error) || error.code !== 'invalidInput') throw error;
		return error.message;
	}
};

it.each<Partial<Settings>>([
	{},
	{ eventDays: 1, outboxDays: 7, messageDays: 7 },
	{ eventDays: 36_500, outboxDays: 36_500, messageDays: 36_500 },
	{ eventDays: null, outboxDays: null, messageDays: null, privateAddresses: true },
])('takes %j', (change) => {
	expect(refusalOf(change)).toBeNull();
});

const NOT_WHOLE = 'is not a whole number of days';

it.each<[Partial<Settings>, string]>([
	[{ eventDays: 0 }, "The field 'Event Days' is 0; the least is 1"],
	[{ outboxDays: 6 }, "The field 'Outbox Days' is 6; the least is 7"],
	[{ messageDays: 6 }, "The field 'Message Days' is 6; the least is 7"],
	[{ eventDays: -1 }, "The field 'Event Days' is -1; the least is 1"],
	[{ eventDays: 1.5 }, `The field 'Event Days' ${NOT_WHOLE}`],
	[{ outboxDays: NaN }, `The field 'Outbox Days' ${NOT_WHOLE}`],
	[{ messageDays: 36_501 }, `The field 'Message Days' ${NOT_WHOLE}`],
])('refuses %j', (change, message) => {
	expect(refusalOf(change)).toBe(message);
});

it('says why what was sent cannot be forgotten sooner', () => {
	expect(() => checkSettings({ outboxDays: 6 })).toThrow(
		expect.objectContaining({
			advice: expect.stringContaining('a repeated run could send again') as unknown,
		}),
	);
});

describe('what is set of opting out', () => {
	const words = (count: number) => Array.from({ length: count }, (_, index) => `word ${index}`);

	it.each([
		[{ optOutWords: words(100), optInWords: ['ja'.repeat(30)] }],
		[{ optOutWords: [], optOutConfirmation: '' }],
		[{ optOutConfirmation: 'x'.repeat(4_096) }],
		[{ optOutConfirmation: null }],
	])('may be this', (change) => {
		expect(() => checkSettings(change)).not.toThrow();
	});

	it.each([
		[{ optOutWords: words(101) }, "The field 'Opt-Out Words' has 101 entries"],
		[{ optInWords: ['!?'] }, "The field 'Opt-In Words' has an entry without letters"],
		[
			{ optOutWords: ['x'.repeat(61)] },
			"The field 'Opt-Out Words' has an entry of 61 characters; the most is 60",
		],
		[
			{ optOutConfirmation: 'x'.repeat(4_097) },
			"The field 'Opt-Out Confirmation' has 4097 characters; WhatsApp takes at most 4096",
		],
	])('is refused beyond that', (change, message) => {
		expect(() => checkSettings(change)).toThrow(expect.objectContaining({ message }));
	});
});
