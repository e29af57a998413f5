import {
	CATALOGUE,
	lookUp,
	type ErrorClass,
} from '../../../../src/transport/cloud/error-catalogue.ts';

/** Codes for which the same name is meant: one thing to do. */
const SHARED_NAMES = { permissionDenied: [10, 200] };

it('has every code once', () => {
	const codes = CATALOGUE.map(({ code }) => code);

	expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});

it('is in the order of the codes, so that one is found by eye', () => {
	const codes = CATALOGUE.map(({ code }) => code);

	expect(codes).toEqual([...codes].sort((a, b) => a - b));
});

it('repeats a name only where the same is to be done', () => {
	const codesOf: Record<string, number[]> = {};
	for (const { name, code } of CATALOGUE) (codesOf[name] ??= []).push(code);
	const repeated = Object.entries(codesOf).filter(([, codes]) => codes.length > 1);

	expect(Object.fromEntries(repeated)).toEqual(SHARED_NAMES);
});

it('has a camelCase name, a sentence and an advice everywhere', () => {
	const poor = CATALOGUE.filter(
		({ name, message, advice }) =>
			!/^[a-z][A-Za-z]+$/.test(name) ||
			!/^([A-Z]|n8n).{10,}[^.]$/.test(message) ||
			!/^([A-Z]|n8n).{8,}\.$/.test(advice),
	);

	expect(poor).toEqual([]);
});

it.each<[ErrorClass, readonly number[]]>([
	['retry', [1, 2, 4, 80007, 130429, 131000, 131016, 131056, 131057, 133004]],
	['later', [131048, 131049]],
	['never', [368, 130472, 131021, 131026, 131047, 131050, 131051, 131062]],
	['fix', [0, 3, 10, 33, 100, 190, 200, 131005, 131030, 131031, 131042, 133010]],
])('is of class %s for these codes', (expected, codes) => {
	expect(codes.filter((code) => lookUp(code).class !== expected)).toEqual([]);
});

it('promises a second try by itself exactly where there is one', () => {
	const promising = CATALOGUE.filter(({ advice }) => advice.startsWith('It is tried again'));

	expect(promising.every((row) => row.class === 'retry')).toBe(true);
	expect(promising.length).toBe(CATALOGUE.filter((row) => row.class === 'retry').length);
});

it('keeps a code that it does not know readable, and does not try it again', () => {
	expect(lookUp(987654)).toEqual({
		code: 987654,
		name: 'meta987654',
		message: 'Meta answered with error 987654',
		advice: "Look the code up on Meta's page of WhatsApp Cloud API error codes.",
		class: 'fix',
	});
});
