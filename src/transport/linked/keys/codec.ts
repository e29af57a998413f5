import type { Baileys, SignalDataTypeMap } from '../baileys.ts';

/** Kinds that hold no bytes: JSON alone is enough for them, and several times faster. */
const PLAIN: ReadonlySet<string> = new Set([
	'session',
	'lid-mapping',
	'device-list',
	'sender-key-memory',
]);

/** What we write ourselves among the keys of the library. */
export const JOURNAL = 'inbox';

/** How bytes begin that stand where there should be none. */
const BYTES = '{"type":"Buffer"';

/** A value of Baileys' as text. */
export function encodeKey(baileys: Baileys, kind: string, value: unknown): string {
	// What is text already stays as it is.
	if (kind === JOURNAL && typeof value === 'string') return value;
	const isPlain = PLAIN.has(kind) && !(value instanceof Uint8Array);
	return isPlain
		? JSON.stringify(value)
		: JSON.stringify(
				value,
				baileys.BufferJSON.replacer as (key: string, value: unknown) => unknown,
			);
}

/** The value that a text stands for; `undefined` if it cannot be read any more. */
export function decodeKey<Kind extends keyof SignalDataTypeMap>(
	baileys: Baileys,
	kind: Kind,
	text: string,
): SignalDataTypeMap[Kind] | undefined {
	const isPlain = PLAIN.has(kind) && !text.startsWith(BYTES);
	const value = parse(text, isPlain ? undefined : baileys.BufferJSON.reviver);
	if (value === undefined || value === null) return undefined;
	const revived =
		kind === 'app-state-sync-key'
			? baileys.proto.Message.AppStateSyncKeyData.fromObject(value)
			: value;
	return revived as SignalDataTypeMap[Kind];
}

/** The JSON of a text, whole or with its bytes; `undefined` if it is none. */
export function parse(
	text: string,
	reviver?: (key: string, value: unknown) => unknown,
): object | undefined {
	try {
		return JSON.parse(text, reviver) as object;
	} catch {
		return undefined;
	}
}
