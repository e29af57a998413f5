import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { wrong, type Desk, type Marketing } from '../../../src/index.ts';
import { openDesk } from '../adapter/drafts.ts';
import { eachItem } from '../adapter/each-item.ts';
import { toContactItem } from '../adapter/lookup-item.ts';
import { readPerson } from '../adapter/person.ts';
import { readSettingsChange } from '../adapter/settings-change.ts';
import { runAgent } from './inbox-agent.ts';
import { runLabel } from './inbox-label.ts';
import { runSlaPolicy } from './inbox-sla.ts';
import { runMoreContact } from './inbox-contact-more.ts';
import { runConversation } from './inbox-conversation.ts';
import { runNumber } from './inbox-number.ts';
import { runNumberList } from './inbox-number-list.ts';
import { runReport } from './inbox-report.ts';

/** Does the chosen operation for each item. */
export async function runInbox(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const desk = await openDesk(context);
	return await eachItem(context, (index) => runItem(context, desk, index));
}

/** @returns one item, or those of a list */
async function runItem(
	context: IExecuteFunctions,
	desk: Desk,
	index: number,
): Promise<readonly INodeExecutionData[]> {
	const resource = context.getNodeParameter('resource', index);
	if (resource === 'agent') return await runAgent(context, desk, index);
	if (resource === 'label') return await runLabel(context, desk, index);
	if (resource === 'slaPolicy') return await runSlaPolicy(context, desk, index);
	if (resource === 'conversation') return await runConversation(context, desk, index);
	if (resource === 'report') return await runReport(context, desk, index);
	if (resource === 'contact') {
		const more = await runMoreContact(context, desk, index);
		if (more !== null) return more;
	}
	if (resource === 'number') {
		const listed = await runNumberList(context, desk, index);
		if (listed !== null) return listed;
	}
	return resource === 'number'
		? await runNumber(context, desk, index)
		: [{ json: await runOne(context, desk, index) }];
}

async function runOne(context: IExecuteFunctions, desk: Desk, index: number): Promise<IDataObject> {
	const resource = context.getNodeParameter('resource', index);
	const operation = context.getNodeParameter('operation', index);
	switch (`${String(resource)} ${String(operation)}`) {
		case 'contact get':
			return toContactItem(await desk.findContact(await readPerson(context, index, desk)));
		case 'contact setConsent': {
			const marketing = readMarketing(context.getNodeParameter('marketing', index));
			const person = await readPerson(context, index, desk);
			return toContactItem(await desk.setConsent(person, marketing));
		}
		case 'contact delete': {
			const erased = await desk.eraseContact(await readPerson(context, index, desk));
			const { contactId, ...counts } = erased;
			return { contactId, erased: true, ...counts };
		}
		case 'settings get':
			return { ...(await desk.settings()) };
		case 'settings update': {
			const given = context.getNodeParameter('updateFields', index, {});
			return { ...(await desk.saveSettings(readSettingsChange(given as IDataObject))) };
		}
		default:
			throw wrong('Operation', 'is none that the resource has', 'Choose one from the list.');
	}
}

function readMarketing(value: unknown): Marketing | null {
	if (value === 'in' || value === 'out') return value;
	if (value === 'unknown') return null;
	throw wrong('Marketing', 'is none that there is', 'Write in, out or unknown.');
}
