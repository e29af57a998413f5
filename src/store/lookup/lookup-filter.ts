import { sql, type ExpressionBuilder } from 'kysely';
import { plainLabel } from '../../domain/team/agent-scope.ts';
import type { Sought } from './lookup-scope.ts';
import type { Tables } from '../schema.ts';

type Builder = ExpressionBuilder<Pick<Tables, 'conversation'> & Tables, 'conversation'>;

/**
 * Whether a conversation is one that is looked for, said so that no index is chosen for it: that is
 * the business of `lookup-drive.ts`, which knows what is rare.
 */
export function isSought(eb: Builder, sought: Sought) {
	const { workspaceId, numberIds, filter } = sought;
	const hidden = <T>(column: string) => sql<T>`coalesce(${sql.ref(column)}, '')`;
	const hasOne = (labels: readonly string[]) =>
		eb.exists(
			eb
				.selectFrom('conversation_label')
				.select('conversation_label.label')
				.whereRef('conversation_label.conversation_id', '=', 'conversation.id')
				.where(PLAIN, 'in', labels),
		);
	const { statuses, owner, team, waitingBefore, neverAnswered, contactId } = filter;
	return eb.and([
		eb(hidden('conversation.workspace_id'), '=', workspaceId),
		eb('conversation.merged_into', 'is', null),
		...(numberIds === null ? [] : [eb(hidden('conversation.number_id'), 'in', numberIds)]),
		...(statuses === undefined ? [] : [eb(hidden('conversation.status'), 'in', statuses)]),
		...(owner === undefined ? [] : [eb(hidden('conversation.owner'), '=', owner ?? '')]),
		...(team === undefined ? [] : [eb(hidden('conversation.team'), '=', team)]),
		...(contactId === undefined ? [] : [eb(hidden('conversation.contact_id'), '=', contactId)]),
		...wantedLabels(sought).map(hasOne),
		...(waitingBefore === undefined
			? []
			: [eb('conversation.waiting_since', '<=', waitingBefore)]),
		...(neverAnswered === true
			? [
					eb('conversation.first_inbound_at', 'is not', null),
					eb('conversation.last_outbound_at', 'is', null),
				]
			: []),
		...(hidesErased(sought)
			? []
			: [
					eb.not(
						eb.exists(
							eb
								.selectFrom('contact')
								.select('contact.id')
								.whereRef('contact.id', '=', 'conversation.contact_id')
								.where('contact.erased_at', 'is not', null),
						),
					),
				]),
	]);
}

/** Labels, of each group of which a conversation must have one, as the index has them. */
export function wantedLabels({ filter, oneLabelOf }: Sought): readonly (readonly string[])[] {
	const labels = (filter.labels ?? []).map(spellings);
	return oneLabelOf === null ? labels : [...labels, oneLabelOf.flatMap(spellings)];
}

/**
 * Whether nobody who was erased can be found. Their rows stay, but without a label, an owner, a
 * team, and anything to wait for: where one of these is asked for, contacts need not be looked at.
 */
function hidesErased(sought: Sought): boolean {
	const { owner = null, team, waitingBefore } = sought.filter;
	const isOfSome = owner !== null || team !== undefined || waitingBefore !== undefined;
	return isOfSome || wantedLabels(sought).length > 0;
}

/** A label as the index of migration `013-lookup` has it. */
export const PLAIN = sql<string>`lower(conversation_label.label)`;

/** How a label may be written in that index: SQLite makes only the letters of ASCII small. */
function spellings(label: string): readonly string[] {
	const ascii = label.trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase());
	return [...new Set([plainLabel(label), ascii])];
}
