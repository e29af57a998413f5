import { create } from 'qrcode';
import { qrOutline } from '../../../src/pages/qr.ts';

/** The modules that an outline fills, one text per row. */
function rowsOf({ size, path }: { readonly size: number; readonly path: string }): string[] {
	const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => ' '));
	for (const [, x = '', y = '', length = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
		for (let n = 0; n < Number(length); n += 1) (rows[Number(y)] ?? [])[Number(x) + n] = '#';
	}
	return rows.map((row) => row.join(''));
}

it.each([
	['a code as WhatsApp makes it', `2@${'aB3+/'.repeat(40)},zJ1=,xYz=,Q9=`],
	['a short text', 'a'],
	['letters of other scripts', 'Grüße 你好'],
])('draws every module of %s, with a rim of four', async (_, text) => {
	const { modules } = create(text, { errorCorrectionLevel: 'L' });
	const rim = '    ';
	const blank = ' '.repeat(modules.size + 8);
	const rows = Array.from({ length: modules.size }, (_row, y) =>
		Array.from({ length: modules.size }, (_cell, x) => (modules.get(y, x) ? '#' : ' ')).join(
			'',
		),
	);
	const outline = await qrOutline(text);

	expect(outline.size).toBe(modules.size + 8);
	expect(rowsOf(outline)).toEqual([
		...Array.from(rim, () => blank),
		...rows.map((row) => `${rim}${row}${rim}`),
		...Array.from(rim, () => blank),
	]);
	expect(outline.path.replaceAll(/M\d+ \d+h\d+v1h-\d+z/g, '')).toBe('');
});

it('refuses what no QR code can hold', async () => {
	await expect(qrOutline('x'.repeat(3_000))).rejects.toThrow('too big');
});
