import type { ExpressionBuilder, Selectable } from 'kysely';
import type { EventType } from '../../domain/event.ts';
import type { TemplatePart } from '../../domain/item.ts';
import type { EventTable } from '../schema/log.ts';
import type { Tables } from '../schema.ts';

/** What events of templates carry: the template right after the event. */
export interface TemplateData {
	readonly name?: string;
	readonly language?: string;
	/** Of events of messages it is the status of the message. */
	readonly status?: string;
	readonly quality?: string | null;
	readonly category?: string;
}

/** Templates belong to an account: their events are told for each of its numbers. */
export function concernsNumber(numberId: string, types: readonly EventType[]) {
	const ofAccounts = types.filter((type) => type.startsWith('template.'));
	return (eb: ExpressionBuilder<Tables, 'event'>) => {
		const isOwn = eb('event.number_id', '=', numberId);
		if (ofAccounts.length === 0) return isOwn;
		return eb.or([
			isOwn,
			eb.and([
				eb('event.type', 'in', ofAccounts),
				eb.exists(
					eb
						.selectFrom('number as told')
						.innerJoin(
							'number as own',
							'own.business_account_id',
							'told.business_account_id',
						)
						.select('own.id')
						.whereRef('told.id', '=', 'event.number_id')
						.where('own.id', '=', numberId),
				),
			]),
		]);
	};
}

/** Whoever listens to one number hears of its account as that number. */
export function asToldBy<E extends Selectable<EventTable>>(
	events: readonly E[],
	numberId: string | null,
): readonly E[] {
	if (numberId === null) return events;
	return events.map((event) => ({ ...event, number_id: numberId }));
}

/** The template of an event that is about one. */
export function templatePartOf(data: TemplateData): { readonly template?: TemplatePart } {
	const { name, language, status, quality = null, category } = data;
	if (name === undefined || language === undefined || category === undefined) return {};
	return { template: { name, language, status: status ?? '', quality, category } };
}
