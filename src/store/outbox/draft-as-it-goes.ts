import type { NumberMode } from '../../domain/number/number.ts';
import type { Forecast } from '../../domain/sending-rules.ts';
import { categoryOf } from '../../domain/template/model.ts';
import { isWindowOpen } from '../../domain/window.ts';
import type { Draft } from '../../ports/store.ts';
import type { Tx } from '../schema.ts';
import type { Target } from './target.ts';

/** When a message would go, as far as is known. */
export function timeOf(forecast: Forecast, now: number): number {
	return forecast.verdict === 'queued' ? Math.max(forecast.until ?? now, now) : now;
}

/**
 * A draft as it would go at a time: where the window is closed by then, with its template in place
 * of its free text. The claim decides the same of a row: `as-it-goes.ts`.
 */
export async function draftAsItGoes(
	{ db }: Pick<Tx, 'db'>,
	draft: Draft,
	{ numberId, conversationId }: Target,
	at: number,
): Promise<Draft> {
	const { fallback = null, content } = draft;
	if (fallback === null || content.type === 'template') return draft;
	const number = await db
		.selectFrom('number')
		.select('mode')
		.where('id', '=', numberId)
		.executeTakeFirstOrThrow();
	const chat = await db
		.selectFrom('conversation')
		.select('window_expires_at')
		.where('id', '=', conversationId ?? '')
		.executeTakeFirst();
	const isFree =
		(number.mode as NumberMode) !== 'cloud' ||
		isWindowOpen(chat?.window_expires_at ?? null, at);
	return isFree ? draft : { ...draft, content: fallback, category: categoryOf(fallback) };
}
