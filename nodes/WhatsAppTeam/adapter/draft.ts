import type { IExecuteFunctions } from 'n8n-workflow';
import {
	EXPIRES_AFTER_MS,
	MAX_TEXT_LENGTH,
	parsePhone,
	problem,
	type Category,
	type Draft,
	type Recipient,
} from '../../../src/index.ts';

interface Options {
	category?: Category;
	expiresAfter?: number;
	idempotencyKey?: string;
	linkPreview?: boolean;
	notBefore?: string;
	replyTo?: string;
}

/**
 * Reads the fields of Send for one item.
 *
 * @param keyOf makes the idempotency key; see `idempotency.ts`
 * @throws TeamError `invalidInput`, naming the field
 */
export function readDraft(
	context: IExecuteFunctions,
	index: number,
	keyOf: (index: number, own: string) => string,
): Draft {
	const options = context.getNodeParameter('options', index, {}) as Options;
	const category = options.category ?? 'service';
	const notBefore = readTime(options.notBefore);
	const due = Math.max(Date.now(), notBefore ?? 0);
	const patience =
		options.expiresAfter === undefined
			? EXPIRES_AFTER_MS[category]
			: options.expiresAfter * 60_000;
	return {
		recipient: readRecipient(context, index),
		content: {
			type: 'text',
			text: readText(context.getNodeParameter('text', index)),
			linkPreview: options.linkPreview ?? false,
		},
		category,
		idempotencyKey: keyOf(index, options.idempotencyKey ?? ''),
		replyTo: options.replyTo === undefined || options.replyTo === '' ? null : options.replyTo,
		notBefore,
		expiresAt: due + patience,
		cause: context.getExecutionId(),
	};
}

function readText(value: unknown): string {
	const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
	if (text.trim() === '') throw wrong('Text', 'is empty', 'Write what the customer shall read.');
	// Meta counts characters, not the units that JavaScript's length counts.
	const length = [...text].length;
	if (length <= MAX_TEXT_LENGTH) return text;
	throw wrong(
		'Text',
		`has ${length} characters; WhatsApp takes at most ${MAX_TEXT_LENGTH}`,
		'Shorten it, or send it in parts.',
	);
}

function readRecipient(context: IExecuteFunctions, index: number): Recipient {
	const mode = (context.getNodeParameter('recipient', index) as { mode: string }).mode;
	const raw: unknown = context.getNodeParameter('recipient', index, '', { extractValue: true });
	const value = typeof raw === 'string' || typeof raw === 'number' ? String(raw).trim() : '';
	if (value === '') {
		throw wrong(
			'Recipient',
			'is empty',
			'The item may have no such field: see the input of the node, or choose the recipient by phone.',
		);
	}
	if (mode === 'conversation') return { kind: 'conversation', conversationId: value };
	if (mode === 'contact') return { kind: 'contact', contactId: value };
	const phone = parsePhone(value);
	if (phone !== undefined) return { kind: 'phone', phone };
	throw wrong(
		'Recipient',
		'is not an international phone number',
		'Write it with its country code, as in +49 151 12345678.',
	);
}

function readTime(value: string | undefined): number | null {
	if (value === undefined || value === '') return null;
	const time = Date.parse(value);
	if (!Number.isNaN(time)) return time;
	throw wrong('Not Before', 'is not a date and time', 'Write it as in 2026-12-24T18:00:00Z.');
}

function wrong(field: string, what: string, advice: string) {
	return problem('invalidInput', `The field '${field}' ${what}`, advice);
}
