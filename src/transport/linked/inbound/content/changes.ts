import { asNumber, asObject, asText, type JsonObject } from '../../json.ts';
import { unwrap } from '../unwrap.ts';
import { readContent } from './content.ts';
import type { FileOrigin } from './media.ts';
import type { ReadContent } from './read.ts';

/**
 * The kinds of messages about messages that concern people.
 * @see https://github.com/WhiskeySockets/Baileys/blob/master/WAProto/WAProto.proto
 */
const REVOKE = 0;
const EDIT = 14;

/**
 * Reads a message about another one: that it was deleted for everyone, or edited. The text of an
 * edit is its text.
 *
 * @returns `null` for what devices arrange among themselves, `undefined` if it cannot be read
 */
export function readChange(
	protocol: JsonObject,
	origin: FileOrigin,
): ReadContent | null | undefined {
	const kind = asNumber(protocol['type']) ?? REVOKE;
	if (kind !== REVOKE && kind !== EDIT) return null;
	const target = asText(asObject(protocol['key'])?.['id']);
	if (target === undefined) return undefined;
	if (kind === REVOKE) return { content: { type: 'revoke', target }, text: null };
	const edited = unwrap(asObject(protocol['editedMessage']) ?? {});
	// An edit of an edit does not exist: it could be nested without end.
	if (edited === undefined || edited['protocolMessage'] !== undefined) return undefined;
	const read = readContent(edited, origin);
	if (read === null) return undefined;
	return { content: { type: 'edit', target, content: read.content }, text: read.text };
}
