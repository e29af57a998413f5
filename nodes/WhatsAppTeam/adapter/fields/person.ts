import type { IExecuteFunctions } from 'n8n-workflow';
import { wrong, type Desk, type Recipient } from '../../../../src/index.ts';

/**
 * Reads the field 'Contact' for one item, or another one that chooses a person or conversation.
 *
 * @param name of the field, and below it what the panel shows
 * @throws TeamError `invalidInput`
 */
export async function readPerson(
	context: IExecuteFunctions,
	index: number,
	desk: Pick<Desk, 'readPhone'>,
	name = 'contact',
	label = 'Contact',
): Promise<Recipient> {
	// Read once: an expression costs some milliseconds.
	const { mode, value: raw } = context.getNodeParameter(name, index) as {
		readonly mode: string;
		readonly value: unknown;
	};
	const value = typeof raw === 'string' || typeof raw === 'number' ? String(raw).trim() : '';
	if (value === '') {
		throw wrong(
			label,
			'is empty',
			'The item may have no such field: see the input of the node, or choose the person by phone.',
		);
	}
	if (mode === 'contact') return { kind: 'contact', contactId: value };
	if (mode === 'conversation' || mode === 'list')
		return { kind: 'conversation', conversationId: value };
	const phone = await desk.readPhone(value);
	if (phone !== undefined) return { kind: 'phone', phone };
	throw wrong(
		label,
		'is not a phone number that can be dialled from everywhere',
		"Write it with its country code, as in +49 151 12345678, or set the 'Default Country' in the credential.",
	);
}
