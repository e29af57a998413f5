/** Reading JSON from outside: each function gives a typed value or `undefined`, and never throws. */

/** A JSON object, as yet unread. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * How many lists and objects may lie in one another. Meta's have about ten; what copies or writes
 * JSON calls itself for each, and breaks down at some thousands.
 */
const MAX_DEPTH = 100;

/**
 * The value that a JSON text stands for; `undefined` if it is none. What lies deeper than 100 levels
 * becomes `null`, so that the rest of it is not lost.
 */
export function parseJson(text: string): unknown {
	try {
		const root: Record<string, unknown> = { value: JSON.parse(text) };
		cutOff(root, MAX_DEPTH);
		return root['value'];
	} catch {
		return undefined;
	}
}

function cutOff(parent: Record<string, unknown>, levels: number): void {
	for (const [key, value] of Object.entries(parent)) {
		if (typeof value !== 'object' || value === null) continue;
		if (levels === 0) parent[key] = null;
		else cutOff(value as Record<string, unknown>, levels - 1);
	}
}

export function asObject(value: unknown): JsonObject | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as JsonObject)
		: undefined;
}

/** An empty list if it is none: Meta leaves empty lists out. */
export function asList(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

/** The objects of a list; what is none is left out. */
export function asObjects(value: unknown): readonly JsonObject[] {
	return asList(value)
		.map(asObject)
		.filter((entry) => entry !== undefined);
}

/** A text that is not empty. */
export function asText(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

export function asNumber(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A number, also one that is written as text. */
export function asNumeric(value: unknown): number | undefined {
	const isText = typeof value === 'string' && /^-?\d{1,15}(\.\d{1,15})?$/.test(value);
	return asNumber(isText ? Number(value) : value);
}

/** Unix seconds as Meta writes them, mostly as text, in milliseconds. */
export function asTimestamp(value: unknown): number | undefined {
	const seconds = typeof value === 'string' && /^\d{1,11}$/.test(value) ? Number(value) : value;
	const isSane = typeof seconds === 'number' && Number.isInteger(seconds) && seconds > 0;
	return isSane && seconds < 1e11 ? seconds * 1_000 : undefined;
}
