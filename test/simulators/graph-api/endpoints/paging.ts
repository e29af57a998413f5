import type { GraphCall } from '../graph/call.ts';
import { badParameter } from '../graph/refusal.ts';
import type { JsonObject } from '../json.ts';

/** Graph's own default. */
const DEFAULT_LIMIT = 25;

/** One page of a list, cut as `limit` and `after` ask, with Graph's cursors around it. */
export function pageOf(
	nodes: readonly JsonObject[],
	{ query, origin, version, path }: GraphCall,
): JsonObject {
	const limit = Number(query.get('limit') ?? DEFAULT_LIMIT);
	if (!Number.isInteger(limit) || limit < 1) {
		throw badParameter('Param limit must be a positive integer.');
	}
	const start = positionAfter(query.get('after'));
	const data = nodes.slice(start, start + limit);
	if (data.length === 0) return { data };
	const end = start + data.length;
	const cursors = { before: cursorOf(start), after: cursorOf(end) };
	if (end >= nodes.length) return { data, paging: { cursors } };
	const next = new URL(`/${version}${path}`, origin);
	next.search = query.toString();
	next.searchParams.set('limit', String(limit));
	next.searchParams.set('after', cursors.after);
	return { data, paging: { cursors, next: next.href } };
}

function cursorOf(position: number): string {
	return Buffer.from(`position:${position}`).toString('base64url');
}

function positionAfter(cursor: string | null): number {
	if (cursor === null) return 0;
	const position = /^position:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString());
	if (position === null) throw badParameter('Param after must be a valid cursor.');
	return Number(position[1]);
}
