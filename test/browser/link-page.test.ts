import { create } from 'qrcode';
import type { LinkView } from '../../src/ports/linked.ts';
import { describeChromium } from './describe-chromium.ts';
import { FakeLinking } from './fake-linking.ts';
import { startLinkPage, STANDING, type LinkPageServer } from './link-page-server.ts';
import type { Page, PageLook } from './page.ts';
import { modulesIn } from './picture.ts';

const DESK: PageLook = { width: 1280, height: 900 };
const PHONE: PageLook = { width: 390, height: 844, isPhone: true };
const TEXT = `2@${'aB3+/'.repeat(40)},zJ1=,xYz=,Q9=`;

const qr = (text = TEXT): LinkView => ({ kind: 'qr', text, expiresAt: Date.now() + 45_000 });
const code = (letters = 'K7MWQ2XZ'): LinkView => ({
	kind: 'pairingCode',
	code: letters,
	expiresAt: Date.now() + 150_000,
});
const LINKED: LinkView = { kind: 'linked', phone: '+4915112345678', isConnected: true };

// The page asks again every few seconds, as it does for a person.
jest.setTimeout(30_000);

describeChromium('the link page in a browser', (browser) => {
	let linking: FakeLinking;
	let server: LinkPageServer;
	let page: Page;

	beforeEach(async () => {
		linking = new FakeLinking((way) => (way === 'qr' ? qr() : code()));
		server = await startLinkPage(linking);
	});
	afterEach(async () => {
		await page.close();
		await server.close();
		expect(page.complaints).toEqual([]);
	});
	const open = async (look = DESK, address = server.address()): Promise<Page> => {
		page = await browser().open(address, look);
		return page;
	};
	const codeShown = async () =>
		await page.value<string>(`document.getElementById('code').innerText`);

	/** Lets the page ask at once, where it is no matter that it does so by itself. */
	const show = async (view: LinkView): Promise<void> => {
		linking.show(view);
		await page.value(`ask('view')`);
	};

	test('begins nothing by being opened', async () => {
		await open();
		await page.sees('Show the QR code');

		expect(linking.asked).toEqual([]);
		expect(page.requests.map((request) => request.split('#')[0])).toEqual([
			`GET ${server.address().split('#')[0]}`,
			`POST ${server.address().split('#')[0]}`,
		]);
	});

	test('names the number, and shows what a person has written as text', async () => {
		await open();
		await page.sees(STANDING.label);
		await page.sees('Open WhatsApp on the phone +4915112345678');

		expect(await page.value(`document.querySelectorAll('header b').length`)).toBe(0);
	});

	test.each([
		['a desk by day', DESK],
		['a desk by night', { ...DESK, isDark: true }],
		['a phone by day', PHONE],
		['a phone by night', { ...PHONE, isDark: true }],
	])('shows a QR code whose every module can be seen: %s', async (_, look) => {
		linking.show(qr());
		await open(look);
		await page.sees('A new code comes in');
		const { modules } = create(TEXT, { errorCorrectionLevel: 'L' });
		const rows = Array.from({ length: modules.size }, (_row, y) =>
			Array.from({ length: modules.size }, (_cell, x) => modules.get(y, x)),
		);

		expect(await modulesIn(page, '#qr', modules.size, 4)).toEqual(rows);
	});

	test('draws the next QR code by itself', async () => {
		await open();
		await page.click('#begin');
		await page.sees('A new code comes in');
		const drawn = `document.getElementById('qr-path').getAttribute('d')`;
		const first = await page.value<string>(drawn);
		linking.show(qr(`${TEXT}next`));
		await page.waitFor(`${drawn} !== ${JSON.stringify(first)}`);

		expect(linking.asked).toEqual(['begin qr']);
	});

	test('changes from one way to the other while a code is shown', async () => {
		await open();
		await page.click('#begin');
		await page.sees('A new code comes in');
		await page.click('label:has([value=pairingCode])');
		await page.sees('This code holds for 2:');

		expect((await codeShown()).replaceAll(/\s/g, '')).toBe('K7MW–Q2XZ');
		expect(linking.asked).toEqual(['begin qr', 'begin pairingCode']);
	});

	test('gets a new pairing code, and stops', async () => {
		await open();
		await page.click('label:has([value=pairingCode])');
		await page.sees('Get a pairing code');
		await page.click('#begin');
		await page.sees('Type this into WhatsApp');
		await page.click('#again');
		await page.waitFor(`!document.getElementById('again').closest('[data-view]').hidden`);
		await page.click('[data-view=pairingCode] [data-stop]');
		await page.sees('Get a pairing code');

		expect(linking.asked).toEqual([
			'begin pairingCode',
			'cancel',
			'begin pairingCode',
			'cancel',
		]);
	});

	test('offers the pairing code first on the phone that may be the one to link', async () => {
		await open(PHONE);
		await page.sees('Get a pairing code');

		await page.sees('Link with phone number instead');
	});

	test('says how a try ended, and what to do', async () => {
		await open();
		await page.sees('Show the QR code');
		const failure = { name: 'x', code: 1, message: 'WhatsApp said <no>', advice: '' };
		await show({ kind: 'notLinked', end: 'refused', failure });
		await page.sees('WhatsApp did not agree to the link');

		await page.sees('WhatsApp said <no>');
	});

	test('follows a phone that agrees until the number is linked, and asks no more', async () => {
		linking.show(qr());
		await open();
		await page.sees('A new code comes in');
		linking.show({ kind: 'finishing' });
		await page.sees('The phone agreed');
		linking.show({ ...LINKED, isConnected: false });
		await page.sees('It is connecting again');
		linking.show(LINKED);
		await page.sees('You can close this page');

		expect(await page.value(TIMERS_OF_A_LOOK)).toBe(0);
		linking.show(qr());
		expect(await page.value(TIMERS_OF_A_LOOK)).toBe(1);
	});

	test.each<[string, (world: LinkPageServer) => string, string]>([
		['has expired', (it) => it.address({ expiresAt: Date.now() - 1 }), 'This link has expired'],
		['was revoked', (it) => it.address({ version: 1 }), 'This link does not work'],
		['has lost its token', (it) => it.address().split('#')[0] ?? '', 'This link does not work'],
		[
			'is for a number of the Cloud API',
			(it) => {
				it.standing = { ...STANDING, mode: 'cloud' };
				return it.address();
			},
			'There is nothing to link',
		],
	])('says so if its link %s', async (_, addressOf, words) => {
		await open(DESK, addressOf(server));
		await page.sees(words);

		expect(await page.value(`document.getElementById('work').checkVisibility()`)).toBe(false);
	});

	test('goes on when the number is opened in n8n, and when n8n is back', async () => {
		server.linking = null;
		await open();
		await page.sees('The number is not open in n8n');
		server.linking = linking;
		await page.sees('Show the QR code');
		server.isAway = true;
		await page.sees('n8n does not answer');
		server.isAway = false;
		await page.waitFor(`document.getElementById('away').hidden`);
	});

	test('reads a new link that is pasted into the same window', async () => {
		await open(DESK, server.address({ expiresAt: Date.now() - 1 }));
		await page.sees('This link has expired');
		await page.value(`location.hash = ${JSON.stringify(server.address().split('#')[1])}`);
		await page.sees('Show the QR code');
	});

	test('has no origin, so that nothing on it reaches n8n’s editor', async () => {
		await open();
		await page.sees('Show the QR code');

		expect(await page.value('origin')).toBe('null');
		expect(
			await page.value(
				`(() => { try { return localStorage.length } catch (e) { return e.name } })()`,
			),
		).toBe('SecurityError');
	});

	test('can be used with the keyboard alone', async () => {
		await open();
		await page.sees('Show the QR code');
		const focused = async () => await page.value<string>(`document.activeElement.outerHTML`);
		await page.press('Tab', 9);
		expect(await focused()).toContain('value="qr"');
		await page.press('ArrowRight', 39);
		expect(await focused()).toContain('value="pairingCode"');
		await page.sees('Get a pairing code');
		await page.press('Tab', 9);
		expect(await focused()).toContain('id="begin"');
		await page.press('Enter', 13);
		await page.sees('Type this into WhatsApp');

		expect(await page.value('document.activeElement.id')).toBe('stage');
	});

	test.each([
		['on a phone', PHONE],
		['on a small phone', { ...PHONE, width: 320 }],
		['on a desk', DESK],
	])('needs no sideways scrolling %s', async (_, look) => {
		const views: readonly LinkView[] = [
			code(),
			qr(),
			{ kind: 'notLinked', end: 'keysLost', failure: null },
		];
		await open(look);
		await page.sees('Before you link');
		for (const view of views) {
			await show(view);
			await page.waitFor(`!document.querySelector('[data-view=${view.kind}]').hidden`);
			const widest = `Math.max(...[...document.querySelectorAll('main *')]
				.filter((element) => element.checkVisibility())
				.map((element) => element.getBoundingClientRect().right))`;
			expect(await page.value<number>(widest)).toBeLessThanOrEqual(look.width);
		}
	});

	test.each([
		['by day', DESK],
		['by night', { ...DESK, isDark: true }],
	])('can be read by weak eyes %s', async (_, look) => {
		linking.show({ kind: 'notLinked', end: 'refused', failure: null });
		await open(look);
		await page.sees('WhatsApp did not agree');

		expect(await page.value(`(${FAINT_TEXTS})()`)).toEqual([]);
	});
});

