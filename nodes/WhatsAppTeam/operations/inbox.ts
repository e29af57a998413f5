import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { wrong, type Desk } from '../../../src/index.ts';
import { openDesk } from '../adapter/drafts.ts';
import { eachItem, type Made } from '../adapter/each-item.ts';
import { runAgent } from './inbox-agent.ts';
import { runContact } from './inbox-contact.ts';
import { runConversation } from './inbox-conversation.ts';
import { runLabel } from './inbox-label.ts';
import { runNumber } from './inbox-number.ts';
import { runReport } from './inbox-report.ts';
import { runSettings } from './inbox-settings.ts';
import { runSlaPolicy } from './inbox-sla.ts';

/** Does what is chosen for one item: one item comes of it, or those of a list. */
type Runner = (context: IExecuteFunctions, desk: Desk, index: number) => Promise<readonly Made[]>;

/** What each resource of the panel does. */
export const RUNNERS: Readonly<Record<string, Runner>> = {
	agent: runAgent,
	contact: runContact,
	conversation: runConversation,
	label: runLabel,
	number: runNumber,
	report: runReport,
	settings: runSettings,
	slaPolicy: runSlaPolicy,
};

/** Does the chosen operation for each item. */
export async function runInbox(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const desk = await openDesk(context);
	return await eachItem(context, async (index) => {
		const resource = String(context.getNodeParameter('resource', index));
		const run = Object.hasOwn(RUNNERS, resource) ? RUNNERS[resource] : undefined;
		if (run !== undefined) return await run(context, desk, index);
		throw wrong('Resource', 'is none that there is', 'Choose one from the list.');
	});
}
