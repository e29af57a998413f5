import type { LookupCursor, Page, FoundConversation, Paging } from '../ports/store.ts';
import { isSought } from './lookup-filter.ts';
import { readConversationsFound } from './lookup-rows.ts';
import type { Sought } from './lookup-scope.ts';
import type { Tx } from './schema.ts';
import { readWords, textIndex, type TextIndex } from './text-index.ts';

/** How many messages are looked at in one go: few at first, because most searches find enough. */
const STEPS = [200, 2_000, 20_000] as const;

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
	const index = textIndex(tx, words);
	const found = new Map<string, Hit>();
	let before = after?.key ?? null;
	for (let step = 0; found.size <= limit; step += 1) {
		const size = STEPS[Math.min(step, STEPS.length - 1)] ?? STEPS[0];
		const rows = await index.rowsBefore(before, size);
		const last = rows.at(-1);
		if (last === undefined) break;
		before = last;
		for (const hit of await hitsAmong(tx, sought, rows)) {
			if (!found.has(hit.conversation_id)) found.set(hit.conversation_id, hit);
		}
		// What an earlier page showed is not shown again.
		if (after !== null) await forgetShown(tx, found, index, after);
		if (rows.length < size) break;
	}
	const hits = [...found.values()];
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

interface Hit {
	readonly id: string;
	readonly conversation_id: string;
	readonly text_row: number;
}

async function hitsAmong(
	{ db }: Tx,
	sought: Sought,
	rows: readonly number[],
): Promise<readonly Hit[]> {
	const hits = await db
		.selectFrom('message')
		.innerJoin('conversation', 'conversation.id', 'message.conversation_id')
		.select(['message.id', 'message.conversation_id', 'message.text_row'])
		.where('message.text_row', 'in', [...rows])
		.where('message.deleted_at', 'is', null)
		.where('message.type', 'not in', UNSHOWN)
		.where((eb) => isSought(eb, sought))
		.orderBy('message.text_row', 'desc')
		.execute();
	return hits.map((hit) => ({ ...hit, text_row: hit.text_row ?? 0 }));
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
