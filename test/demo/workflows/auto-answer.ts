import {
	node,
	workflow,
	type CredentialReference,
	type WorkflowDraft,
} from '../../e2e/support/workflow.ts';
import { begin, say, WORDS } from './parts.ts';

/** What the workflow answers. */
export const ANSWERS = {
	hours: 'We are open Monday to Saturday, 7:00 to 18:00. 🥐',
	prices: 'A loaf of bread is 4.20, a croissant 1.90.',
	/** To everything else, by name. */
	menu: (name: string) => `Hello ${name}! What would you like to know?`,
	/** What stands below it where there are no buttons. */
	words: 'Write "hours" or "prices".',
} as const;

/**
 * Looks for words in a message and answers; to anything else with a menu to tap.
 *
 * @param hasMenu whether the number can send buttons: a linked one cannot, and has no other workflow
 */
export function autoAnswer(
	credential: CredentialReference,
	name: string,
	hasMenu = true,
): WorkflowDraft {
	const others = Object.values(WORDS).join('|');
	const isOfNoOther = `$not($contains($lowercase(message.text & ''), /${others}/))`;
	const trigger = begin(credential, hasMenu ? { expression: isOfNoOther } : {});
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
	const menu = `=${ANSWERS.menu('{{ $json.contact.name }}')}${hasMenu ? '' : ` ${ANSWERS.words}`}`;
	const answers = [
		say('Tell the hours', ANSWERS.hours, { credential, at: [560, 0] }),
		say('Tell the prices', ANSWERS.prices, { credential, at: [560, 200] }),
		say('Offer a menu', menu, { credential, at: [560, 400], parameters: hasMenu ? MENU : {} }),
	];
	return workflow(
		name,
		[trigger, choice, ...answers],
		[
			{ from: trigger.name, to: choice.name },
			...answers.map(({ name: to }, output) => ({ from: choice.name, to, output })),
		],
	);
}

const MENU = {
	messageType: 'buttons',
	buttons: { values: [{ title: 'Opening hours' }, { title: 'Prices' }] },
};

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
