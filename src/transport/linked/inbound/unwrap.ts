import { asObject, type JsonObject } from '../json.ts';

/** What wraps a message in another: each holds it under `message`. */
const WRAPPERS = [
	'ephemeralMessage',
	'viewOnceMessage',
	'viewOnceMessageV2',
	'viewOnceMessageV2Extension',
	'documentWithCaptionMessage',
	'deviceSentMessage',
	'editedMessage',
	'associatedChildMessage',
	'lottieStickerMessage',
	'botInvokeMessage',
] as const;

/** No message is wrapped deeper than this: a view-once picture that disappears is two deep. */
const MAX_DEPTH = 6;

/** The message inside its wrappers; `undefined` if there is none. */
export function unwrap(message: JsonObject): JsonObject | undefined {
	let inner: JsonObject | undefined = message;
	for (let depth = 0; depth < MAX_DEPTH && inner !== undefined; depth += 1) {
		const wrapper = wrapperOf(inner);
		if (wrapper === undefined) return inner;
		inner = asObject(wrapper['message']);
	}
	return undefined;
}

function wrapperOf(message: JsonObject): JsonObject | undefined {
	for (const name of WRAPPERS) {
		const wrapper = asObject(message[name]);
		if (wrapper !== undefined) return wrapper;
	}
	return undefined;
}
