import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import {
	isConversationStatus,
	wrong,
	type ContactFilter,
	type ConversationFilter,
	type ConversationOrder,
	type Piece,
} from '../../../src/index.ts';

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
	const isAll = context.getNodeParameter('returnAll', index, true) === true;
	return {
		after: textOf(options['cursor']),
		limit: isAll ? null : readLimit(context.getNodeParameter('limit', index, 50)),
		actingAgent: textOf(options['actingAgent']),
	};
}

/** The collection 'Options' of one item. */
export function readOptions(context: IExecuteFunctions, index: number): IDataObject {
	return context.getNodeParameter('options', index, {}) as IDataObject;
}

function readLimit(value: unknown): number {
	const limit = Number(value);
	if (Number.isInteger(limit) && limit > 0) return limit;
	throw wrong('Limit', 'is no whole number above 0', "Write it as in 50, or use 'Return All'.");
}

/** Text without the space around it; `null` for none. */
export function textOf(value: unknown): string | null {
	const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
	return text.trim() === '' ? null : text.trim();
}

/** The parts of a text that are divided by commas, or the entries of a list. */
export function listOf(value: unknown): readonly string[] {
	const parts: readonly unknown[] = Array.isArray(value)
		? value
		: (textOf(value) ?? '').split(',');
	return parts.flatMap((part) => textOf(part) ?? []);
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
		listOf(given['numberIds']),
		listOf(given['labels']),
		listOf(given['statuses']),
	];
	const [group, team, text, contactId, owner] = [
		textOf(given['group']),
		textOf(given['team']),
		textOf(given['text']),
		textOf(given['contactId']),
		textOf(given['owner']),
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
	if (textOf(value) === null) return {};
	const minutes = Number(value);
	if (Number.isFinite(minutes) && minutes >= 0) {
		return { waitingBefore: Math.floor(now - minutes * MINUTE_MS) };
	}
	throw wrong('Waiting Longer Than (Minutes)', 'is no number', 'Write it as in 60.');
}

/** Reads which people are looked for. An empty filter is none. @throws TeamError `invalidInput` */
export function readContactFilter(context: IExecuteFunctions, index: number): ContactFilter {
	const given = context.getNodeParameter('filters', index, {}) as IDataObject;
	const [search, marketing] = [textOf(given['search']), textOf(given['marketing'])];
	const [system, type, id] = [
		textOf(given['recordSystem']),
		textOf(given['recordType']),
		textOf(given['recordId']),
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

/** A switch, also one that an expression wrote as a text. */
export function isOn(value: unknown): boolean {
	return value === true || value === 'true';
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
