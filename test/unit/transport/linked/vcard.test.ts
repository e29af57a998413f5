import { readVcard } from '../../../../src/transport/linked/inbound/content/vcard.ts';
import { writeVcard } from '../../../../src/transport/linked/outbound/vcard.ts';

test('a card as phones write it is read in all its parts', () => {
	const vcard = [
		'BEGIN:VCARD',
		'VERSION:3.0',
		'N:Bo;Ben;;;',
		'FN:Ben Bo\\, Dr.',
		'ORG:Shop;Sales;',
		'TITLE:Head',
		'item1.TEL;waid=4915112345678:+49 151 12345678',
		'item1.X-ABLabel:Mobile',
		'TEL;type=WORK;type=VOICE:030 1',
		'EMAIL;type=INTERNET;type=HOME:ben@example.com',
		'URL:https://exam',
		' ple.com',
		'BDAY:1999-01-23',
		'PHOTO;BASE64:AAAA',
		'END:VCARD',
	].join('\r\n');

	expect(readVcard(vcard, 'Benny')).toEqual({
		name: 'Ben Bo, Dr.',
		firstName: 'Ben',
		lastName: 'Bo',
		phones: [
			{ value: '+49 151 12345678', type: null, whatsAppPhone: '+4915112345678' },
			{ value: '030 1', type: 'WORK', whatsAppPhone: null },
		],
		emails: [{ value: 'ben@example.com', type: 'HOME' }],
		urls: [{ value: 'https://example.com', type: null }],
		company: 'Shop',
		jobTitle: 'Head',
		birthday: '1999-01-23',
		origin: 'other',
		vcard,
	});
});

test('a card without a name has the one that its sender gave it', () => {
	expect(readVcard('BEGIN:VCARD\nEND:VCARD', 'Benny')).toMatchObject({
		name: 'Benny',
		phones: [],
	});
	expect(readVcard('', null)).toMatchObject({ name: null, vcard: '' });
});

test('what is written can be read again, special characters included', () => {
	const vcard = writeVcard({
		name: { formatted: 'Ben, Bo; \\ Co', first: 'Ben', last: 'Bo' },
		phones: [{ phone: '+49 151 12345678', type: 'Work phone' }],
		emails: [{ email: 'a@b.c' }],
		urls: [{ url: 'https://example.com/a,b' }],
		organization: { company: 'Shop; Sons', title: 'Line\nbreak' },
		addresses: [{ street: 'Way 1', city: 'Berlin' }],
		birthday: '1999-01-23',
	});

	expect(vcard).toContain('TEL;TYPE=WORKPHONE;waid=4915112345678:+49 151 12345678');
	expect(vcard).toContain('ADR:;;Way 1;Berlin;;;');
	expect(readVcard(vcard, null)).toMatchObject({
		name: 'Ben, Bo; \\ Co',
		firstName: 'Ben',
		lastName: 'Bo',
		company: 'Shop; Sons',
		jobTitle: 'Line\nbreak',
		urls: [{ value: 'https://example.com/a,b' }],
		birthday: '1999-01-23',
	});
});

test('a value cannot smuggle a line in', () => {
	const vcard = writeVcard({ name: { formatted: 'Ben\nTEL:+1 555' } });

	expect(readVcard(vcard, null).phones).toEqual([]);
});
