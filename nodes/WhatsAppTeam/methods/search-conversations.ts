import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { ConversationFilter, FoundConversation, LookupDesk } from '../../../src/index.ts';
import { openDeskOf } from '../adapter/credential.ts';
import { toNodeError } from '../adapter/errors.ts';
import { asWatched } from './search-templates.ts';

/** How many conversations the list shows before it is scrolled, and people that a search looks at. */
const PAGE = 25;
const PEOPLE = 10;

/**
 * Conversations, the newest message first; with a filter those of people whose name has it, or
 * whose phone ends with it.
 */
export async function searchConversations(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: unknown,
): Promise<INodeListSearchResult> {
	try {
		const lookup = (await openDeskOf(asWatched(this))).lookup();
		const search = filter?.trim() ?? '';
		if (search !== '') return { results: (await ofPeople(lookup, search)).map(toResult) };
		const after = typeof paginationToken === 'string' ? paginationToken : null;
		const { rows, next } = await firstPiece(lookup, {}, after);
		return {
			results: rows.map(toResult),
			...(next === null ? {} : { paginationToken: next }),
		};
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

async function firstPiece(
	lookup: LookupDesk,
	filter: ConversationFilter,
	after: string | null,
): Promise<{ readonly rows: readonly FoundConversation[]; readonly next: string | null }> {
	const form = { filter, order: 'lastMessage', after, limit: PAGE, actingAgent: null } as const;
	const { value } = await lookup.conversations(form).next();
	return value === undefined ? { rows: [], next: null } : value;
}

async function ofPeople(lookup: LookupDesk, search: string): Promise<readonly FoundConversation[]> {
	const form = { filter: { search }, after: null, limit: PEOPLE, actingAgent: null };
	const { value } = await lookup.contacts(form).next();
	const found: FoundConversation[] = [];
	for (const { id } of value?.rows ?? []) {
		found.push(...(await firstPiece(lookup, { contactId: id }, null)).rows);
	}
	return found;
}

function toResult({ conversation, contact, number }: FoundConversation) {
	const name = contact.name ?? contact.phone ?? contact.username ?? 'Unknown';
	return { name: `${name} (${number.label}, ${conversation.status})`, value: conversation.id };
}