/** How many timers the page sets when it asks for the view: one to ask again, or none. */
const TIMERS_OF_A_LOOK = `(async () => {
	const set = setTimeout;
	let timers = 0;
	window.setTimeout = (...call) => { timers += 1; return set(...call); };
	await ask('view');
	window.setTimeout = set;
	return timers;
})()`;

/** Texts whose contrast to what lies behind them is below 4.5 to 1 (WCAG 2.2, 1.4.3). */
const FAINT_TEXTS = `function () {
	const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
	const light = ([r, g, b]) => {
		const [x, y, z] = [r, g, b].map((part) => part / 255).map((part) =>
			part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
		return 0.2126 * x + 0.7152 * y + 0.0722 * z;
	};
	const behind = (element) => {
		for (let at = element; at !== null; at = at.parentElement) {
			const colour = parse(getComputedStyle(at).backgroundColor);
			if (colour.length === 3 || colour[3] === 1) return colour;
		}
		return [255, 255, 255];
	};
	return [...document.querySelectorAll('main *')]
		.filter((element) => element.checkVisibility())
		.filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''))
		.map((element) => {
			const shades = [light(parse(getComputedStyle(element).color)), light(behind(element))].sort((a, b) => b - a);
			return [element.textContent.slice(0, 40), (shades[0] + 0.05) / (shades[1] + 0.05)];
		})
		.filter(([, contrast]) => contrast < 4.5);
}`;
