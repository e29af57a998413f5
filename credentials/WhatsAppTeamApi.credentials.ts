import type { ICredentialType, INodeProperties, Icon } from 'n8n-workflow';

/** One WhatsApp number. */
export class WhatsAppTeamApi implements ICredentialType {
	name = 'whatsAppTeamApi';

	displayName = 'WhatsApp Team Number API';

	icon: Icon = {
		light: 'file:../nodes/WhatsAppTeam/team.svg',
		dark: 'file:../nodes/WhatsAppTeam/team.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-whatsapp-team/n8n-nodes-whatsapp-team#the-credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Label',
			name: 'label',
			type: 'string',
			default: '',
			placeholder: 'e.g. Sales',
			description: 'How the number is called in your workflows',
		},
		{
			displayName: 'Connection',
			name: 'mode',
			type: 'options',
			options: [
				{
					name: 'Cloud API',
					value: 'cloud',
					description: "A number on Meta's official API",
				},
				{
					name: 'Linked by QR or Pairing Code',
					value: 'linked',
					description:
						'A number that lives in the WhatsApp (Business) app on a phone. Unofficial: WhatsApp may ban numbers that are linked to programs.',
				},
			],
			default: 'cloud',
			description: 'How the number is connected',
		},
		{
			displayName: 'Phone Number',
			name: 'phone',
			type: 'string',
			displayOptions: { show: { mode: ['linked'] } },
			default: '',
			required: true,
			placeholder: 'e.g. +49 151 12345678',
			description:
				'The number in the WhatsApp app, with its country code. Only this phone can be linked.',
		},
		{
			displayName: 'Device Name',
			name: 'deviceName',
			type: 'string',
			displayOptions: { show: { mode: ['linked'] } },
			default: 'n8n',
			description: 'How n8n is called in the list of linked devices on the phone',
		},
		{
			displayName:
				'Linking is unofficial: WhatsApp may ban a number that sends too much or to strangers. The caps below lower that risk and do not remove it. After saving, publish a workflow with a WhatsApp Team Trigger and open "Link Page" in its options.',
			name: 'linkingNotice',
			type: 'notice',
			displayOptions: { show: { mode: ['linked'] } },
			default: '',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			displayOptions: { show: { mode: ['cloud'] } },
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Token of a system user with the permissions whatsapp_business_messaging and whatsapp_business_management. A token from "API Setup" works for a day only.',
		},
		{
			displayName: 'Phone Number ID',
			name: 'phoneNumberId',
			type: 'string',
			displayOptions: { show: { mode: ['cloud'] } },
			default: '',
			required: true,
			placeholder: 'e.g. 106540352242922',
			description:
				'The ID that Meta gave the number, not the number itself. You find it in the Meta app under "API Setup".',
		},
		{
			displayName: 'App Secret',
			name: 'appSecret',
			type: 'string',
			displayOptions: { show: { mode: ['cloud'] } },
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Proves that a webhook comes from Meta. You find it in the Meta app under "App settings, Basic".',
		},
		{
			displayName: 'Business Account ID',
			name: 'businessAccountId',
			type: 'string',
			displayOptions: { show: { mode: ['cloud'] } },
			default: '',
			placeholder: 'e.g. 102290129340398',
			description: 'The ID of the WhatsApp business account that the number belongs to',
		},
		{
			displayName: 'Default Country',
			name: 'defaultCountry',
			type: 'string',
			default: '',
			placeholder: 'e.g. DE',
			description:
				'Two letters of the country in which phone numbers without country code are dialled',
		},
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'e.g. Europe/Berlin',
			description: 'The time zone in which the number has its business hours',
		},
		{
			displayName: 'Sending Caps',
			name: 'capProfile',
			type: 'options',
			displayOptions: { show: { mode: ['cloud'] } },
			options: [
				{
					name: "Recommended: Meta's Own Limits",
					value: 'recommended',
					description:
						'Up to 80 messages per second, and one every 6 seconds to the same person after a burst of 45',
				},
				{
					name: 'Careful: As Practised with Linked Numbers',
					value: 'careful',
					description:
						'30 messages per hour and 300 per day besides replies, few new chats, random gaps, no messages at night',
				},
				{
					name: 'Custom',
					value: 'custom',
					description: 'Caps of your own, over the recommended ones',
				},
			],
			default: 'recommended',
			description:
				'How much the number sends at the most. What is too much waits, also over restarts, and goes by itself. An edit holds from the next webhook or send on. Of several credentials of one number the stricter cap of each kind holds.',
		},
		{
			displayName: 'Sending Caps',
			name: 'capProfile',
			type: 'options',
			displayOptions: { show: { mode: ['linked'] } },
			options: [
				{
					name: 'Recommended: As Practised with Linked Numbers',
					value: 'recommended',
					description:
						'30 messages per hour and 300 per day besides replies, less in the first two weeks, few new chats, random gaps, no messages at night',
				},
				{
					name: 'Custom',
					value: 'custom',
					description: 'Caps of your own, over the recommended ones',
				},
			],
			default: 'recommended',
			description:
				'How much the number sends at the most. What is too much waits, also over restarts, and goes by itself. An edit holds from the next webhook or send on. Of several credentials of one number the stricter cap of each kind holds.',
		},
		{
			displayName: 'Caps',
			name: 'caps',
			type: 'json',
			default: '{}',
			placeholder: '{ "perHour": 30, "perDay": 300, "quietHours": "21:00-08:00" }',
			displayOptions: { show: { capProfile: ['custom'] } },
			hint: 'Any of: perHour, perDay, newChatsPerHour, newChatsPerDay, internalPerHour, sameTextPerHour, unanswered, duplicateHours, perSecond (whole numbers), repliesCount, health (true or false), gapSeconds ([8, 25]), quietHours ("21:00-08:00")',
			description:
				'Caps as JSON. What is left out is as recommended; null takes a limit away.',
		},
		{
			displayName: 'Group',
			name: 'group',
			type: 'string',
			default: '',
			placeholder: 'e.g. Berlin',
			description: 'Numbers of a team, a place or a purpose may share a group',
		},
		{
			displayName: 'Workspace',
			name: 'workspace',
			type: 'string',
			default: 'default',
			description:
				"One client's numbers, contacts and conversations. Nothing crosses from one workspace to another.",
		},
		// It is a secret, the wall between clients; the rule knows secrets by other words.
		// eslint-disable-next-line @n8n/community-nodes/credential-unnecessary-password
		{
			displayName: 'Workspace Key',
			name: 'workspaceKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'The first credential that names a workspace may lock it with a key. Every other credential of the workspace must then have the same.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			displayOptions: { show: { mode: ['cloud'] } },
			default: 'https://graph.facebook.com',
			description: 'Where the Graph API is reached',
		},
		{
			displayName: 'API Version',
			name: 'apiVersion',
			type: 'string',
			displayOptions: { show: { mode: ['cloud'] } },
			default: 'v25.0',
			description: 'The version of the Graph API',
		},
	];
}
