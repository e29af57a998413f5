import {
	node,
	teamSend,
	teamTrigger,
	packageName,
	type CredentialReference,
	type NodeOptions,
	type WorkflowNode,
} from '../../e2e/support/workflow.ts';

/** The node in which each run begins. */
export const TRIGGER_NAME = 'A customer writes';

/** The words by which the workflows of the demo tell what is theirs. */
export const WORDS = { offer: 'offer', person: 'person', reminder: 'remind' } as const;

/** A node of ours. */
export function own(
	name: string,
	type: 'Assign' | 'Inbox' | 'Note',
	parameters: Readonly<Record<string, unknown>>,
	options: NodeOptions,
): WorkflowNode {
	return node(name, `${packageName}.whatsAppTeam${type}`, parameters, options);
}

/** Begins with each message that passes a filter. */
export function begin(
	credential: CredentialReference,
	filters: Readonly<Record<string, unknown>>,
): WorkflowNode {
	return teamTrigger(
		{ scope: 'number', events: ['message.received'], filters },
		{ credential, position: [0, 200] },
		TRIGGER_NAME,
	);
}

/** Answers in the conversation of the message that began the run. */
export function say(
	name: string,
	text: string,
	{ credential, at, options = {}, ...more }: SayOptions,
): WorkflowNode {
	const parameters = {
		operation: 'send',
		recipient: {
			__rl: true,
			mode: 'conversation',
			value: `={{ $('${TRIGGER_NAME}').first().json.conversation.id }}`,
		},
		messageType: 'text',
		text,
		options: { category: 'reply', ...options },
		...more.parameters,
	};
	return teamSend(parameters, { credential, position: at }, name);
}

interface SayOptions {
	readonly credential: CredentialReference;
	/** On the canvas. */
	readonly at: readonly [number, number];
	readonly options?: Readonly<Record<string, unknown>>;
	readonly parameters?: Readonly<Record<string, unknown>>;
}

/** Lets some time pass. */
export function pause(name: string, seconds: number, at: readonly [number, number]): WorkflowNode {
	return node(
		name,
		'n8n-nodes-base.wait',
		{ resume: 'timeInterval', amount: seconds, unit: 'seconds' },
		{ typeVersion: 1.1, position: at },
	);
}
