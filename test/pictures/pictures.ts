import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, PageLook } from '../browser/page.ts';
import type { Stage } from '../demo/stage.ts';
import { WORKFLOW_NAME } from '../demo/workflows/index.ts';

/** One picture of the README or of docs/. */
export interface Picture {
	/** Of the file, without its ending. */
	readonly name: string;
	readonly look: PageLook;
	address(stage: Stage): Promise<string>;
	/** Brings the page to where the picture is taken. */
	prepare(page: Page, stage: Stage): Promise<void>;
}

const DESK: PageLook = { width: 1280, height: 800 };
const PHONE: PageLook = { width: 390, height: 844, isPhone: true };

/** How long n8n's editor may take to settle, in ms: it fades and moves things. */
const SETTLE_MS = 1_500;

/** n8n shows it to those who publish for the first time, over everything else. */
const CHECKLIST = `[...document.querySelectorAll('[role=dialog], [data-reka-popper-content-wrapper]')]
	.filter((one) => one.textContent.includes('Production Checklist'))
	.forEach((one) => one.remove())`;

/** All pictures, in the order in which they are taken. */
export const PICTURES: readonly Picture[] = [
	canvas('canvas', WORKFLOW_NAME),
	panel('trigger', WORKFLOW_NAME, 'A customer writes'),
	panel('send', WORKFLOW_NAME, 'Tell the hours'),
	panel('assign', 'A person of the team', 'Who is next?'),
	panel('note', 'A person of the team', 'Write a note'),
	panel('send-template', 'After 24 hours a template', 'Say it is ready'),
	panel('inbox', 'The team of the bakery', 'Hire Mia'),
	canvas('router', 'A person of the team'),
	canvas('follow-up', 'Follow-up of an offer'),
	{
		name: 'phones',
		look: PHONE,
		address: ({ phonesUrl }) => Promise.resolve(phonesUrl),
		async prepare(page, stage) {
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
];

/** A whole workflow. */
function canvas(name: string, workflow: string): Picture {
	return {
		name,
		look: DESK,
		address: async (stage) => `${stage.n8n.baseUrl}/workflow/${await idOf(stage, workflow)}`,
		async prepare(page) {
			await page.waitFor(`document.querySelector('[data-test-id="canvas-node"]')`, 30_000);
			await settle(page);
		},
	};
}

/** The panel of a node. */
function panel(name: string, workflow: string, node: string): Picture {
	return {
		name,
		look: DESK,
		async address(stage) {
			const { baseUrl, rest } = stage.n8n;
			const workflowId = await idOf(stage, workflow);
			const { nodes } = await rest.getWorkflow(workflowId);
			const { id = '' } = nodes.find((one) => one.name === node) ?? {};
			return `${baseUrl}/workflow/${workflowId}/${id.slice(0, 6)}`;
		},
		async prepare(page) {
			await page.waitFor(`document.querySelector('[data-test-id="ndv"]')`, 30_000);
			await settle(page);
		},
	};
}

async function settle(page: Page): Promise<void> {
	await sleep(SETTLE_MS);
	await page.value(CHECKLIST);
}

async function idOf({ n8n }: Stage, workflow: string): Promise<string> {
	const list = (await n8n.rest.call('GET', '/rest/workflows')) as readonly {
		readonly id: string;
		readonly name: string;
	}[];
	const found = list.find(({ name }) => name === workflow);
	if (found === undefined) throw new Error(`There is no workflow "${workflow}".`);
	return found.id;
}
