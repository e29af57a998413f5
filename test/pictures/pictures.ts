import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, PageLook } from '../browser/page.ts';
import type { Stage } from '../demo/stage.ts';

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
	{
		name: 'canvas',
		look: DESK,
		address: ({ n8n, workflowId }) => Promise.resolve(`${n8n.baseUrl}/workflow/${workflowId}`),
		async prepare(page) {
			await page.waitFor(`document.querySelector('[data-test-id="canvas-node"]')`, 30_000);
			await sleep(SETTLE_MS);
			await page.value(CHECKLIST);
		},
	},
	panel('trigger', 'A customer writes'),
	panel('send', 'Tell the hours'),
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

/** The panel of a node. */
function panel(name: string, node: string): Picture {
	return {
		name,
		look: DESK,
		async address({ n8n, workflowId }) {
			const { nodes } = await n8n.rest.getWorkflow(workflowId);
			const { id = '' } = nodes.find((one) => one.name === node) ?? {};
			return `${n8n.baseUrl}/workflow/${workflowId}/${id.slice(0, 6)}`;
		},
		async prepare(page) {
			await page.waitFor(`document.querySelector('[data-test-id="ndv"]')`, 30_000);
			await sleep(SETTLE_MS);
			await page.value(CHECKLIST);
		},
	};
}
