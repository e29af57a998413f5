/** What `JSON.parse` may return. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;

/** A JSON object; a key that is asked for may be absent. */
export interface JsonObject {
	[key: string]: JsonValue | undefined;
}

/** Tells an object from the other JSON values, arrays included. */
export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses a request body. Text that is no JSON object gives an empty one, as Graph treats it. */
export function parseJsonObject(text: string): JsonObject {
	try {
		const value: unknown = JSON.parse(text);
		return isJsonObject(value) ? value : {};
	} catch {
		return {};
	}
}

/**
 * JSON in which every non-ASCII character is a `\uXXXX` escape (astral ones as surrogate pairs).
 * Meta signs its webhooks in this form, so a receiver that serialises again gets other bytes.
 * https://developers.facebook.com/docs/messenger-platform/webhooks#validate-payloads
 */
export function asciiJson(value: unknown): string {
	return JSON.stringify(value).replace(
		/[^\0-\x7f]/g,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}
