import { cloudChat } from '../demo/phone/cloud-chat.ts';
import { linkedChat } from '../demo/phone/linked-chat.ts';
import { ownPhone } from '../demo/phone/own-phone.ts';
import { servePhonePage, type PhonePage } from '../demo/phone/server.ts';
import type { NumberView } from '../simulators/graph-api/control/options.ts';
import { startGraphSimulator, type GraphSimulator } from '../simulators/graph-api/simulator.ts';
import { WhatsAppWebSimulator } from '../simulators/whatsapp-web/simulator.ts';
import { describeChromium } from './describe-chromium.ts';
import type { Page, PageLook } from './page.ts';

const DESK: PageLook = { width: 1280, height: 800 };
const PHONE: PageLook = { width: 390, height: 844, isPhone: true };
const ANA = { id: '4915112345671', name: 'Ana' };
const CLARA = { id: '4915112345673', name: 'Clara' };

jest.setTimeout(30_000);

describeChromium('the phones of the demo in a browser', (browser) => {
	let meta: GraphSimulator;
	let web: WhatsAppWebSimulator;
	let number: NumberView;
	let served: PhonePage;
	let page: Page;

	beforeEach(async () => {
		meta = await startGraphSimulator();
		[number] = (await meta.control.numbers()) as [NumberView];
		for (const { id, name } of [ANA, CLARA]) {
			await meta.control.createCustomer({ waId: id, profileName: name });
		}
		web = await WhatsAppWebSimulator.start();
		const phone = web.addPhone('+4915112345680', { name: 'Bakery' });
		const customer = web.addCustomer('+4915112345672', { name: 'Ben' });
		served = await servePhonePage(
			[
				cloudChat({
					...{ id: 'cloud', meta: meta.control, customer: ANA, businessName: 'Bakery' },
					hint: 'Write something.',
				}),
				cloudChat({
					...{ id: 'late', meta: meta.control, customer: CLARA, businessName: 'Bakery' },
					hint: 'Clara wrote yesterday.',
					isLate: true,
				}),
				linkedChat({
					customer,
					name: 'Ben',
					phone,
					written: [],
					write: async (text) => void (await customer.says(phone, text)),
				}),
				ownPhone(phone),
			],
			0,
		);
	});
	afterEach(async () => {
		await page.close();
		await served.close();
		await meta.close();
		await web.close();
		expect(page.complaints).toEqual([]);
	});
	const open = async (look: PageLook, first = 'Write something'): Promise<void> => {
		page = await browser().open(served.url, look);
		await page.sees(first);
	};
	const write = async (text: string): Promise<void> => {
		await page.value(`document.getElementById('text').value = ${JSON.stringify(text)}`);
		await page.click('#writing button');
	};
	/** What our nodes would send. */
	const send = async (body: object): Promise<void> => {
		const response = await fetch(`${meta.url}/v25.0/${number.id}/messages`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${number.accessTokens[0] ?? ''}`,
				'content-type': 'application/json',
			},
			body: JSON.stringify({ messaging_product: 'whatsapp', to: ANA.id, ...body }),
		});
		expect(await response.json()).toMatchObject({ messages: [{}] });
	};

	test.each([
		['on a desk', DESK],
		['on a phone', PHONE],
		['by night', { ...PHONE, isDark: true }],
	])('a customer writes, reads, and taps what is offered: %s', async (_, look) => {
		await open(look);
		await write('When are you <b>open</b>?');
		await page.sees('When are you <b>open</b>?');
		const button = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
		await send({
			type: 'interactive',
			interactive: {
				type: 'button',
				body: { text: 'What would you like to know?' },
				action: { buttons: [button('hours', 'Hours'), button('price', 'Prices')] },
			},
		});
		await page.sees('What would you like to know?');
		await page.click('.choices button');
		await page.waitFor(`document.querySelectorAll('.own').length === 2`);

		expect(await meta.control.logOf('inbound')).toMatchObject([
			{ text: 'When are you <b>open</b>?' },
			{ text: 'Hours' },
		]);
		// Nothing hangs out of a narrow page.
		expect(await page.value('document.documentElement.scrollWidth')).toBe(look.width);
	});

	test('a customer withholds the phone number, and gives it again', async () => {
		await open(DESK);
		const pressed = `document.querySelector('[aria-pressed=true]') !== null`;
		await page.click('#acts [aria-pressed]');
		await page.waitFor(pressed);
		await page.click('#acts [aria-pressed]');
		await page.waitFor(`!(${pressed})`);
	});

	test('who wrote yesterday has a chat of her own, and may be sent no free text', async () => {
		await open(PHONE);
		await page.click('nav button:nth-child(2)');
		await page.sees('Clara wrote yesterday.');
		await page.click('#acts button');
		await page.sees('Remind me');
		await page.click('nav button:nth-child(1)');
		await page.sees('Write something');

		const [written] = await meta.control.logOf('inbound');
		expect(written).toMatchObject({ customer: CLARA.id, text: 'Remind me' });
		const [, chat] = (await (await fetch(`${served.url}/chats`)).json()) as readonly {
			readonly bubbles: readonly { readonly at: number }[];
		}[];
		expect((written?.at ?? 0) - (chat?.bubbles[0]?.at ?? 0)).toBe(25 * 3_600_000);
	});

	test('what is new is in sight, also after the page was loaded again', async () => {
		await open(PHONE);
		const lines = (n: number) => `document.querySelectorAll('.bubble').length === ${n}`;
		const isAtEnd = `(() => {
			const list = document.getElementById('chat');
			return list.scrollHeight > list.clientHeight &&
				list.scrollHeight - list.scrollTop - list.clientHeight < 2;
		})()`;
		for (let n = 1; n <= 12; n += 1) {
			await write(`line ${n}`);
			await page.waitFor(lines(n));
		}
		await page.waitFor(isAtEnd);
		await page.close();
		await open(PHONE, 'line 12');
		await page.waitFor(isAtEnd);
		await page.value(`document.getElementById('chat').scrollTop = 0`);
		await write('line 13');
		await page.waitFor(lines(13));
		await page.waitFor(isAtEnd);
	});

	test('the own phone says why it cannot link', async () => {
		await open(DESK);
		await page.click('nav button:last-child');
		await page.sees('Log all linked devices out');
		await page.value(`document.querySelector('#acts input').value = 'ABCD-1234'`);
		await page.click('#acts form button');
		await page.waitFor(`document.getElementById('problem').checkVisibility()`);

		expect(await page.value(`document.getElementById('problem').textContent`)).toBe(
			'No device asks to be linked to this number.',
		);
	});

	test('a page of another site writes nothing', async () => {
		await open(DESK);
		const response = await fetch(`${served.url}/deeds`, {
			method: 'POST',
			headers: { origin: 'http://evil.example' },
			body: JSON.stringify({ chat: 'cloud', kind: 'write', text: 'x' }),
		});

		expect(response.status).toBe(403);
		expect(await meta.control.logOf('inbound')).toEqual([]);
	});
});
