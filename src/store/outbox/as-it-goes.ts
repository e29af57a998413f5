import type { Selectable } from 'kysely';
import type { NumberMode } from '../../domain/number/number.ts';
import type { OutgoingContent } from '../../domain/outgoing.ts';
import { isWindowOpen } from '../../domain/window.ts';
import { bodyHash } from './body-hash.ts';
import type { OutboxTable } from '../schema/sending.ts';

/** What of a row of the outbox says as what it goes. */
type Row = Pick<
	Selectable<OutboxTable>,
	'content_json' | 'category' | 'body_hash' | 'beyond_window' | 'fallback_json' | 'used_fallback'
>;

/**
 * A row as it would go now: where the window is closed, with its template in place of its free text.
 * It is decided anew at each claim, also of a message that is tried again.
 */
export function asItGoes<R extends Row & { readonly window_expires_at: number | null }>(
	row: R,
	mode: NumberMode,
	now: number,
): R {
	const { fallback_json: fallback, beyond_window: category } = row;
	if (fallback === null || category === null) return row;
	if (mode !== 'cloud' || isWindowOpen(row.window_expires_at, now)) {
		return { ...row, used_fallback: 0 };
	}
	const hash = bodyHash(JSON.parse(fallback) as OutgoingContent);
	return { ...row, content_json: fallback, category, body_hash: hash, used_fallback: 1 };
}

/** What a row was handed over with, or will be. */
export function contentOfRow(
	row: Pick<Row, 'content_json' | 'fallback_json' | 'used_fallback'>,
): OutgoingContent {
	const isFallback = row.used_fallback === 1 && row.fallback_json !== null;
	const json = isFallback ? row.fallback_json : row.content_json;
	return JSON.parse(json ?? row.content_json) as OutgoingContent;
}
