import { problem, type TeamError } from '../problem.ts';
import { formatReference } from './reference.ts';
import type { Template } from './model.ts';

/**
 * Whether a template can be sent as it stands.
 *
 * @returns why not; `null` if it can
 */
export function whyNotSendable(template: Template): TeamError | null {
	const { status } = template;
	if (status === 'APPROVED') return null;
	const [what, advice] = REASONS.get(status) ?? [
		`has the state ${status}`,
		'See it in WhatsApp Manager.',
	];
	return problem(
		'invalidInput',
		`The template ${formatReference(template)} ${what}`,
		`${advice} Nothing was sent.`,
	);
}

const REASONS: ReadonlyMap<string, readonly [what: string, advice: string]> = new Map([
	['PENDING', ['is still being reviewed by Meta', 'Wait: it takes minutes, at most a day.']],
	['IN_APPEAL', ['is being reviewed by Meta once more', 'Wait for the end of the review.']],
	['REJECTED', ['was rejected by Meta', 'Edit it; its reason stands in WhatsApp Manager.']],
	[
		'PAUSED',
		[
			'is paused by Meta because of its quality',
			'Wait (3 hours the first time, 6 the second), or edit it.',
		],
	],
	['DISABLED', ['is disabled by Meta for good', 'Make a new template with other words.']],
	['ARCHIVED', ['is archived', 'Bring it back in WhatsApp Manager.']],
	['PENDING_DELETION', ['is being deleted', 'Choose another one.']],
	['DELETED', ['is deleted', 'Choose another one.']],
	['LIMIT_EXCEEDED', ['is over the limit of the account', 'Delete templates that nobody uses.']],
]);

/** There is no such template. */
export function noSuchTemplate(reference: { name: string; language: string }): TeamError {
	return problem(
		'notFound',
		`There is no template ${formatReference(reference)} in the account of the number`,
		'Check the name and the exact language code, as in en_US, or choose it from the list.',
	);
}
