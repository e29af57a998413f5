import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import {
	isConversationStatus,
	wrong,
	type ContactFilter,
	type ConversationFilter,
	type ConversationOrder,
	type Piece,
} from '../../../../src/index.ts';
import { isOn, optionalText, readLimit, readTextList } from './values.ts';

const MINUTE_MS = 60_000;

/** What every list is asked besides its filter. */
export interface ListForm {
	readonly after: string | null;
	readonly limit: number | null;
	readonly actingAgent: string | null;
}

/** Reads 'Return All', 'Limit' and the options of a list. @throws TeamError `invalidInput` */
export function readListForm(context: IExecuteFunctions, index: number): ListForm {
	const options = readOptions(context, index);
	// An export has neither of the two fields: it is of all.
	const isAll: unknown = context.getNodeParameter('returnAll', index, true);
	return {
		after: optionalText(options['cursor']),
		limit: readLimit(isAll, context.getNodeParameter('limit', index, 50)),
		actingAgent: optionalText(options['actingAgent']),
	};
}

/** The collection 'Options' of one item. */
export function readOptions(context: IExecuteFunctions, index: number): IDataObject {
	return context.getNodeParameter('options', index, {}) as IDataObject;
}

/** Reads in what order conversations come. @throws TeamError `invalidInput` */
export function readOrder(context: IExecuteFunctions, index: number): ConversationOrder {
	const order = context.getNodeParameter('order', index, 'waiting');
	if (order === 'waiting' || order === 'lastMessage') return order;
	throw wrong('Order', 'is none that there is', 'Choose one from the list.');
}

/**
 * Reads which conversations are looked for. An empty filter is none.
 *
 * @throws TeamError `invalidInput`
 */
export function readConversationFilter(
	context: IExecuteFunctions,
	index: number,
	now: number,
): ConversationFilter {
	const given = context.getNodeParameter('filters', index, {}) as IDataObject;
	const [numberIds, labels, statuses] = [
		readTextList('Number IDs', given['numberIds']),
		readTextList('Labels', given['labels']),
		readTextList('Status', given['statuses']),
	];
	const [group, team, text, contactId, owner] = [
		optionalText(given['group']),
		optionalText(given['team']),
		optionalText(given['text']),
		optionalText(given['contactId']),
		optionalText(given['owner']),
	];
	if (!statuses.every(isConversationStatus)) {
		throw wrong('Status', 'has one that there is not', 'Choose from the list.');
	}
	if (isOn(given['unowned']) && owner !== null) {
		throw wrong('Owner', "and 'Unowned' exclude each other", 'Remove one of the two filters.');
	}
	return {
		...(numberIds.length === 0 ? {} : { numberIds }),
		...(labels.length === 0 ? {} : { labels }),
		...(statuses.length === 0 ? {} : { statuses }),
		...(group === null ? {} : { group }),
		...(team === null ? {} : { team }),
		...(text === null ? {} : { text }),
		...(contactId === null ? {} : { contactId }),
		...(owner === null ? {} : { owner: owner.toLowerCase() }),
		...(isOn(given['unowned']) ? { owner: null } : {}),
		...(isOn(given['neverAnswered']) ? { neverAnswered: true } : {}),
		...readWaiting(given['waitingMinutes'], now),
	};
}

function readWaiting(value: unknown, now: number): Pick<ConversationFilter, 'waitingBefore'> {
	if (optionalText(value) === null) return {};
	const minutes = Number(value);
	if (Number.isFinite(minutes) && minutes >= 0) {
		return { waitingBefore: Math.floor(now - minutes * MINUTE_MS) };
	}
	throw wrong('Waiting Longer Than (Minutes)', 'is no number', 'Write it as in 60.');
}

/** Reads which people are looked for. An empty filter is none. @throws TeamError `invalidInput` */
export function readContactFilter(context: IExecuteFunctions, index: number): ContactFilter {
	const given = context.getNodeParameter('filters', index, {}) as IDataObject;
	const [search, marketing] = [optionalText(given['search']), optionalText(given['marketing'])];
	const [system, type, id] = [
		optionalText(given['recordSystem']),
		optionalText(given['recordType']),
		optionalText(given['recordId']),
	];
	if (system === null && (type !== null || id !== null)) {
		throw wrong('CRM System', 'is empty', "Add the filter 'CRM System', as in hubspot.");
	}
	return {
		...(search === null ? {} : { search }),
		...(marketing === null ? {} : { marketing: readMarketing(marketing) }),
		...(system === null
			? {}
			: {
					record: {
						system: system.toLowerCase(),
						...(type === null ? {} : { type: type.toLowerCase() }),
						...(id === null ? {} : { id }),
					},
				}),
	};
}

function readMarketing(text: string): 'in' | 'out' | 'unknown' {
	if (text === 'in' || text === 'out' || text === 'unknown') return text;
	throw wrong('Marketing', 'is none that there is', 'Write in, out or unknown.');
}

/**
 * The items of a list. Each says where the list goes on, so that the last one of a run is enough.
 *
 * @param toItem what is shown of a row
 */
export async function itemsOf<T>(
	pieces: AsyncIterable<Piece<T>>,
	toItem: (row: T) => IDataObject,
	signal?: AbortSignal,
): Promise<readonly { readonly json: IDataObject }[]> {
	const items: IDataObject[] = [];
	let nextCursor: string | null = null;
	for await (const { rows, next } of pieces) {
		items.push(...rows.map(toItem));
		nextCursor = next;
		if (signal?.aborted === true) break;
	}
	return items.map((json) => ({ json: { ...json, nextCursor } }));
}
