import { AccessCache } from '../../../src/runtime/number/access-cache.ts';
import {
	readCredential,
	type CredentialSource,
} from '../../../src/runtime/credential/credential.ts';
import { HandClock } from '../support/hand-clock.ts';
import { drain, type OrderedLog } from '../support/ordered-log.ts';

const log: OrderedLog = [];
let clock: HandClock;
let cache: AccessCache;
beforeEach(() => {
	clock = new HandClock(0);
	cache = new AccessCache(clock);
	drain(log);
});

/** A credential with this token, which notes when it is read. */
const source =
	(accessToken: string): CredentialSource =>
	() => {
		log.push(`read ${accessToken}`);
		return Promise.resolve(
			readCredential({ accessToken, phoneNumberId: '106540352242922', appSecret: 'x' }),
		);
	};

/** A credential that was deleted. */
const deleted: CredentialSource = () => {
	log.push('read deleted');
	return Promise.reject(new Error('credential does not exist'));
};

/** The token that a call would use. */
const token = async (isFresh = false): Promise<string> =>
	(await cache.access({ isFresh })).accessToken;

it('gives what opens the Graph API, and nothing else of the credential', async () => {
	cache.add('flow', source('one'));

	expect(await cache.access({ isFresh: false })).toEqual({
		baseUrl: 'https://graph.facebook.com',
		apiVersion: 'v25.0',
		accessToken: 'one',
	});
});

it('reads the credential again after a minute, and not a millisecond earlier', async () => {
	cache.add('flow', source('one'));
	await token();
	cache.add('flow', source('two'));
	drain(log);

	await clock.advance(59_999);
	expect([await token(), drain(log)]).toEqual(['one', []]);
	await clock.advance(1);
	expect([await token(), drain(log)]).toEqual(['two', ['read two']]);
});

it('reads the credential at once when it is asked to, and keeps what it read', async () => {
	cache.add('flow', source('one'));
	await token();
	cache.add('flow', source('two'));
	drain(log);

	expect([await token(true), await token(), drain(log)]).toEqual(['two', 'two', ['read two']]);
});

it('counts the minute from the last time it read', async () => {
	cache.add('flow', source('one'));
	await token();
	await clock.advance(40_000);
	await token(true);
	drain(log);

	await clock.advance(59_999);
	expect([await token(), drain(log)]).toEqual(['one', []]);
});

it('asks the credential that came last', async () => {
	cache.add('flow 1', source('one'));
	cache.add('flow 2', source('two'));

	expect([await token(), drain(log)]).toEqual(['two', ['read two']]);
});

it('takes a holder that comes again for the newest', async () => {
	cache.add('flow 1', source('one'));
	cache.add('flow 2', source('two'));
	cache.add('flow 1', source('one again'));

	expect(await token()).toBe('one again');
});

it('asks the one before it when a credential was deleted', async () => {
	cache.add('flow 1', source('one'));
	cache.add('flow 2', deleted);

	expect([await token(), drain(log)]).toEqual(['one', ['read deleted', 'read one']]);
});

it('goes on with what it has when no credential can be read any more', async () => {
	cache.add('flow', source('one'));
	await token();
	cache.add('flow', deleted);

	expect(await token(true)).toBe('one');
});

it('rejects when no credential could ever be read', async () => {
	await expect(token()).rejects.toThrow('no credential');
	cache.add('flow', deleted);
	await expect(token()).rejects.toThrow('credential does not exist');
});
