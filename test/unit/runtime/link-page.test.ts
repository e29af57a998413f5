import type { LinkStanding } from '../../../src/ports/store.ts';
import type { LinkView } from '../../../src/ports/linked.ts';
import { makeToken, type PageClaims } from '../../../src/pages/token.ts';
import { deriveKeys } from '../../../src/runtime/credential/keys.ts';
import { serveLinkPage } from '../../../src/runtime/number/link-page.ts';
import { FakeLinking } from '../../browser/fake-linking.ts';
import { STANDING } from '../../browser/link-page-server.ts';
import { HandClock } from '../support/hand-clock.ts';

const NOW = 1_790_000_000_000;
const HOUR = 3_600_000;
const keys = deriveKeys('key of n8n');
const CLAIMS: PageClaims = {
	purpose: 'link',
	workspaceId: 'shop',
	numberId: 'number-1',
	expiresAt: NOW + HOUR,
	version: 0,
};

interface World {
	readonly linking?: FakeLinking | null;
	readonly standing?: Partial<LinkStanding> | null;
	readonly now?: number;
}

async function serve(request: { method?: 'GET' | 'POST'; body?: string }, world: World = {}) {
	const { linking = new FakeLinking(), standing = {}, now = NOW } = world;
	const looked: string[] = [];
	const answer = await serveLinkPage(
		{
			store: {
				linkStanding({ numberId }) {
					looked.push(numberId);
					return Promise.resolve(standing === null ? null : { ...STANDING, ...standing });
				},
			},
			keys,
			clock: new HandClock(now),
			linked: () => (linking === null ? null : { linking }),
		},
		{
			method: 'POST',
			body: '',
			address: 'https://n8n.example/webhook/7/whatsapp-team',
			host: 'n8n.example',
			...request,
		},
	);
	return { ...answer, looked };
}

async function post(order: object, world: World = {}, claims: Partial<PageClaims> = {}) {
	const token = makeToken({ ...CLAIMS, ...claims }, keys.signPage);
	const { status, body } = await serve({ body: JSON.stringify({ token, ...order }) }, world);
	return { status, answer: JSON.parse(body) as unknown };
}
const INVALID = { status: 403, answer: { kind: 'invalid' } };
const NUMBER = { label: STANDING.label, phone: STANDING.phone };

describe('the link page', () => {
	it('is fetched without asking or changing anything', async () => {
		const linking = new FakeLinking();
		const { status, headers, body, looked } = await serve({ method: 'GET' }, { linking });
		const nonce = /script-src 'nonce-([\w-]{20,})'/.exec(
			headers['Content-Security-Policy'] ?? '',
		)?.[1];

		expect([status, linking.asked, looked]).toEqual([200, [], []]);
		expect(headers['Content-Security-Policy']).toContain(
			'connect-src https://n8n.example http://n8n.example;',
		);
		expect(body).toContain(`<script nonce="${nonce}">`);
	});

	it('has another nonce each time', async () => {
		const first = await serve({ method: 'GET' });
		const second = await serve({ method: 'GET' });

		expect(first.body).not.toBe(second.body);
	});
});

