import { linkPage } from '../../../src/pages/link/page.ts';
import { LINK_SCRIPT } from '../../../src/pages/link/script.ts';
import { LINK_STYLE } from '../../../src/pages/link/style.ts';

const html = linkPage('n0nce');
const idsOf = (text: string, form: RegExp): readonly string[] => [
	...new Set([...text.matchAll(form)].map(([, id = '']) => id)),
];

it('carries its nonce on each style and script, and nothing that would need more', () => {
	expect(html.match(/<(script|style)\b[^>]*>/g)).toEqual([
		'<style nonce="n0nce">',
		'<script nonce="n0nce">',
	]);
	const markup = html.replace(/<script[^]*<\/script>/, '').replace(/<style[^]*<\/style>/, '');
	expect(markup).not.toMatch(/\son\w+=|\sstyle=|="javascript:|<link|<img|<iframe|<form/i);
	expect(LINK_STYLE).not.toMatch(/@import|url\(/);
});

it('draws nothing as HTML', () => {
	expect(LINK_SCRIPT).not.toMatch(
		/innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|Function\(/,
	);
});

it('has every element that its script looks for, once', () => {
	const sought = idsOf(LINK_SCRIPT, /\b(?:el|show|write)\('([\w-]+)'/g);
	const there = [...html.matchAll(/\sid="([\w-]+)"/g)].map(([, id]) => id);

	expect(sought.length).toBeGreaterThan(15);
	expect(sought.filter((id) => !there.includes(id))).toEqual([]);
	expect(there).toEqual([...new Set(there)]);
});

it('is one script that a browser can read', () => {
	expect(() => new Function(LINK_SCRIPT)).not.toThrow();
});

it('says what it costs and what it risks', () => {
	expect(html).toContain('one of the four places for linked devices');
	expect(html).toContain('may ban the number for good');
});

it('is the same for every number', () => {
	expect(linkPage('other').replaceAll('other', 'n0nce')).toBe(html.replaceAll('other', 'n0nce'));
});
