import type { LinkEnd } from '../../../src/domain/number/number.ts';
import { pageView } from '../../../src/pages/link/answer.ts';
import { endInWords } from '../../../src/pages/link/words.ts';
import { qrOutline } from '../../../src/pages/qr.ts';

const NOW = 1_790_000_000_000;
const FAILURE = { name: 'x', code: 1, message: 'WhatsApp said no', advice: 'Wait.' };
const ENDS: readonly LinkEnd[] = [
	'expired',
	'refused',
	'outdated',
	'wrongPhone',
	'loggedOut',
	'banned',
	'replaced',
	'keysLost',
	'unlinked',
];

it('shows a QR code as an outline, with the time that is left', async () => {
	const view = { kind: 'qr', text: '2@abc', expiresAt: NOW + 20_000 } as const;

	expect(await pageView(view, NOW)).toEqual({
		kind: 'qr',
		qr: await qrOutline('2@abc'),
		leftMs: 20_000,
	});
});

it('shows a pairing code, and no time below nothing', async () => {
	const view = { kind: 'pairingCode', code: 'ABCD1234', expiresAt: NOW - 1 } as const;

	expect(await pageView(view, NOW)).toEqual({
		...{ kind: 'pairingCode', code: 'ABCD1234' },
		leftMs: 0,
	});
});

it.each([
	[
		{ kind: 'connecting', way: 'qr' },
		{ kind: 'connecting', way: 'qr' },
	],
	[{ kind: 'finishing' }, { kind: 'finishing' }],
	[
		{ kind: 'linked', phone: '+4915112345678', isConnected: false },
		{ kind: 'linked', isConnected: false },
	],
	[
		{ kind: 'notLinked', end: null, failure: null },
		{ kind: 'notLinked', problem: null },
	],
	[
		{ kind: 'notLinked', end: null, failure: FAILURE },
		{ kind: 'notLinked', problem: { title: 'WhatsApp said no', advice: 'Wait.', note: null } },
	],
] as const)('shows %j', async (view, shown) => {
	expect(await pageView(view, NOW)).toEqual(shown);
});

it.each(ENDS)('has words of its own for a link that ended so: %s', async (end) => {
	const words = endInWords(end);
	const others = ENDS.filter((other) => other !== end).map((other) => endInWords(other).title);

	expect(words.title.length).toBeGreaterThan(15);
	expect(words.advice).toMatch(/\.$/);
	expect(others).not.toContain(words.title);
	expect(await pageView({ kind: 'notLinked', end, failure: FAILURE }, NOW)).toEqual({
		kind: 'notLinked',
		problem: {
			...words,
			note: end === 'refused' || end === 'banned' ? 'WhatsApp said no' : null,
		},
	});
});
