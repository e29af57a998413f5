import type { INodePropertyOptions } from 'n8n-workflow';

/** What a workflow can start on. */
export const triggerEvents: readonly INodePropertyOptions[] = [
	{
		name: 'Call Received',
		value: 'call.received',
		description: 'A customer rings, by voice or video. Nobody takes the call here.',
	},
	{
		name: 'Contact Created',
		value: 'contact.created',
		description:
			'Somebody is known for the first time: they wrote, were written to, or were written down. Not told of whom the phone brings along.',
	},
	{
		name: 'Contact Merged',
		value: 'contact.merged',
		description: 'Two contacts turned out to be the same person',
	},
	{
		name: 'Contact Opted In',
		value: 'contact.opted_in',
		description: 'A customer who wanted no marketing wants it again',
	},
	{
		name: 'Contact Opted Out',
		value: 'contact.opted_out',
		description: 'A customer wants no more marketing',
	},
	{
		name: 'Contact Updated',
		value: 'contact.updated',
		description:
			'A customer has another phone number, user ID or phone, or the team wrote down a name, language, time zone or CRM record. "change.field" says which.',
	},
	{
		name: 'Conversation Collision',
		value: 'conversation.collision',
		description:
			'Two people answered within a minute, or somebody answered from the phone what another one has',
	},
	{
		name: 'Conversation Created',
		value: 'conversation.created',
		description: 'A conversation with somebody new has begun',
	},
	{
		name: 'Conversation Opened',
		value: 'conversation.opened',
		description:
			'A conversation that was pending or snoozed is open: somebody opened it, the customer wrote, or its time has come',
	},
	{
		name: 'Conversation Pending',
		value: 'conversation.pending',
		description: 'A conversation was left to a bot',
	},
	{
		name: 'Conversation Reopened',
		value: 'conversation.reopened',
		description: 'A conversation that was resolved is open again',
	},
	{
		name: 'Conversation Resolved',
		value: 'conversation.resolved',
		description: 'Somebody resolved a conversation',
	},
	{
		name: 'Conversation Snoozed',
		value: 'conversation.snoozed',
		description: 'A conversation was put off',
	},
	{
		name: 'Conversation Unanswered',
		value: 'conversation.unanswered',
		description:
			'A customer has waited for an answer for an hour, or as long as the settings say',
	},
	{
		name: 'Conversation Unassigned Too Long',
		value: 'conversation.unassigned_too_long',
		description:
			'Nobody has had an open conversation for half an hour, or as long as the settings say',
	},
	{
		name: 'History Synced',
		value: 'history.synced',
		description:
			'The phone of a number has handed over chats of before it was linked, or connected to the Cloud API. "history.progress" says how much of all, in percent.',
	},
	{
		name: 'Label Added',
		value: 'label.added',
		description: 'A conversation was given a label, by somebody or by a keyword',
	},
	{
		name: 'Label Removed',
		value: 'label.removed',
		description: 'A conversation has lost a label',
	},
	{
		name: 'Message Deleted',
		value: 'message.deleted',
		description: 'A message was deleted for everyone',
	},
	{
		name: 'Message Delivered',
		value: 'message.delivered',
		description: "One of your messages has reached the customer's phone",
	},
	{
		name: 'Message Edited',
		value: 'message.edited',
		description: 'A message was changed after it was sent',
	},
	{
		name: 'Message Failed',
		value: 'message.failed',
		description: 'One of your messages was refused, or could not be delivered',
	},
	{
		name: 'Message Reaction',
		value: 'message.reaction',
		description: 'Somebody reacted to a message with an emoji, or took that back',
	},
	{
		name: 'Message Read',
		value: 'message.read',
		description: 'The customer has read one of your messages',
	},
	{
		name: 'Message Received',
		value: 'message.received',
		description: 'A customer has written',
	},
	{
		name: 'Message Sent',
		value: 'message.sent',
		description:
			'WhatsApp has taken one of your messages, or somebody wrote on the phone itself',
	},
	{
		name: 'Note Added',
		value: 'note.added',
		description: 'Somebody wrote a note',
	},
	{
		name: 'Note Due',
		value: 'note.due',
		description: 'The time of a note has come',
	},
	{
		name: 'Note Mentioned',
		value: 'note.mentioned',
		description: 'A note mentions somebody who was not mentioned before',
	},
	{
		name: 'Number Banned',
		value: 'number.banned',
		description: 'WhatsApp has banned the number',
	},
	{
		name: 'Number Connects Again',
		value: 'number.degraded',
		description:
			'The linked number has lost its connection; what it has to send waits a moment',
	},
	{
		name: 'Number Is Being Linked',
		value: 'number.linking',
		description: 'A code is shown that the phone has to scan, or be told',
	},
	{
		name: 'Number Link at Risk',
		value: 'number.at_risk',
		description:
			'The phone of the linked number, or n8n, has been away for 10 days. Told again after 12 and 13 days; after 14 WhatsApp ends the link.',
	},
	{
		name: 'Number Logged Out',
		value: 'number.logged_out',
		description: 'The phone, or WhatsApp, has ended the link: the number has to be linked anew',
	},
	{
		name: 'Number Offline',
		value: 'number.offline',
		description: 'The number has stopped until somebody acts: its link, or its registration',
	},
	{
		name: 'Number Paused',
		value: 'number.paused',
		description: 'Somebody paused the number: what it has to send waits',
	},
	{
		name: 'Number Pending Too Long',
		value: 'number.pending_too_long',
		description:
			'A number of the Cloud API has waited 12 hours for its code, its registration or its new verification',
	},
	{
		name: 'Number Quality Changed',
		value: 'number.quality',
		description:
			'Bad answers of WhatsApp or of customers lowered what the number sends, or it recovered by a step. "change.reason" says why. With "change.field" quality it is the rating that Meta gives the number.',
	},
	{
		name: 'Number Reached a Cap',
		value: 'number.cap_reached',
		description:
			'A sending cap begins to hold messages back. Told once in the hour or day of the cap.',
	},
	{
		name: 'Number Ready',
		value: 'number.ready',
		description: 'The number can send: it is linked, or registered with the Cloud API',
	},
	{
		name: 'Number Restricted',
		value: 'number.restricted',
		description: 'WhatsApp has restricted the number for a while',
	},
	{
		name: 'Number Resumed',
		value: 'number.resumed',
		description: 'Somebody resumed the number',
	},
	{
		name: 'Number to Be Verified Again',
		value: 'number.reverify_needed',
		description:
			'A number of the Cloud API worked, and Meta wants it verified anew, as after its SIM moved to another carrier',
	},
	{
		name: 'Owner Claimed',
		value: 'owner.claimed',
		description: "A conversation that nobody had is somebody's now",
	},
	{
		name: 'Owner Released',
		value: 'owner.released',
		description: "A conversation is nobody's any more",
	},
	{
		name: 'Owner Transferred',
		value: 'owner.transferred',
		description: 'A conversation was handed over to another member of the team',
	},
	{
		name: 'SLA Hit',
		value: 'sla.hit',
		description: 'A conversation was resolved and all that its SLA policy promised was kept',
	},
	{
		name: 'SLA Missed',
		value: 'sla.missed',
		description: 'A time that an SLA policy promised has passed',
	},
	{
		name: 'SLA Warning',
		value: 'sla.warning',
		description: 'A time that an SLA policy promised comes near',
	},
	{
		name: 'Template Category Changed',
		value: 'template.category',
		description: 'Meta counts and charges a template of the account as another category',
	},
	{
		name: 'Template Quality Changed',
		value: 'template.quality',
		description: 'Customers rate a template of the account better or worse',
	},
	{
		name: 'Template Status Changed',
		value: 'template.status',
		description:
			'A template of the account was approved, rejected, paused, disabled, made or deleted. Meta is asked every 15 minutes, and every two while a review goes on.',
	},
	{
		name: 'Window Closed',
		value: 'window.closed',
		description: 'The 24 hours for free text are over',
	},
	{
		name: 'Window Closing',
		value: 'window.closing',
		description: 'In an hour the 24 hours for free text are over',
	},
];
