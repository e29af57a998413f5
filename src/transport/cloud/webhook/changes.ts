import { asObject, asText } from '../json.ts';
import { readContent, type ReadContent } from './content.ts';

/** Reads the new content of an earlier message; its text is the text. */
export function readEdit(value: unknown): ReadContent | undefined {
	const edit = asObject(value);
	const target = asText(edit?.['original_message_id']);
	const message = asObject(edit?.['message']);
	const type = asText(message?.['type']);
	if (target === undefined || message === undefined || type === undefined) return undefined;
	// An edit of an edit does not exist: it could be nested without end.
	if (type === 'edit' || type === 'revoke') return undefined;
	const { content, text } = readContent(type, message);
	return { content: { type: 'edit', target, content }, text };
}

/** Reads that an earlier message was deleted for everyone. */
export function readRevoke(value: unknown): ReadContent | undefined {
	const target = asText(asObject(value)?.['original_message_id']);
	return target === undefined ? undefined : { content: { type: 'revoke', target }, text: null };
}
