/* eslint-disable n8n-nodes-base/node-param-default-missing -- a mode of a locator has none */
import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';

type Given = Pick<INodeProperties, 'description'> & Partial<INodeProperties>;

/** Chooses a conversation of the inbox; the node needs the list search `searchConversations`. */
const fromList: INodePropertyMode = {
	displayName: 'From List',
	name: 'list',
	type: 'list',
	placeholder: 'Choose a conversation',
	typeOptions: { searchListMethod: 'searchConversations', searchable: true },
};

const byConversation = (hint: string): INodePropertyMode => ({
	// WhatsApp's own word: n8n cuts off what is longer than eight letters or so.
	displayName: 'Chat',
	name: 'conversation',
	type: 'string',
	placeholder: 'e.g. {{ $json.conversation.id }}',
	hint,
});

const byPhone = (hint = ''): INodePropertyMode => ({
	displayName: 'Phone',
	name: 'phone',
	type: 'string',
	placeholder: 'e.g. +49 151 12345678',
	hint: `With country code, or as dialled in the default country of the credential${hint}`,
});

const byContact = (hint = ''): INodePropertyMode => ({
	displayName: 'Contact',
	name: 'contact',
	type: 'string',
	placeholder: 'e.g. {{ $json.contact.id }}',
	hint: `The contact of an item${hint}`,
});

/** A field in which a conversation is chosen: that of the item, unless another one is. */
export function conversationLocator(given: Given): INodeProperties {
	return {
		displayName: 'Conversation',
		name: 'conversation',
		required: true,
		...given,
		type: 'resourceLocator',
		default: { mode: 'conversation', value: '={{ $json.conversation.id }}' },
		modes: [fromList, byConversation('The conversation of an item')],
	};
}

/** A field in which a person is chosen: the contact of the item, unless another one is. */
export function contactLocator(given: Given): INodeProperties {
	return {
		displayName: 'Contact',
		name: 'contact',
		required: true,
		default: { mode: 'contact', value: '={{ $json.contact.id }}' },
		...given,
		type: 'resourceLocator',
		modes: [
			byContact(),
			byPhone(),
			byConversation(
				'The conversation of an item; all others of the same person are meant as well',
			),
		],
	};
}

/** A field in which a number is chosen; the node needs the list search `searchNumbers`. */
export function numberLocator(given: Given): INodeProperties {
	return {
		displayName: 'Number',
		name: 'number',
		required: true,
		...given,
		type: 'resourceLocator',
		default: { mode: 'id', value: '={{ $json.number.id }}' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose a number',
				typeOptions: { searchListMethod: 'searchNumbers', searchable: true },
			},
			{
				displayName: 'ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. {{ $json.number.id }}',
				hint: 'The number of an item',
			},
		],
	};
}

/** A field in which a member of the team is chosen; the node needs the list search `searchAgents`. */
export function agentLocator(given: Given): INodeProperties {
	return {
		displayName: 'Agent',
		name: 'agent',
		required: true,
		...given,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchAgents', searchable: true },
			},
			{
				displayName: 'Email',
				name: 'email',
				type: 'string',
				placeholder: 'e.g. ada@example.com',
				hint: 'The email by which the team knows them',
			},
		],
	};
}

/** To whom a message goes, which also decides the number that it goes out by. */
export const recipientLocator: INodeProperties = {
	displayName: 'Recipient',
	name: 'recipient',
	type: 'resourceLocator',
	default: { mode: 'conversation', value: '={{ $json.conversation.id }}' },
	required: true,
	description: 'To whom the message goes',
	modes: [
		fromList,
		byConversation(
			'The conversation of the item; the answer goes out by the number that the customer wrote to',
		),
		byPhone('. The message goes out by the number of the credential'),
		byContact('. The message goes out by the number of the credential'),
	],
};
