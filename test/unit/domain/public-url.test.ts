import { whyNotPublic } from '../../../src/domain/public-url.ts';

const PRIVATE = 'leads into a private network';

it.each([
	['https://10.0.0.7/a.pdf', null],
	['https://nas.local/a.pdf', null],
	['https://[::1]/', null],
	['https://example.com/a.pdf', null],
	['http://10.0.0.7/a.pdf', 'does not begin with https://'],
	['https://user:pass@10.0.0.7/', 'holds a user name or password'],
	['10.0.0.7', 'is not a web address'],
])(
	'takes those of a private network where they are allowed, and nothing else more: %s',
	(url, why) => {
		expect(whyNotPublic(url, true)).toBe(why);
	},
);

it.each([
	'https://example.com/a.pdf',
	'https://EXAMPLE.com:8443/a?b=c#d',
	'https://93.184.216.34/',
	'https://172.15.255.255/',
	'https://172.32.0.0/',
	'https://100.128.0.0/',
	'https://[2606:2800:220:1:248:1893:25c8:1946]/',
	'https://bücher.example/',
])('takes %s', (url) => {
	expect(whyNotPublic(url)).toBe(null);
});

it.each([
	['', 'is not a web address'],
	['example.com/a.pdf', 'is not a web address'],
	['http://example.com/a.pdf', 'does not begin with https://'],
	['file:///etc/passwd', 'does not begin with https://'],
	['https://user:pass@example.com/', 'holds a user name or password'],
	['https://localhost/', PRIVATE],
	['https://a.localhost./', PRIVATE],
	['https://printer/', PRIVATE],
	['https://nas.local/', PRIVATE],
	['https://metadata.google.internal/', PRIVATE],
	['https://router.home.arpa/', PRIVATE],
	['https://0.0.0.0/', PRIVATE],
	['https://10.255.255.255/', PRIVATE],
	['https://100.64.0.1/', PRIVATE],
	['https://127.0.0.1/', PRIVATE],
	['https://0x7f.1/', PRIVATE],
	['https://2130706433/', PRIVATE],
	['https://169.254.169.254/latest/meta-data', PRIVATE],
	['https://172.16.0.0/', PRIVATE],
	['https://172.31.255.255/', PRIVATE],
	['https://192.168.1.1/', PRIVATE],
	['https://224.0.0.1/', PRIVATE],
	['https://255.255.255.255/', PRIVATE],
	['https://[::1]/', PRIVATE],
	['https://[::]/', PRIVATE],
	['https://[::ffff:10.0.0.1]/', PRIVATE],
	['https://[fc00::1]/', PRIVATE],
	['https://[fe80::1]/', PRIVATE],
	['https://[2001:db8::1]/', PRIVATE],
	['https://[2002:7f00:1::]/', PRIVATE],
	['https://[64:ff9b::7f00:1]/', PRIVATE],
])('refuses %j', (url, why) => {
	expect(whyNotPublic(url)).toBe(why);
});
