import {
	manualTrigger,
	workflow,
	type CredentialReference,
	type WorkflowDraft,
} from '../../e2e/support/workflow.ts';
import { begin, own, say, TRIGGER_NAME, WORDS } from './parts.ts';

/** The team of the bakery. */
export const TEAM = [
	{ email: 'mia@example.com', name: 'Mia' },
	{ email: 'noah@example.com', name: 'Noah' },
] as const;

const conversation = {
	__rl: true,
	mode: 'conversation',
	value: `={{ $('${TRIGGER_NAME}').first().json.conversation.id }}`,
};

/** Who asks for a person is given one: whoever had none for the longest time, with a note. */
export function router(credential: CredentialReference, name: string): WorkflowDraft {
	const operation = 'autoAssign';
	return workflow(name, [
		begin(credential, { textContains: WORDS.person }),
		own(
			'Who is next?',
			'Assign',
			{ operation, strategy: 'sticky' },
			{ credential, position: [240, 200] },
		),
		say('Say who', '=I am {{ $json.owner.name }}. How can I help?', {
			credential,
			at: [480, 200],
			options: { signature: '={{ $("Who is next?").item.json.owner.name }}' },
		}),
		own(
			'Write a note',
			'Note',
			{
				operation: 'add',
				conversation,
				text: `=Asked for a person: "{{ $('${TRIGGER_NAME}').first().json.message.text }}"`,
				mentions: `={{ $("Who is next?").item.json.owner.email }}`,
			},
			{ credential, position: [720, 200] },
		),
	]);
}

/** Makes the team known, once. */
export function hireTeam(credential: CredentialReference): WorkflowDraft {
	const hire = TEAM.map(({ email, name }, index) =>
		own(
			`Hire ${name}`,
			'Inbox',
			{ resource: 'agent', operation: 'upsert', email, agentFields: { name } },
			{ credential, position: [240 * (index + 1), 200] },
		),
	);
	return workflow('The team of the bakery', [manualTrigger(), ...hire]);
}
