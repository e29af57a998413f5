import { describeChromium } from '../browser/describe-chromium.ts';
import { waitFor } from './support/deadline.ts';
import { startLinkedTeam, linkedTrigger, type LinkedTeam } from './support/linked-team.ts';
import type { StoredWorkflow } from './support/rest.ts';
import { workflow } from './support/workflow.ts';

const TRIGGER = 'WhatsApp Team Trigger';

/* How a person links a number: from the Trigger's panel to the page, and with the phone. */

let team: LinkedTeam;
let stored: StoredWorkflow;

beforeAll(async () => {
	team = await startLinkedTeam({ name: 'link-page' });
	const options = { linkPage: '' };
	stored = await team.n8n.rest.createWorkflow(
		workflow('Shop', [linkedTrigger(team, { options })]),
	);
});

afterAll(() => team?.close());

/** What the list of the option "Link Page" offers. */
async function panel() {
	const [node] = stored.nodes;
	if (node === undefined) throw new Error('The workflow has no node');
	const [option] = await team.n8n.rest.loadOptions({ node, method: 'linkPage' });
	return option as {
		readonly name: string;
		readonly value: unknown;
		readonly description: string;
	};
}

test('a test of a number that is not linked says so, and where to link it', async () => {
	await expect(team.n8n.rest.run(stored.id, TRIGGER)).rejects.toThrow(
		'The number of this credential is not linked yet. Publish the workflow, then open the list of the option "Link Page" of this node.',
	);
	expect(await panel()).toEqual({
		name: '+4915112345678 is not linked yet',
		value: '',
		description: 'Publish this workflow first: its Trigger serves the link page.',
	});
});

test('a link without its token opens a page that shows and does nothing', async () => {
	await team.n8n.rest.publish(stored.id);
	const address = (await linkOf()).split('#')[0] ?? '';
	const page = await fetch(address);
	const policy = page.headers.get('content-security-policy') ?? '';
	const origin = new URL(address).origin;
	const answer = await fetch(address, {
		method: 'POST',
		body: '{"token":"a.b","action":"view"}',
	});

	expect(page.status).toBe(200);
	expect(policy).toMatch(/^sandbox allow-scripts allow-forms; default-src 'none'; /);
	expect(policy).toContain(`connect-src ${origin} `);
	expect(page.headers.get('cache-control')).toBe('no-store');
	expect([answer.status, await answer.text()]).toEqual([403, '{"kind":"invalid"}']);
	expect(await page.text()).not.toContain('4915112345678');
});

/** The link of the panel, once the Trigger serves it. */
async function linkOf(): Promise<string> {
	return await waitFor('the page to be served', async () => {
		const link = /href="([^"]+)"/.exec((await panel()).description)?.[1];
		return link !== undefined && (await fetch(link)).ok ? link : undefined;
	});
}

describeChromium('a person with a browser and a phone', (browser) => {
	test('links the number on the page, by a code that the phone is told', async () => {
		const page = await browser().open(await linkOf(), { width: 1280, height: 900 });
		await page.click('#begin');
		await page.sees('A new code comes in');
		await page.click('label:has([value=pairingCode])');
		await page.sees('Type this into WhatsApp');
		const code = await page.value<string>(
			`[...document.querySelectorAll('#code b')].map((letter) => letter.textContent).join('')`,
		);
		await team.phone.enterCode(code);
		await page.sees('The number is linked');

		expect(await page.value('origin')).toBe('null');
		expect(page.complaints).toEqual([]);
		expect((await panel()).name).toBe('+4915112345678 is linked');
	});
});
