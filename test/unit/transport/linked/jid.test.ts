import {
	formatJid,
	isSamePerson,
	jidOf,
	keysOf,
	parseJid,
} from '../../../../src/transport/linked/jid.ts';
import { isSamePhone } from '../../../../src/transport/linked/same-phone.ts';

test.each([
	['4915112345678@s.whatsapp.net', { kind: 'phone', user: '4915112345678', device: 0 }],
	['4915112345678:12@s.whatsapp.net', { kind: 'phone', user: '4915112345678', device: 12 }],
	['4915112345678_1:2@s.whatsapp.net', { kind: 'phone', user: '4915112345678', device: 2 }],
	['4915112345678@c.us', { kind: 'phone', user: '4915112345678', device: 0 }],
	['4915112345678:99@hosted', { kind: 'phone', user: '4915112345678', device: 99 }],
	['100000000000002:3@lid', { kind: 'lid', user: '100000000000002', device: 3 }],
	['100000000000002@hosted.lid', { kind: 'lid', user: '100000000000002', device: 0 }],
	['120363000000000001@g.us', { kind: 'group' }],
	['status@broadcast', { kind: 'group' }],
	['1234567890@broadcast', { kind: 'group' }],
	['120363000000000002@newsletter', { kind: 'group' }],
	['0@s.whatsapp.net', { kind: 'other' }],
	['@s.whatsapp.net', { kind: 'other' }],
	['13135550002@bot', { kind: 'other' }],
	['', { kind: 'other' }],
	['x@lid', { kind: 'other' }],
	[null, { kind: 'other' }],
	[undefined, { kind: 'other' }],
])('the address %s is read', (text, jid) => {
	expect(parseJid(text)).toEqual(jid);
});

test('both addresses of a person are kept, the LID first, in whatever order they come', () => {
	const both = [
		{ type: 'lid', value: '100000000000002' },
		{ type: 'phone', value: '+4915112345678' },
	];
	expect(keysOf('100000000000002@lid', '4915112345678@s.whatsapp.net')).toEqual(both);
	expect(keysOf('4915112345678:7@s.whatsapp.net', '100000000000002:7@lid')).toEqual(both);
	expect(keysOf('4915112345678@s.whatsapp.net', undefined)).toEqual([both[1]]);
	expect(keysOf('120363000000000001@g.us', null)).toEqual([]);
	expect(keysOf('12@s.whatsapp.net')).toEqual([]);
});

test('a contact is written to by LID where it is known, otherwise by phone', () => {
	const phone = { type: 'phone', value: '+4915112345678' } as const;
	const lid = { type: 'lid', value: '100000000000002' } as const;
	const jid = (...keys: Parameters<typeof jidOf>[0]) => {
		const found = jidOf(keys);
		return found === undefined ? null : formatJid(found);
	};

	expect(jid(phone, lid)).toBe('100000000000002@lid');
	expect(jid(phone)).toBe('4915112345678@s.whatsapp.net');
	expect(jid({ type: 'bsuid', value: 'DE.1' })).toBeNull();
});

test('devices of one person are the same person; phone and LID are not compared', () => {
	expect(isSamePerson('49151@s.whatsapp.net', '49151:3@s.whatsapp.net')).toBe(true);
	expect(isSamePerson('49151@s.whatsapp.net', '49151@lid')).toBe(false);
	expect(isSamePerson('1@g.us', '1@g.us')).toBe(false);
	expect(isSamePerson(undefined, undefined)).toBe(false);
});

test.each([
	['+4915112345678', '4915112345678', true],
	['+4915112345678', '4915112345679', false],
	['+5215512345678', '525512345678', true],
	['+5491112345678', '541112345678', true],
	['+5511987654321', '551187654321', true],
	['+5511987654321', '551287654321', false],
	['+15550001111', '15550001112', false],
])('%s and %s: the same line is %s', (one, other, isSame) => {
	expect(isSamePhone(one, other)).toBe(isSame);
	expect(isSamePhone(other, one)).toBe(isSame);
});
