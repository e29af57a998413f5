import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { assignOutputsOf } from './descriptions/assign-outputs.ts';
import { assignProperties } from './descriptions/assign.ts';
import { numberTest } from './methods/credential-test.ts';
import { searchAgents } from './methods/search-agents.ts';
import { searchConversations } from './methods/search-conversations.ts';
import { runAssign } from './operations/assign.ts';

/** Says whose a conversation is, and where it stands. */
export class WhatsAppTeamAssign implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WhatsApp Team Assign',
		name: 'whatsAppTeamAssign',
		icon: { light: 'file:team.svg', dark: 'file:team.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{$parameter["operation"] + ($parameter["agent"] && $parameter["agent"].value ? ": " + $parameter["agent"].value : "")}}',
		description:
			'Says whose conversations are, by name or by a rule, hands them over and takes them back, and sets their status, labels and priority',
		defaults: { name: 'WhatsApp Team Assign' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: `={{(${assignOutputsOf})($parameter)}}`,
		credentials: [{ name: 'whatsAppTeamApi', required: true, testedBy: 'numberTest' }],
		properties: [...assignProperties],
	};

	methods = { credentialTest: { numberTest }, listSearch: { searchAgents, searchConversations } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runAssign(this);
	}
}
