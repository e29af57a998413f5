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

/** Where it is nobody's, nobody is there. */
const NOT_ASSIGNED = `={{ $json.reason === 'alreadyOwned'
	? $json.owner.name + ' is on it already, and will write to you here.'
	: 'Nobody is here now. Somebody will write to you tomorrow.' }}`;

/**
 * Who asks for a person is given one: who had the conversation last, or whoever had none for the
 * longest time, with a note. Where somebody is on it already, that is what the customer is told.
 */
export function router(credential: CredentialReference, name: string): WorkflowDraft {
	const operation = 'autoAssign';
	const trigger = begin(credential, { textContains: WORDS.person });
	const assign = own(
		'Who is next?',
		'Assign',
		{ operation, strategy: 'sticky' },
		{ credential, position: [240, 200] },
	);
	const greet = say('Say who', '=I am {{ $json.owner.name }}. How can I help?', {
		credential,
		at: [520, 100],
	});
	const note = own(
		'Write a note',
		'Note',
		{
			operation: 'add',
			conversation,
			text: `=Asked for a person: "{{ $('${TRIGGER_NAME}').first().json.message.text }}"`,
			mentions: `={{ $("Who is next?").item.json.owner.email }}`,
		},
		{ credential, position: [760, 100] },
	);
	const known = say('Say who is on it', NOT_ASSIGNED, { credential, at: [520, 320] });
	return workflow(
		name,
		[trigger, assign, greet, note, known],
		[
			{ from: trigger.name, to: assign.name },
			{ from: assign.name, to: greet.name, output: 0 },
			{ from: greet.name, to: note.name },
			{ from: assign.name, to: known.name, output: 1 },
		],
	);
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
