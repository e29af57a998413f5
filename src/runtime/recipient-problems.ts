import { problem } from '../domain/problem.ts';

/** Said where a node is used in a way that cannot work. */
export function unknownRecipient(what: 'conversation' | 'contact') {
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
