import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { noteProperties } from './descriptions/note.ts';
import { numberTest } from './methods/credential-test.ts';
import { searchConversations } from './methods/search-conversations.ts';
import { runNote } from './operations/note.ts';

/** Keeps what the team notes about conversations. Nothing of it has a way to a customer. */
export class WhatsAppTeamNote implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WhatsApp Team Note',
		name: 'whatsAppTeamNote',
		icon: { light: 'file:team.svg', dark: 'file:team.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{$parameter["operation"]}}',
		description:
			'Writes notes about conversations for the team alone, with mentions and a time at which they are due',
		defaults: { name: 'WhatsApp Team Note' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'whatsAppTeamApi', required: true, testedBy: 'numberTest' }],
		properties: [...noteProperties],
	};

	methods = { credentialTest: { numberTest }, listSearch: { searchConversations } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNote(this);
	}
}
