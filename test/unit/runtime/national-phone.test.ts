import { readPhone } from '../../../src/runtime/message/national-phone.ts';

it.each([
	['+49 151 12345678', null, '+4915112345678'],
	['0049 151 12345678', null, '+4915112345678'],
	['0151 12345678', 'DE', '+4915112345678'],
	['0151/123-456 78', 'DE', '+4915112345678'],
	['(650) 253-0000', 'US', '+16502530000'],
	['06 12 34 56 78', 'FR', '+33612345678'],
	['+1 650 253 0000', 'DE', '+16502530000'],
])('reads %s, dialled in %s', async (text, country, phone) => {
	expect(await readPhone(text, country)).toBe(phone);
});

it.each([
	['0151 12345678', null],
	['0151 12345678', 'XX'],
	['12', 'DE'],
	['Ana', 'DE'],
	['+49', 'DE'],
	['', 'DE'],
])('does not guess at %j, dialled in %s', async (text, country) => {
	expect(await readPhone(text, country)).toBe(undefined);
});
