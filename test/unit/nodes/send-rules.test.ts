import { readRules, stepKey } from '../../../nodes/WhatsAppTeam/adapter/fields/send-rules.ts';
import { REASON_WORDS } from '../../../nodes/WhatsAppTeam/adapter/items/reason-words.ts';
import { sendOnlyIfOption } from '../../../nodes/WhatsAppTeam/descriptions/send-rules.ts';

const HOUR = 3_600_000;

const conditionsOf = (...values: readonly object[]) =>
	readRules({ sendOnlyIf: { values }, sequence: 'cart' }).conditions;

it('reads nothing where nothing is said', () => {
	expect(readRules({})).toEqual({});
	expect(readRules({ sendOnlyIf: {}, ownerGuard: 'off', step: ' ', sequence: '' })).toEqual({});
});

it('reads all that is said', () => {
	const sendOnlyIf = { values: [{ condition: 'neverReplied' }] };
	const given = { sequence: ' cart ', step: 2, ownerGuard: 'block', actingAgent: ' Ada ' };

	expect(readRules({ ...given, sendOnlyIf })).toEqual({
		sequence: 'cart',
		step: '2',
		ownerGuard: 'block',
		actingAgent: 'Ada',
		conditions: [{ type: 'neverReplied' }],
	});
});

it.each([
	[{}, { type: 'noReplySinceMyLastMessage' }],
	[{ condition: 'noReplyInSequence' }, { type: 'noReplyInSequence' }],
	[{ condition: 'lastMessageRead' }, { type: 'lastMessageRead' }],
	[{ condition: 'lastMessageUnread' }, { type: 'lastMessageUnread' }],
	[{ condition: 'ownerIsMeOrNobody' }, { type: 'ownerIsMeOrNobody' }],
	[{ condition: 'noReplySince' }, { type: 'noReplySince', withinMs: 48 * HOUR }],
	[
		{ condition: 'noReplySince', duration: '1,5', unit: 'hours' },
		{ type: 'noReplySince', withinMs: 1.5 * HOUR },
	],
	[
		{ condition: 'noReplySince', duration: 10, unit: 'minutes' },
		{ type: 'noReplySince', withinMs: HOUR / 6 },
	],
	[
		{ condition: 'hasLabel', label: ' vip ' },
		{ type: 'hasLabel', label: 'vip' },
	],
	[
		{ condition: 'lacksLabel', label: 7 },
		{ type: 'lacksLabel', label: '7' },
	],
	[{ condition: 'statusIs' }, { type: 'statusIs', statuses: ['open'] }],
	[
		{ condition: 'statusIs', status: 'open, pending' },
		{ type: 'statusIs', statuses: ['open', 'pending'] },
	],
	[
		{ condition: 'withinBusinessHours' },
		{ type: 'withinBusinessHours', hours: { days: [1, 2, 3, 4, 5], from: 540, to: 1_080 } },
	],
	[
		{ condition: 'withinBusinessHours', days: [6, '7'], from: '8:30', to: '24:00' },
		{ type: 'withinBusinessHours', hours: { days: [6, 7], from: 510, to: 1_440 } },
	],
	[
		{ condition: 'outsideBusinessHours', whoseHours: 'number', days: [6] },
		{ type: 'outsideBusinessHours', hours: 'number' },
	],
])('reads the condition %j', (given, condition) => {
	expect(conditionsOf(given)).toEqual([condition]);
});

it.each([
	[{ condition: 'fullMoon' }, "The field 'Send Only If' has no condition 'fullMoon'"],
	[{ condition: 'hasLabel' }, "The field 'Label' is empty"],
	[{ condition: 'noReplySince', duration: 0 }, "The field 'Duration' is no number above 0"],
	[{ condition: 'noReplySince', duration: 'two' }, "The field 'Duration' is no number above 0"],
	[
		{ condition: 'noReplySince', duration: 2, unit: 'moons' },
		"The field 'Duration' is no number above 0",
	],
	[{ condition: 'statusIs', status: [] }, "The field 'Status' is empty"],
	[
		{ condition: 'statusIs', status: ['shut'] },
		"The field 'Status' is none that a conversation has",
	],
	[{ condition: 'withinBusinessHours', days: [8] }, "The field 'Days' has one that is none"],
	[{ condition: 'withinBusinessHours', days: [] }, "The field 'Days' is empty"],
	[{ condition: 'withinBusinessHours', from: '9' }, "The field 'From' is no time of the day"],
	[{ condition: 'withinBusinessHours', to: '09:60' }, "The field 'To' is no time of the day"],
	[{ condition: 'withinBusinessHours', to: '24:01' }, "The field 'To' is no time of the day"],
	[{ condition: 'withinBusinessHours', to: '09:00' }, "The field 'To' is the same as 'From'"],
])('refuses the condition %j', (given, message) => {
	expect(() => conditionsOf(given)).toThrow(expect.objectContaining({ message }));
});

it.each([
	[{ step: '1' }, "The field 'Sequence' is empty, but there is a 'Step'"],
	[{ sequence: 'x'.repeat(201) }, "The field 'Sequence' has 201 characters; the most is 200"],
	[{ ownerGuard: 'maybe' }, "The field 'Owner Guard' is none that there is"],
	[
		{ sendOnlyIf: { values: [{ condition: 'noReplyInSequence' }] } },
		"The field 'Sequence' is empty, but a condition of 'Send Only If' asks for it",
	],
])('refuses %j', (options, message) => {
	expect(() => readRules(options)).toThrow(expect.objectContaining({ message }));
});

it('makes a key of a sequence with a step, and of nothing less', () => {
	expect(stepKey({ sequence: 'a', step: '1' })).toBe('step:["a","1"]');
	expect(stepKey({ sequence: 'a","1', step: 'b' })).not.toBe(
		stepKey({ sequence: 'a', step: '1","b' }),
	);
	expect(stepKey({ sequence: 'a' })).toBeNull();
	expect(stepKey({})).toBeNull();
});

it('explains each condition of the panel when it is the reason', () => {
	const [group] = sendOnlyIfOption.options ?? [];
	const [field] = group !== undefined && 'values' in group ? group.values : [];
	const names = (field?.options ?? []).map((option) => ('value' in option ? option.value : ''));

	expect(names).toHaveLength(12);
	for (const name of names) {
		expect(REASON_WORDS[String(name)]).toMatch(/^Skipped: /);
		expect(() => conditionsOf({ condition: name, label: 'vip' })).not.toThrow();
	}
});
