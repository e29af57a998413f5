import { problem } from '../../domain/problem.ts';
import type { UnknownRecipient } from '../../ports/store.ts';

/** Said where a node is used in a way that cannot work. */
export function unknownRecipient(what: UnknownRecipient['what']) {
	if (what === 'role') {
		return problem(
			'notAllowed',
			"The role of the 'Acting Agent' does not allow to send",
			"A viewer answers nobody. Choose somebody else, or change their role with WhatsApp Team Inbox, resource 'Agent'.",
		);
	}
	if (what === 'outside') {
		return problem(
			'notFound',
			"The recipient is none that the 'Acting Agent' may see",
			"What is outside an agent's numbers and labels is not there for them. Choose somebody else, or change what they may see with WhatsApp Team Inbox, resource 'Agent'.",
		);
	}
	return problem(
		'notFound',
		`There is no ${what} with this ID in the workspace of the credential`,
		`Use the ID of an item of a WhatsApp Team Trigger ('{{ $json.${what}.id }}'), or choose the recipient by phone.`,
	);
}

/** Said of what the number's kind cannot do. */
export function unsupported() {
	return problem(
		'invalidInput',
		'This is not possible with a linked number',
		'Use a number of the Cloud API.',
	);
}
