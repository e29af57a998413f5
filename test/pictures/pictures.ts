import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, PageLook } from '../browser/page.ts';
import { CREDENTIAL_NAME } from '../demo/set-up.ts';
import { WORKFLOW_NAME } from '../demo/workflows/index.ts';
import type { LinkView } from '../../src/ports/linked.ts';
import { DRAFTS } from './drafts.ts';
import type { Studio } from './studio.ts';

/** One picture of the README or of docs/. */
export interface Picture {
	/** Of the file, without its ending. */
	readonly name: string;
	readonly look: PageLook;
	/** Whether it ends where the screen does. Default: no. */
	readonly isCut?: boolean;
	address(studio: Studio): Promise<string>;
	/** Brings the page to where the picture is taken. */
	prepare(page: Page, studio: Studio): Promise<void>;
}

const DESK: PageLook = { width: 1280, height: 800 };
const PHONE: PageLook = { width: 390, height: 844, isPhone: true };

/** How long n8n's editor may take to settle, in ms: it fades and moves things. */
const SETTLE_MS = 1_500;

/** n8n shows it to those who publish for the first time, over everything else. */
const CHECKLIST = `[...document.querySelectorAll('[role=dialog], [data-reka-popper-content-wrapper]')]
	.filter((one) => one.textContent.includes('Production Checklist'))
	.forEach((one) => one.remove())`;

/** What n8n says of a run, in the corner over the panel. */
const TOASTS = `document.querySelectorAll('.el-notification').forEach((one) => one.remove())`;

/** What a phone would scan. */
const CODE = `2@${'aB3+/'.repeat(40)},zJ1=,xYz=,Q9=`;

/** All pictures, in the order in which they are taken. */
export const PICTURES: readonly Picture[] = [
	// First: what Ana writes here is what Inbox finds below.
	{
		name: 'phones',
		look: PHONE,
		address: ({ stage: { phonesUrl } }) => Promise.resolve(phonesUrl),
		async prepare(page, { stage }) {
			await page.sees('Write something');
			for (const text of ['When are you open?', 'And the price of a loaf?']) {
				await stage.meta.customerWrites({ customer: stage.customer.id, text });
				await page.sees(text);
				await page.waitFor(`document.querySelectorAll('.bubble').length % 2 === 0`, 20_000);
			}
			await stage.meta.customerReads({ customer: stage.customer.id });
			await sleep(SETTLE_MS);
		},
	},
	canvas('canvas', WORKFLOW_NAME),
	panel('trigger', WORKFLOW_NAME, 'A customer writes'),
	panel('send', WORKFLOW_NAME, 'Tell the hours'),
	panel('send-dark', WORKFLOW_NAME, 'Tell the hours', { ...DESK, isDark: true }),
	panel('assign', 'A person of the team', 'Who is next?'),
	panel('note', 'A person of the team', 'Write a note'),
	panel('send-template', 'After 24 hours a template', 'Say it is ready'),
	panel('template', 'Send a template', 'The order is ready', DESK, async (page) => {
		// The fields are those of the template, which n8n asks for.
		await page.sees('Body {{1}}');
	}),
	panel('inbox', 'Who is waiting', 'Who is waiting?', DESK, execute),
	panel('not-sent', 'Write to somebody new', 'Tell the news', DESK, async (page) => {
		await execute(page);
		await page.value(`[...document.querySelectorAll('[data-test-id="output-panel"] *')]
			.filter((one) => one.children.length === 0 && one.textContent.startsWith('Not Sent'))
			.forEach((one) => one.click())`);
	}),
	panel('error', 'Write to a typo', 'Tell the news', DESK, execute),
	canvas('router', 'A person of the team'),
	canvas('follow-up', 'Follow-up of an offer'),
	{
		name: 'credential',
		look: { ...DESK, height: 960 },
		address: ({ stage, credentials }) =>
			Promise.resolve(
				`${stage.n8n.baseUrl}/home/credentials/${credentials.get(CREDENTIAL_NAME)?.id ?? ''}`,
			),
		async prepare(page) {
			await page.waitFor(`document.body.innerText.includes('successfully')`, 30_000);
			await settle(page);
		},
	},
	linkPage('link-qr', 'qr', () => ({
		kind: 'qr',
		text: CODE,
		expiresAt: Date.now() + 58_000,
	})),
	linkPage('link-code', 'pairingCode', () => ({
		kind: 'pairingCode',
		code: 'K7MWQ2XZ',
		expiresAt: Date.now() + 158_000,
	})),
	linkPage('link-done', 'linked', () => ({
		kind: 'linked',
		phone: '+4915112345680',
		isConnected: true,
	})),
];

/** A whole workflow. */
function canvas(name: string, workflow: string): Picture {
	return {
		name,
		look: DESK,
		address: async (studio) =>
			`${studio.stage.n8n.baseUrl}/workflow/${await idOf(studio, workflow)}`,
		async prepare(page) {
			await page.waitFor(`document.querySelector('[data-test-id="canvas-node"]')`, 30_000);
			await settle(page);
		},
	};
}

/** The panel of a node; `go` brings it further. */
function panel(
	name: string,
	workflow: string,
	node: string,
	look = DESK,
	go?: (page: Page) => Promise<void>,
): Picture {
	return {
		name,
		look,
		async address(studio) {
			const { baseUrl, rest } = studio.stage.n8n;
			const workflowId = await idOf(studio, workflow);
			const { nodes } = await rest.getWorkflow(workflowId);
			const { id = '' } = nodes.find((one) => one.name === node) ?? {};
			return `${baseUrl}/workflow/${workflowId}/${id.slice(0, 6)}`;
		},
		async prepare(page) {
			await page.waitFor(`document.querySelector('[data-test-id="ndv"]')`, 30_000);
			await settle(page);
			await go?.(page);
			if (go !== undefined) await settle(page);
		},
	};
}

/** The link page on the phone of somebody who was sent its address. */
function linkPage(name: string, view: LinkView['kind'], now: () => LinkView): Picture {
	return {
		name,
		look: PHONE,
		isCut: true,
		address: ({ linking, linkPage: { address } }) => {
			linking.show(now());
			return Promise.resolve(address());
		},
		async prepare(page) {
			const shown = `[data-view=${view}], [data-end=${view}]`;
			await page.waitFor(`document.querySelector('${shown}').checkVisibility()`);
			await sleep(SETTLE_MS);
		},
	};
}

async function execute(page: Page): Promise<void> {
	await page.click('[data-test-id="node-execute-button"]');
	await page.waitFor(`document.querySelector('.el-notification')`, 30_000);
}

async function settle(page: Page): Promise<void> {
	await sleep(SETTLE_MS);
	await page.value(CHECKLIST);
	await page.value(TOASTS);
}

/** The id of a workflow of the demo, or of one that is made for its picture. */
async function idOf({ stage, credentials }: Studio, workflow: string): Promise<string> {
	const { rest } = stage.n8n;
	const list = (await rest.call('GET', '/rest/workflows')) as readonly {
		readonly id: string;
		readonly name: string;
	}[];
	const found = list.find(({ name }) => name === workflow);
	if (found !== undefined) return found.id;
	const draw = Object.entries(DRAFTS).find(([name]) => name === workflow)?.[1];
	const credential = credentials.get(CREDENTIAL_NAME);
	if (draw === undefined || credential === undefined) {
		throw new Error(`There is no workflow "${workflow}".`);
	}
	return (await rest.createWorkflow(draw(credential))).id;
}
