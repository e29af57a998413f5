import { answerHeaders, originsOf, pageHeaders } from '../../../src/pages/page-headers.ts';

const QUIET = {
	'Cache-Control': 'no-store',
	'Referrer-Policy': 'no-referrer',
	'X-Content-Type-Options': 'nosniff',
	'X-Robots-Tag': 'noindex, nofollow',
};

it('takes the origin of the editor from a page, and spells out where it may call', () => {
	expect(pageHeaders('abc', ['https://n8n.example', 'http://10.0.0.1:5678'])).toEqual({
		'Content-Type': 'text/html; charset=utf-8',
		'Content-Security-Policy':
			"sandbox allow-scripts allow-forms; default-src 'none'; script-src 'nonce-abc'; style-src 'nonce-abc'; connect-src https://n8n.example http://10.0.0.1:5678; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
		...QUIET,
	});
});

it('lets the script of a page in a sandbox read its answers, and nobody keep them', () => {
	expect(answerHeaders()).toEqual({
		'Content-Type': 'application/json; charset=utf-8',
		'Access-Control-Allow-Origin': 'null',
		...QUIET,
	});
});

const ADDRESS = 'https://n8n.example/webhook/7/whatsapp-team';

it.each([
	[ADDRESS, undefined, ['https://n8n.example']],
	[ADDRESS, 'n8n.example', ['https://n8n.example', 'http://n8n.example']],
	[
		ADDRESS,
		'localhost:5678',
		['https://n8n.example', 'https://localhost:5678', 'http://localhost:5678'],
	],
	[null, '[::1]:5678', ['https://[::1]:5678', 'http://[::1]:5678']],
	['no address', 'a.example', ['https://a.example', 'http://a.example']],
	['data:text/html,x', undefined, []],
] as const)('may call where n8n is: %s and %s', (address, host, origins) => {
	expect(originsOf(address, host)).toEqual(origins);
});

it.each([
	"a.example; script-src 'unsafe-inline'",
	'a b',
	'*',
	'a.example/x',
	'',
	'a:1:2',
	"'self'",
])('lets no host change the policy: %j', (host) => {
	expect(originsOf(ADDRESS, host)).toEqual(['https://n8n.example']);
});
