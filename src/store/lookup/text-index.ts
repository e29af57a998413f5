import { sql, type RawBuilder } from 'kysely';
import { dialectOf } from '../transaction/dialect-of.ts';
import type { Tx } from '../schema.ts';

/** What separates words for PostgreSQL, whose own parser takes addresses and links for one word. */
const SEPARATORS = `@./\\-_:+#'`;

/**
 * The words of a message as PostgreSQL's index holds them. The query has to say it in the very same
 * words to be answered from the index.
 *
 * @param column the text, as SQL
 */
export function wordsOf(column: string): RawBuilder<unknown> {
	const text = `translate(coalesce(${column}, ''), ${quoted(SEPARATORS)}, ${quoted(' '.repeat(SEPARATORS.length))})`;
	return sql.raw(`to_tsvector('simple', ${text})`);
}

/** The words that are searched for: letters and digits, each the beginning of a word. */
export function readWords(text: string): readonly string[] {
	return [...text.toLowerCase().matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(([word]) => word);
}

/** Finds messages by their words. Every word has to be in the message, whole or as a beginning. */
export interface TextIndex {
	/** The newest messages with these words, by `text_row`, which rises with every stored message. */
	rowsBefore(before: number | null, limit: number): Promise<readonly number[]>;
	/** Whether a row of `message` has these words. */
	readonly isHit: RawBuilder<boolean>;
}

/**
 * @param words at least one, of {@link readWords}
 */
export function textIndex({ db }: Pick<Tx, 'db'>, words: readonly string[]): TextIndex {
	const rows = async (query: RawBuilder<{ text_row: number }>): Promise<readonly number[]> =>
		(await query.execute(db)).rows.map(({ text_row: row }) => row);
	const most = Number.MAX_SAFE_INTEGER;
	switch (dialectOf(db)) {
		case 'sqlite': {
			const match = words.map((word) => `"${word}"*`).join(' AND ');
			return {
				rowsBefore: (before, limit) =>
					rows(sql`select rowid as text_row from message_text
						where message_text match ${match} and rowid < ${before ?? most}
						order by rowid desc limit ${limit}`),
				// With a sign that keeps SQLite from reading the messages by all the words' rows.
				isHit: sql<boolean>`+message.text_row in (select rowid from message_text where message_text match ${match})`,
			};
		}
		case 'postgres': {
			const match = words.map((word) => `'${word}':*`).join(' & ');
			const isHit = sql<boolean>`${wordsOf('message.text')} @@ to_tsquery('simple', ${match})`;
			return {
				// On its own, so that nobody walks through all messages from the newest on.
				rowsBefore: (before, limit) =>
					rows(sql`with hit as materialized (select text_row from message where ${isHit})
						select text_row from hit where text_row < ${before ?? most}
						order by text_row desc limit ${limit}`),
				isHit,
			};
		}
	}
}

function quoted(text: string): string {
	return `'${text.replaceAll("'", "''")}'`;
}
