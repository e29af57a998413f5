import { sealWith } from '../../../src/runtime/credential/seal.ts';

const KEY = Buffer.alloc(32, 1);
const SECRET = 'https://n8n.example/webhook-waiting/7?signature=grüße';

const seal = sealWith(KEY);
const sealed = seal.close(SECRET, 'run 7');

it('opens what was closed with the same key, in every process', () => {
	expect(sealWith(Buffer.alloc(32, 1)).open(sealed, 'run 7')).toBe(SECRET);
});

it('shows nothing of the secret, and never looks the same', () => {
	expect(sealed).not.toContain('signature');
	expect(Buffer.from(sealed.split('.')[1] ?? '', 'base64url').toString('latin1')).not.toContain(
		'n8n',
	);
	expect(seal.close(SECRET, 'run 7')).not.toBe(sealed);
});

it('opens nothing that another key has closed, nor for something else', () => {
	expect(sealWith(Buffer.alloc(32, 2)).open(sealed, 'run 7')).toBeNull();
	expect(seal.open(sealed, 'run 8')).toBeNull();
});

it('opens nothing that says it was closed with this key and was not', () => {
	const [id] = sealed.split('.');
	const [, other] = sealWith(Buffer.alloc(32, 2)).close(SECRET, 'run 7').split('.');

	expect(seal.open(`${id}.${other}`, 'run 7')).toBeNull();
});

it('opens nothing in which one bit has changed, wherever it is', () => {
	const [id = '', text = ''] = sealed.split('.');
	const bytes = Buffer.from(text, 'base64url');
	const opened = [...bytes.keys()].map((index) => {
		const changed = Buffer.from(bytes);
		changed[index] = (changed[index] ?? 0) ^ 1;
		return seal.open(`${id}.${changed.toString('base64url')}`, 'run 7');
	});

	expect(opened).toEqual(Array.from(bytes, () => null));
});

it.each(['', '.', 'x', sealed.slice(0, 20), sealed.slice(0, -1), `${sealed}A`.slice(9)])(
	'opens nothing that is no seal (%j)',
	(text) => {
		expect(seal.open(text, 'run 7')).toBeNull();
	},
);

it('keeps an empty secret', () => {
	expect(seal.open(seal.close('', 'run 7'), 'run 7')).toBe('');
});
