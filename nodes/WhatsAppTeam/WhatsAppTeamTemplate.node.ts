import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { readTemplateContent } from './adapter/fields/template-content.ts';
import { templateOutputsOf } from './descriptions/template-outputs.ts';
import { templateProperties } from './descriptions/template.ts';
import { numberTest } from './methods/credential-test.ts';
import { searchConversations } from './methods/search-conversations.ts';
import { searchTemplates } from './methods/search-templates.ts';
import { templateFields } from './methods/template-fields.ts';
import { sendItems } from './operations/send.ts';
import { runTemplate } from './operations/template.ts';

/** Sends templates, which go outside the 24-hour window too, and keeps those of the account. */
export class WhatsAppTeamTemplate implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WhatsApp Team Template',
		name: 'whatsAppTeamTemplate',
		icon: { light: 'file:team.svg', dark: 'file:team.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{$parameter["operation"] + ($parameter["template"] ? ": " + ($parameter["template"].value || "") : "")}}',
		description:
			'Sends templates that Meta has approved, at any time, and lists, makes, edits and deletes them',
		defaults: { name: 'WhatsApp Team Template' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: `={{(${templateOutputsOf})($parameter)}}`,
		credentials: [{ name: 'whatsAppTeamApi', required: true, testedBy: 'numberTest' }],
		properties: [...templateProperties],
	};

	methods = {
		credentialTest: { numberTest },
		listSearch: { searchConversations, searchTemplates },
		resourceMapping: { templateFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return this.getNodeParameter('operation', 0) === 'send'
			? await sendItems(this, readTemplateContent)
			: await runTemplate(this);
	}
}
