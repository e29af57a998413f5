/** Reading what came from outside: each function gives a typed value or `undefined`, and never throws. */

/** An object, as yet unread. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** How many lists and objects may lie in one another: what copies JSON calls itself for each. */
const MAX_DEPTH = 50;

/** The value that a JSON text stands for; the text itself if it is none. */
export function parseJson(text: string): unknown {
	try {
		return withoutDepths(JSON.parse(text) as unknown);
	} catch {
		return text;
	}
}

/**
 * A copy without what lies too deep, and without what `isLeftOut` leaves out.
 *
 * @param isLeftOut asked for each key of each object
 */
export function withoutDepths(
	value: unknown,
	isLeftOut: (key: string) => boolean = () => false,
	levels = MAX_DEPTH,
): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (levels === 0) return null;
	if (Array.isArray(value)) {
		return value.map((entry) => withoutDepths(entry, isLeftOut, levels - 1));
	}
	const kept = Object.entries(value).filter(([key]) => !isLeftOut(key));
	return Object.fromEntries(
		kept.map(([key, entry]) => [key, withoutDepths(entry, isLeftOut, levels - 1)]),
	);
}

export function asObject(value: unknown): JsonObject | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as JsonObject)
		: undefined;
}

/** The objects of a list; what is none is left out. */
export function asObjects(value: unknown): readonly JsonObject[] {
	const list: readonly unknown[] = Array.isArray(value) ? value : [];
	return list.map(asObject).filter((entry) => entry !== undefined);
}

/** A text that is not empty. */
export function asText(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

export function asNumber(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Unix seconds, maybe as text, in milliseconds. */
export function asTimestamp(value: unknown): number | undefined {
	const seconds = typeof value === 'string' && /^\d{1,11}$/.test(value) ? Number(value) : value;
	const isSane = typeof seconds === 'number' && Number.isInteger(seconds) && seconds > 0;
	return isSane && seconds < 1e11 ? seconds * 1_000 : undefined;
}
