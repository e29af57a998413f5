import { problem, type TeamError } from '../../domain/problem.ts';
import type { Refusal } from '../../ports/store.ts';

/** Why something was refused, in words. */
export function refusalProblem(refusal: Refusal): TeamError {
	switch (refusal.kind) {
		case 'unknownConversation':
			return problem(
				'notFound',
				"The field 'Conversation' names none of the workspace that the agent may see",
				"Use the field 'conversation.id' of an item, and the credential of the same workspace. What is outside an agent's numbers and labels is not there for them.",
			);
		case 'unknownAgent':
			return unknownAgent(refusal.email);
		case 'notAllowed':
			return notAllowed(refusal);
	}
}

/** Whether something was refused. */
export function isRefusal(result: { readonly kind: string } | Refusal): result is Refusal {
	return REFUSALS.includes(result.kind);
}

const REFUSALS: readonly string[] = [
	'unknownConversation',
	'unknownAgent',
	'notAllowed',
] satisfies Refusal['kind'][];

/** Nobody in the team has this email. */
export function unknownAgent(email: string): TeamError {
	return problem(
		'notFound',
		`Nobody in the team has the email '${email}'`,
		"Add them with WhatsApp Team Inbox: resource 'Agent', operation 'Create or Update'.",
	);
}

function notAllowed({ why, email }: Extract<Refusal, { kind: 'notAllowed' }>): TeamError {
	switch (why) {
		case 'role':
			return problem(
				'notAllowed',
				`The role of '${email}' does not allow this`,
				'Viewers change nothing. What others have is given, taken by force and handed over by managers and owners alone.',
			);
		case 'targetRole':
			return problem(
				'notAllowed',
				`'${email}' cannot have conversations: a viewer answers nobody`,
				"Choose somebody else, or change their role with WhatsApp Team Inbox, resource 'Agent'.",
			);
		case 'targetScope':
			return problem(
				'notAllowed',
				`The conversation is outside the numbers or labels of '${email}'`,
				"Choose somebody who may see it, or change what they may see with WhatsApp Team Inbox, resource 'Agent'.",
			);
	}
}
