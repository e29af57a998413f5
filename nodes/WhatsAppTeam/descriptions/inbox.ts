import type { INodeProperties } from 'n8n-workflow';
import { inboxAgentProperties } from './inbox-agent.ts';
import { inboxContactProperties } from './inbox-contact.ts';
import { inboxConversationProperties } from './inbox-conversation.ts';
import { inboxLabelProperties } from './inbox-label.ts';
import { inboxNumberProperties } from './inbox-number.ts';
import { inboxReportProperties } from './inbox-report.ts';
import { inboxSettingsProperties } from './inbox-settings.ts';
import { inboxSlaProperties } from './inbox-sla.ts';

/** Fields of Inbox. */
export const inboxProperties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Agent', value: 'agent' },
			{ name: 'Contact', value: 'contact' },
			{ name: 'Conversation', value: 'conversation' },
			{ name: 'Label', value: 'label' },
			{ name: 'Number', value: 'number' },
			{ name: 'Report', value: 'report' },
			{ name: 'Setting', value: 'settings' },
			{ name: 'SLA Policy', value: 'slaPolicy' },
		],
		default: 'contact',
	},
	...inboxAgentProperties,
	...inboxContactProperties,
	...inboxConversationProperties,
	...inboxLabelProperties,
	...inboxNumberProperties,
	...inboxReportProperties,
	...inboxSettingsProperties,
	...inboxSlaProperties,
];
