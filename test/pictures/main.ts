import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Chromium } from '../browser/chromium.ts';
import { owner } from '../e2e/support/rest-session.ts';
import { checkout } from '../n8n/checkout.ts';
import { PICTURES, type Picture } from './pictures.ts';
import { openStudio, type Studio } from './studio.ts';

/*
 * `npm run pictures`: starts the demo, and takes the pictures of the README and of docs/ from it.
 * `npm run pictures -- send` takes those whose names hold this word.
 */

const folder = path.join(checkout, 'docs', 'pictures');

async function main(word = ''): Promise<void> {
	await mkdir(folder, { recursive: true });
	const studio = await openStudio();
	const browser = await Chromium.launch();
	try {
		await logIn(browser, studio);
		for (const picture of PICTURES.filter(({ name }) => name.includes(word))) {
			await take(browser, studio, picture);
		}
	} finally {
		await browser.close();
		await studio.close();
	}
}

/** The whole browser is logged in from then on. */
async function logIn(browser: Chromium, { stage: { n8n } }: Studio): Promise<void> {
	const page = await browser.open(`${n8n.baseUrl}/signin`, { width: 800, height: 600 });
	const body = JSON.stringify({ emailOrLdapLoginId: owner.email, password: owner.password });
	await page.value(`fetch('/rest/login', {
		method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(body)},
	}).then((answer) => answer.status)`);
	await page.close();
}

async function take(browser: Chromium, studio: Studio, picture: Picture): Promise<void> {
	const { name, look, isCut = false, address, prepare } = picture;
	const page = await browser.open(await address(studio), look);
	await prepare(page, studio);
	const file = path.join(folder, `${name}.png`);
	const { length } = await page.picture(file, !isCut);
	console.log(`docs/pictures/${name}.png, ${Math.round(length / 1024)} kB`);
	await page.close();
}

void main(process.argv[2]);
