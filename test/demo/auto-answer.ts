import {
	node,
	teamSend,
	teamTrigger,
	workflow,
	type CredentialReference,
	type WorkflowDraft,
	type WorkflowNode,
} from '../e2e/support/workflow.ts';

/** The names of the workflows, by which a later start finds them again. */
export const WORKFLOW_NAME = 'Auto-answer';
export const LINKED_WORKFLOW_NAME = 'Auto-answer on the linked number';

/** The node in which each run begins. */
export const TRIGGER_NAME = 'A customer writes';

/** What the workflow answers. */
export const ANSWERS = {
	hours: 'We are open Monday to Saturday, 7:00 to 18:00. 🥐',
	prices: 'A loaf of bread is 4.20, a croissant 1.90.',
	/** To everything else, by name. */
	menu: (name: string) => `Hello ${name}! Ask me about our *hours* or a *price*.`,
} as const;

/** A workflow of the demo: looks for words in a message and answers. */
export function autoAnswer(credential: CredentialReference, name = WORKFLOW_NAME): WorkflowDraft {
	const trigger = teamTrigger(
		{ scope: 'number', events: ['message.received'] },
		{ credential, position: [0, 200] },
		TRIGGER_NAME,
	);
	const choice = node(
		'What is it about?',
		'n8n-nodes-base.switch',
		{
			mode: 'rules',
			rules: { values: [rule('Hours', ['hour', 'open']), rule('Prices', ['price', 'cost'])] },
			options: {
				fallbackOutput: 'extra',
				renameFallbackOutput: 'Anything else',
				ignoreCase: true,
			},
		},
		{ typeVersion: 3.4, position: [240, 180] },
	);
	const answers = [
		answer('Tell the hours', ANSWERS.hours, 0),
		answer('Tell the prices', ANSWERS.prices, 200),
		answer('Offer a menu', `=${ANSWERS.menu('{{ $json.contact.name }}')}`, 400),
	];
	return workflow(
		name,
		[trigger, choice, ...answers],
		[
			{ from: trigger.name, to: choice.name },
			...answers.map(({ name }, output) => ({ from: choice.name, to: name, output })),
		],
	);

	function answer(name: string, text: string, top: number): WorkflowNode {
		const parameters = {
			operation: 'send',
			recipient: {
				__rl: true,
				mode: 'conversation',
				value: '={{ $json.conversation.id }}',
			},
			messageType: 'text',
			text,
			options: { category: 'reply' },
		};
		return teamSend(parameters, { credential, position: [560, top] }, name);
	}
}

/** An output of the Switch for texts that contain one of the words. */
function rule(name: string, words: readonly string[]) {
	return {
		renameOutput: true,
		outputKey: name,
		conditions: {
			combinator: 'or',
			options: { version: 3, caseSensitive: false, leftValue: '', typeValidation: 'strict' },
			conditions: words.map((word) => ({
				id: word,
				leftValue: '={{ $json.message.text ?? "" }}',
				operator: { type: 'string', operation: 'contains' },
				rightValue: word,
			})),
		},
	};
}
