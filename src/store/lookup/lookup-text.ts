import type { LookupCursor, Page, FoundConversation, Paging } from '../../ports/store.ts';
import { chooseDrive, type Ids } from './lookup-drive.ts';
import { isSought } from './lookup-filter.ts';
import { readConversationsFound } from './lookup-rows.ts';
import type { Sought } from './lookup-scope.ts';
import type { Tx } from '../schema.ts';
import { readWords, textIndex, type TextIndex } from './text-index.ts';

/** How many messages are looked at in one go, at first and at the most. */
const [FIRST, MOST] = [200, 20_000];

/** Notices and changes of messages hold texts that are told elsewhere. */
const UNSHOWN = ['edit', 'revoke', 'system'];

/**
 * Conversations with a message that has all the words, the newest message first. A conversation
 * comes once, with its newest message of that kind.
 */
export async function searchByText(
	tx: Tx,
	sought: Sought,
	{ after, limit }: Paging,
): Promise<Page<FoundConversation>> {
	const words = readWords(sought.filter.text ?? '');
	if (words.length === 0 || sought.numberIds?.length === 0) return { rows: [], next: null };
	const range = { index: textIndex(tx, words), after, limit: limit + 1 };
	const hits = await newestHits(tx, sought, range);
	const page = hits.slice(0, limit);
	const rows = await readConversationsFound(
		tx,
		page.map((hit) => hit.conversation_id),
		page.map((hit) => hit.id),
	);
	const end = page.at(-1);
	const next = hits.length > limit && end !== undefined ? end : null;
	return { rows, next: next === null ? null : { key: next.text_row, id: next.id } };
}

interface Range {
	readonly index: TextIndex;
	readonly after: LookupCursor | null;
	readonly limit: number;
}

/** The newest hit of each conversation, from the newest message on until there are enough. */
async function newestHits(tx: Tx, sought: Sought, range: Range): Promise<readonly Hit[]> {
	const { index, after, limit } = range;
	const found = new Map<string, Hit>();
	let before = after?.key ?? null;
	for (let size = FIRST; ;) {
		const rows = await index.rowsBefore(before, size);
		before = rows.at(-1) ?? null;
		const hits = await hitsAmong(tx, sought)
			.select(['message.id', 'message.conversation_id', 'message.text_row'])
			.where('message.text_row', 'in', [...rows])
			.orderBy('message.text_row', 'desc')
			.execute();
		for (const hit of hits) {
			if (!found.has(hit.conversation_id)) found.set(hit.conversation_id, toHit(hit));
		}
		// What an earlier page showed is not shown again.
		if (after !== null) await forgetShown(tx, found, index, after);
		if (found.size >= limit || rows.length < size) return [...found.values()];
		if (size === FIRST) {
			const drive = await chooseDrive(tx, sought, 'lastMessage');
			if (drive.kind === 'rows') return await hitsWithin(tx, sought, { ...range, ...drive });
		}
		// As many as it takes if the rest is like these: where words are common, to ask costs most.
		size = Math.min(MOST, Math.ceil((2 * size * limit) / Math.max(1, found.size)));
	}
}

/** The same of a few conversations. However common the words are, no others are looked at. */
async function hitsWithin(
	tx: Tx,
	sought: Sought,
	{ ids, index, after, limit }: Range & { readonly ids: Ids },
): Promise<readonly Hit[]> {
	const newest = hitsAmong(tx, sought)
		.select((eb) => eb.fn.max('message.text_row').as('text_row'))
		.where('message.conversation_id', 'in', ids)
		.where(index.isHit)
		.groupBy('message.conversation_id')
		.$if(after !== null, (query) =>
			query.having((eb) => eb.fn.max('message.text_row'), '<', after?.key ?? 0),
		)
		.orderBy('text_row', 'desc')
		.limit(limit);
	const hits = await tx.db
		.selectFrom('message')
		.select(['id', 'conversation_id', 'text_row'])
		.where('text_row', 'in', newest)
		.orderBy('text_row', 'desc')
		.execute();
	return hits.map(toHit);
}

interface Hit {
	readonly id: string;
	readonly conversation_id: string;
	readonly text_row: number;
}

function toHit(row: Omit<Hit, 'text_row'> & { readonly text_row: number | null }): Hit {
	return { ...row, text_row: row.text_row ?? 0 };
}

function hitsAmong({ db }: Tx, sought: Sought) {
	return db
		.selectFrom('message')
		.innerJoin('conversation', 'conversation.id', 'message.conversation_id')
		.where('message.deleted_at', 'is', null)
		.where('message.type', 'not in', UNSHOWN)
		.where((eb) => isSought(eb, sought));
}

async function forgetShown(
	{ db }: Tx,
	found: Map<string, Hit>,
	index: TextIndex,
	after: LookupCursor,
): Promise<void> {
	const shown = await db
		.selectFrom('message')
		.select('message.conversation_id')
		.distinct()
		.where('message.conversation_id', 'in', [...found.keys()])
		.where('message.text_row', '>=', after.key)
		.where('message.deleted_at', 'is', null)
		.where('message.type', 'not in', UNSHOWN)
		.where(index.isHit)
		.execute();
	for (const { conversation_id: id } of shown) found.delete(id);
}