describe('the script of the link page', () => {
	it('is told where linking stands, and for how long the link holds', async () => {
		const linking = new FakeLinking();
		linking.show({ kind: 'pairingCode', code: 'ABCD1234', expiresAt: NOW + 1_000 });

		expect(await post({ action: 'view' }, { linking })).toEqual({
			status: 200,
			answer: {
				kind: 'view',
				number: NUMBER,
				view: { kind: 'pairingCode', code: 'ABCD1234', leftMs: 1_000 },
				leftMs: HOUR,
			},
		});
		expect(linking.asked).toEqual([]);
	});

	it.each(['qr', 'pairingCode'] as const)('begins with %s', async (way) => {
		const linking = new FakeLinking();

		expect(await post({ action: 'begin', way }, { linking })).toMatchObject({
			answer: { view: { kind: 'connecting', way } },
		});
		expect(linking.asked).toEqual([`begin ${way}`]);
	});

	it.each<[LinkView, readonly string[]]>([
		[
			{ kind: 'pairingCode', code: 'ABCD1234', expiresAt: NOW },
			['cancel', 'begin pairingCode'],
		],
		[{ kind: 'qr', text: 'x', expiresAt: NOW }, ['begin pairingCode']],
		[{ kind: 'connecting', way: 'pairingCode' }, ['begin pairingCode']],
	])('gets a new pairing code, whatever is shown: %j', async (view, asked) => {
		const linking = new FakeLinking();
		linking.show(view);
		await post({ action: 'begin', way: 'pairingCode' }, { linking });

		expect(linking.asked).toEqual(asked);
	});

	it('stops a try', async () => {
		const linking = new FakeLinking();

		expect(await post({ action: 'cancel' }, { linking })).toMatchObject({
			answer: { view: { kind: 'notLinked', problem: null } },
		});
		expect(linking.asked).toEqual(['cancel']);
	});

	it('never unlinks', async () => {
		const linking = new FakeLinking();

		expect(await post({ action: 'unlink' }, { linking })).toEqual(INVALID);
		expect(linking.asked).toEqual([]);
	});
});

describe('a link to the link page', () => {
	const view = { action: 'view' };

	it('holds until the millisecond at which it expires', async () => {
		const { expiresAt } = CLAIMS;

		expect((await post(view, { now: expiresAt - 1 })).status).toBe(200);
		expect(await post(view, { now: expiresAt })).toEqual({
			status: 410,
			answer: { kind: 'expired' },
		});
	});

	it.each<[string, World, Partial<PageClaims>]>([
		['it was revoked', { standing: { linkVersion: 1 } }, {}],
		['it is of a version to come', {}, { version: 1 }],
		['the number is in another workspace by now', { standing: { workspaceId: 'b' } }, {}],
		['the number has gone', { standing: null }, {}],
		['it is for another page', {}, { purpose: 'board' as 'link' }],
	])('does not hold if %s', async (_, world, claims) => {
		const linking = new FakeLinking();
		const order = { action: 'begin', way: 'qr' };

		expect(await post(order, { ...world, linking }, claims)).toEqual(INVALID);
		expect(linking.asked).toEqual([]);
	});

	it('opens nothing if it was signed elsewhere', async () => {
		const token = makeToken(CLAIMS, deriveKeys('another').signPage);
		const { status, looked } = await serve({ body: JSON.stringify({ token, ...view }) });

		expect([status, looked]).toEqual([403, []]);
	});

	it.each([
		'',
		'{}',
		'null',
		'[]',
		'"x"',
		'{"token":5,"action":"view"}',
		'{"token":"a.b","action":"view"}',
		'{"token":"a.b"}',
		'{"token":',
	])('is needed: %.30s', async (body) => {
		expect((await serve({ body })).status).toBe(403);
	});

	it('is not looked at in an endless order', async () => {
		const token = makeToken(CLAIMS, keys.signPage);
		const order = JSON.stringify({ token, ...view, more: '' });
		const ofLength = async (length: number) =>
			await serve({ body: order.replace('""', `"${'x'.repeat(length - order.length)}"`) });

		expect((await ofLength(4_000)).status).toBe(200);
		expect((await ofLength(4_001)).status).toBe(403);
	});

	it('begins nothing without a way that there is', async () => {
		for (const way of [undefined, 'sms', 1, null, {}]) {
			expect(await post({ action: 'begin', way })).toEqual(INVALID);
		}
	});

	it('says that the number is not open, or needs no linking', async () => {
		expect(await post(view, { linking: null })).toEqual({
			status: 200,
			answer: { kind: 'closed' },
		});
		expect(await post(view, { standing: { mode: 'cloud' } })).toEqual({
			status: 200,
			answer: { kind: 'cloud' },
		});
	});
});
