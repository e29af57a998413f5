import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { inboxProperties } from './descriptions/inbox.ts';
import { numberTest } from './methods/credential-test.ts';
import { searchAgents } from './methods/search-agents.ts';
import { searchConversations } from './methods/search-conversations.ts';
import { searchNumbers } from './methods/search-numbers.ts';
import { runInbox } from './operations/inbox.ts';

/** Looks into the inbox of a workspace, and keeps it in order. */
export class WhatsAppTeamInbox implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WhatsApp Team Inbox',
		name: 'whatsAppTeamInbox',
		icon: { light: 'file:team.svg', dark: 'file:team.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			'Finds conversations and contacts of the inbox, exports and counts them, shows and steers what a number sends, and says how long things are kept',
		defaults: { name: 'WhatsApp Team Inbox' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'whatsAppTeamApi', required: true, testedBy: 'numberTest' }],
		properties: [...inboxProperties],
	};

	methods = {
		credentialTest: { numberTest },
		listSearch: { searchAgents, searchConversations, searchNumbers },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runInbox(this);
	}
}
