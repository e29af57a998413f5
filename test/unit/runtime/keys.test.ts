import {
	deriveKeys,
	hashWorkspaceKey,
	isWorkspaceKey,
} from '../../../src/runtime/credential/keys.ts';

const HEX_256 = /^[0-9a-f]{64}$/;

describe('keys derived from n8n’s own', () => {
	const keys = deriveKeys('n8n encryption key');

	it('are the same in every process', () => {
		const others = deriveKeys('n8n encryption key');

		expect([others.verifyToken('hook'), others.appFingerprint('secret')]).toEqual([
			keys.verifyToken('hook'),
			keys.appFingerprint('secret'),
		]);
	});

	it('differ by n8n, by webhook, by app and by purpose', () => {
		const others = deriveKeys('another key');
		const made = [
			keys.verifyToken('hook'),
			keys.verifyToken('hook2'),
			keys.appFingerprint('hook'),
			keys.appFingerprint('hook2'),
			others.verifyToken('hook'),
			others.appFingerprint('hook'),
		];

		expect([new Set(made).size, made.every((text) => HEX_256.test(text))]).toEqual([6, true]);
	});
});

describe('a workspace key', () => {
	const { salt, hash } = hashWorkspaceKey('open sesame');

	it('fits what was kept of it', () => {
		expect(isWorkspaceKey('open sesame', salt, hash)).toBe(true);
	});

	it.each(['open sesame ', 'Open sesame', '', 'x'])('is not %j', (key) => {
		expect(isWorkspaceKey(key, salt, hash)).toBe(false);
	});

	it('is kept with a salt of its own each time', () => {
		const again = hashWorkspaceKey('open sesame');

		expect([again.salt === salt, again.hash === hash]).toEqual([false, false]);
	});

	it('does not fit what was kept of it with another salt', () => {
		expect(isWorkspaceKey('open sesame', `${salt}0`, hash)).toBe(false);
	});

	it.each(['', 'not hex', '00'])('does not fit the broken hash %j', (broken) => {
		expect(isWorkspaceKey('open sesame', salt, broken)).toBe(false);
	});
});
