import { CredentialCache } from '../../../src/runtime/credential/credential-cache.ts';
import {
	readCredential,
	type CredentialSource,
} from '../../../src/runtime/credential/credential.ts';
import { HandClock } from '../support/hand-clock.ts';

let clock: HandClock;
let cache: CredentialCache;
beforeEach(() => {
	clock = new HandClock(0);
	cache = new CredentialCache(clock);
});

const source =
	(label: string): CredentialSource =>
	() =>
		Promise.resolve(
			readCredential({
				label,
				accessToken: 'x',
				phoneNumberId: '106540352242922',
				appSecret: 'x',
			}),
		);
const label = async (id: string | null, name: string): Promise<string> =>
	(await cache.recent(id, source(name))).label;

it('reads a credential again after ten seconds, and not a millisecond earlier', async () => {
	const seen = [await label('1', 'old')];
	await clock.advance(9_999);
	seen.push(await label('1', 'new'));
	await clock.advance(1);
	seen.push(await label('1', 'new'));

	expect(seen).toEqual(['old', 'old', 'new']);
});

it('keeps credentials apart', async () => {
	expect([await label('1', 'one'), await label('2', 'two')]).toEqual(['one', 'two']);
});

it('keeps none that n8n does not name', async () => {
	expect([await label(null, 'one'), await label(null, 'two')]).toEqual(['one', 'two']);
});

it('gives what was read anew from then on', async () => {
	await label('1', 'old');
	await cache.renew('1', source('new'));

	expect(await label('1', 'newest')).toBe('new');
});

it('gives what somebody read who wanted it anew, so that none works on with an older one', async () => {
	await label('1', 'old');
	const edited = readCredential(
		{ label: 'new', accessToken: 'x', phoneNumberId: '106540352242922', appSecret: 'x' },
		'1',
	);
	await cache.recent(null, () => Promise.resolve(edited));

	expect(await label('1', 'newest')).toBe('new');
});

it('keeps nothing of a credential that could not be read', async () => {
	const gone = cache.recent('1', () => Promise.reject(new Error('gone')));
	await expect(gone).rejects.toThrow('gone');

	expect(await label('1', 'back')).toBe('back');
});
