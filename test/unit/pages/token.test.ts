import { makeToken, readToken, type PageClaims } from '../../../src/pages/token.ts';
import { deriveKeys } from '../../../src/runtime/credential/keys.ts';

const sign = deriveKeys('key of n8n').signPage;
const CLAIMS: PageClaims = {
	purpose: 'link',
	workspaceId: 'shop',
	numberId: '0192f0c1-0000-7000-8000-000000000000',
	expiresAt: 1_790_000_000_000,
	version: 3,
};
const token = makeToken(CLAIMS, sign);

it('says what was put into it, in every process with the same key', () => {
	expect(readToken(token, 'link', deriveKeys('key of n8n').signPage)).toEqual(CLAIMS);
});

it('fits into an address as it is', () => {
	expect(token).toMatch(/^[\w.-]+$/);
	expect(token.length).toBeLessThan(300);
});

it('is worth nothing if another key signed it', () => {
	expect(readToken(makeToken(CLAIMS, deriveKeys('another').signPage), 'link', sign)).toBeNull();
});

it('is worth nothing for another purpose', () => {
	const other = makeToken({ ...CLAIMS, purpose: 'board' as 'link' }, sign);

	expect(readToken(other, 'link', sign)).toBeNull();
});

it('is worth nothing if one character of it was changed', () => {
	const opened = [...token].map((character, index) => {
		const changed = token.slice(0, index) + (character === 'A' ? 'B' : 'A');
		return readToken(changed + token.slice(index + 1), 'link', sign);
	});

	expect(opened.filter((claims) => claims !== null)).toEqual([]);
});

it('is worth nothing with what another one says', () => {
	const [body] = makeToken({ ...CLAIMS, numberId: 'another' }, sign).split('.');
	const [, signature] = token.split('.');

	expect(readToken(`${body}.${signature}`, 'link', sign)).toBeNull();
});

it.each(['', '.', 'a.b', `${token}.`, `${token}.x`, token.slice(0, -1), `.${sign('')}x`])(
	'is not %j',
	(text) => {
		expect(readToken(text, 'link', sign)).toBeNull();
	},
);

it('is not read at all if it is endless', () => {
	const asked: number[] = [];
	const counting = (text: string): string => {
		asked.push(text.length);
		return sign(text);
	};
	readToken('a'.repeat(2_000), 'link', counting);
	readToken('a'.repeat(2_001), 'link', counting);

	expect(asked).toEqual([2_000]);
});
