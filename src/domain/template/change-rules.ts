import { problem, type TeamError } from '../problem.ts';
import { DAY_MS } from '../settings.ts';
import { HOUR_MS } from '../window.ts';
import { formatReference } from './reference.ts';
import type { Template } from './model.ts';

/**
 * How often a template that is approved may be edited.
 * @see https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates#edit-a-message-template
 */
export const EDIT_LIMITS = [
	{ most: 1, withinMs: 24 * HOUR_MS, words: 'once within 24 hours' },
	{ most: 10, withinMs: 30 * DAY_MS, words: '10 times within 30 days' },
] as const;

/** How long edits are remembered, in ms. */
export const EDITS_KEPT_MS = 30 * DAY_MS;

const EDITABLE: readonly string[] = ['APPROVED', 'REJECTED', 'PAUSED'];

/**
 * Whether a template may be edited now, as far as it is known: edits made elsewhere are not.
 *
 * @param edits when it was edited from here while it was approved; ms since 1970, UTC
 * @returns why not, and how long to wait if waiting helps; `null` if it may
 */
export function whyNotEditable(
	template: Template,
	change: { readonly hasCategory: boolean },
	edits: readonly number[],
	now: number,
): TeamError | null {
	const { status } = template;
	const name = formatReference(template);
	if (!EDITABLE.includes(status)) {
		return problem(
			'invalidInput',
			`The template ${name} cannot be edited while its state is ${status}`,
			'Only approved, rejected and paused templates can be. A review ends within a day.',
		);
	}
	if (status !== 'APPROVED') return null;
	if (change.hasCategory) {
		return problem(
			'invalidInput',
			`The category of the template ${name} cannot be changed any more: it is approved`,
			'Make a new template with the other category.',
		);
	}
	for (const { most, withinMs, words } of EDIT_LIMITS) {
		const recent = edits.filter((at) => at > now - withinMs).sort((a, b) => a - b);
		if (recent.length < most) continue;
		const retryAfterMs = (recent[recent.length - most] ?? now) + withinMs - now;
		return problem(
			'invalidInput',
			`The template ${name} is approved, and was edited as often as Meta allows (${words})`,
			`Try again after ${new Date(now + retryAfterMs).toISOString()}.`,
			{ retryAfterMs },
		);
	}
	return null;
}

/** Whether a template may be deleted. @returns why not; `null` if it may */
export function whyNotDeletable(template: Template): TeamError | null {
	if (template.status !== 'DISABLED') return null;
	return problem(
		'invalidInput',
		`The template ${formatReference(template)} cannot be deleted: Meta has disabled it`,
		'Leave it; it counts towards the limit of the account, and cannot be sent.',
	);
}
