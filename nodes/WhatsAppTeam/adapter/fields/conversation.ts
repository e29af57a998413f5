import type { IExecuteFunctions } from 'n8n-workflow';
import { wrong } from '../../../../src/index.ts';

/**
 * Reads the field 'Conversation' for one item.
 *
 * @throws TeamError `invalidInput`
 */
export function readConversationId(context: IExecuteFunctions, index: number): string {
	const id = readLocator(context, 'conversation', index);
	if (id !== '') return id;
	throw wrong(
		'Conversation',
		'is empty',
		"The item may have no such field: use 'conversation.id' of an item of a WhatsApp Team Trigger.",
	);
}

/** What was chosen in a field that has several ways to choose; empty for nothing. */
export function readLocator(context: IExecuteFunctions, name: string, index: number): string {
	const value: unknown = context.getNodeParameter(name, index, '', { extractValue: true });
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
