import {
	formatWaId,
	maskPhone,
	parseBsuid,
	parsePhone,
	parseUsername,
	parseWaId,
} from '../../../src/domain/address.ts';

describe('parsePhone', () => {
	it.each([
		'+4915112345678',
		'+49 151 12345678',
		'+49 (151) 123-45678',
		'+49.151.123.456.78',
		'+49/151/12345678',
		'004915112345678',
		'0049 151 12345678',
		'  +49\u00a0151\u00a012345678 ',
		'+49 151\u201112345678',
		'+49 (0)151 12345678',
		'+49(0) 151-12345678',
		'0049 (0)151 12345678',
	])('reads %j as the number it is', (text) => {
		expect(parsePhone(text)).toBe('+4915112345678');
	});

	it('keeps the zero of an Italian number, which belongs to it', () => {
		expect(parsePhone('+39 (0)6 1234 5678')).toBe('+390612345678');
	});

	it.each([
		['a number without its country code', '0151 12345678'],
		['digits alone, which may be anything', '4915112345678'],
		['a country code of zero', '+0151123456'],
		['seven digits too few', '+49151'],
		['sixteen digits', '+1234567890123456'],
		['letters', '+49 151 CALL ME'],
		['two numbers', '+4915112345678 +4915112345679'],
		['an extension', '+49151123456 x12'],
		['nothing', ''],
		['a plus alone', '+'],
	])('does not guess at %s', (_what, text) => {
		expect(parsePhone(text)).toBe(undefined);
	});

	it('takes 7 to 15 digits', () => {
		const numbers = ['+123456', '+1234567', '+123456789012345', '+1234567890123456'];

		expect(numbers.map(parsePhone)).toEqual([undefined, numbers[1], numbers[2], undefined]);
	});
});

describe('wa_id', () => {
	it('is read with or without the plus', () => {
		expect([parseWaId('16505551234'), parseWaId('+16505551234')]).toEqual([
			'+16505551234',
			'+16505551234',
		]);
	});

	it.each(['', '+', 'US.13491208655302741918', '0151123456', '123456', '1650555123x'])(
		'is not %j',
		(text) => {
			expect(parseWaId(text)).toBe(undefined);
		},
	);

	it('is written without the plus', () => {
		expect([formatWaId('+16505551234'), formatWaId('16505551234')]).toEqual([
			'16505551234',
			'16505551234',
		]);
	});

	it('survives being written and read', () => {
		expect(parseWaId(formatWaId('+4915112345678'))).toBe('+4915112345678');
	});
});

describe('maskPhone', () => {
	it('shows the beginning and the end of a number', () => {
		expect(maskPhone('+4915112345678')).toBe('+49…678');
	});

	it('shows nothing of what is short', () => {
		expect([maskPhone('+12345'), maskPhone('123'), maskPhone('')]).toEqual(['…', '…', '…']);
	});
});

describe('parseBsuid', () => {
	it.each(['US.13491208655302741918', 'US.ENT.11815799212886844830', 'DE.aB3'])(
		'takes %s unchanged',
		(text) => {
			expect(parseBsuid(text)).toBe(text);
		},
	);

	it.each(['', 'US.', 'us.123', 'USA.123', '16505551234', 'US.12 3', ' US.123', 'US.12\n'])(
		'does not take %j',
		(text) => {
			expect(parseBsuid(text)).toBe(undefined);
		},
	);

	it('takes up to 160 characters after the country', () => {
		const longest = `US.${'a'.repeat(160)}`;

		expect([parseBsuid(longest), parseBsuid(`${longest}a`)]).toEqual([longest, undefined]);
	});
});

describe('parseUsername', () => {
	it.each([
		['@Sheena', 'sheena'],
		['sheena', 'sheena'],
		[' @sheena.b ', 'sheena.b'],
	])('reads %j as %s', (text, expected) => {
		expect(parseUsername(text)).toBe(expected);
	});

	it.each(['', '@', '  ', 'a b', 'a\0', 'a\ud800', 'x'.repeat(101)])(
		'finds no name in %j',
		(text) => {
			expect(parseUsername(text)).toBe(undefined);
		},
	);
});
