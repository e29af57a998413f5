import type { IExecuteFunctions } from 'n8n-workflow';
import {
	EXPIRES_AFTER_MS,
	wrong,
	type Category,
	type Draft,
	type MediaFile,
	type Message,
	type Recipient,
	type Template,
	type TemplateReference,
	type Urgency,
} from '../../../../src/index.ts';
import { fieldsOf, type Fields } from './fields.ts';
import { readPerson } from './person.ts';
import { readSendContent } from './send-content.ts';
import { readRules, stepKey, type RuleOptions } from './send-rules.ts';

interface Options extends RuleOptions {
	category?: Category;
	expiresAfter?: number;
	idempotencyKey?: string;
	notBefore?: string;
	priority?: unknown;
	replyTo?: string;
	typing?: boolean;
}

/** What reading a message needs. */
export interface DraftTools {
	/** Makes the idempotency key; see `idempotency.ts`. */
	readonly keyOf: (index: number, own: string) => string;
	/** Reads a phone number, national ones too. */
	readonly readPhone: (text: string) => Promise<string | undefined>;
	/** Uploads a file for a message to this recipient, and gives its id. */
	readonly upload: (recipient: Recipient, file: MediaFile) => Promise<string>;
	/** Whether the workspace allows files at addresses of a private network. */
	readonly allowsPrivate: () => Promise<boolean>;
	/** A template for a message to this recipient; `null` if it goes by a linked number. */
	readonly findTemplate: (
		reference: TemplateReference,
		recipient: Recipient,
	) => Promise<Template | null>;
}

/** What reading the content of a message to a recipient needs. */
export interface ContentTools extends Pick<DraftTools, 'allowsPrivate'> {
	readonly upload: (file: MediaFile) => Promise<string>;
	readonly findTemplate: (reference: TemplateReference) => Promise<Template | null>;
}

/** What a message holds. Without a category of its own it has that of the options. */
export type ReadContent = Pick<Draft, 'content' | 'fallback'> & { readonly category?: Category };

/**
 * Reads what a message holds, and uploads its file once all of it is known to be right.
 *
 * @throws TeamError `invalidInput`, naming the field, or what the tools throw
 */
export type ContentReader = (
	context: IExecuteFunctions,
	index: number,
	tools: ContentTools,
) => Promise<ReadContent>;

/**
 * Reads the fields of Send for one item, and uploads its file once all else is known to be right.
 *
 * @param readContent what the message holds. Default: what the fields of Send say
 * @throws TeamError `invalidInput`, naming the field, or what the upload throws
 */
export async function readDraft(
	context: IExecuteFunctions,
	index: number,
	tools: DraftTools,
	readContent: ContentReader = readSendContent,
): Promise<Message> {
	const fields = fieldsOf(context, index);
	const options = context.getNodeParameter('options', index, {}) as Options;
	const urgency = readUrgency(options.priority);
	const notBefore = readTime(options.notBefore);
	const recipient = await readPerson(context, index, tools, 'recipient', 'Recipient');
	const replyTo = readReplyTo(fields, options);
	const rules = readRules(options);
	const ownKey = options.idempotencyKey ?? '';
	const step = ownKey === '' ? stepKey(rules) : null;
	const { category = options.category ?? 'service', ...content } = await readContent(
		context,
		index,
		{
			allowsPrivate: tools.allowsPrivate,
			upload: (file) => tools.upload(recipient, file),
			findTemplate: (reference) => tools.findTemplate(reference, recipient),
		},
	);
	const due = Math.max(Date.now(), notBefore ?? 0);
	const patience =
		options.expiresAfter === undefined
			? EXPIRES_AFTER_MS[category]
			: options.expiresAfter * 60_000;
	return {
		recipient,
		...content,
		category,
		idempotencyKey: step ?? tools.keyOf(index, ownKey),
		...(step === null ? {} : { keyScope: 'contact' as const }),
		replyTo,
		notBefore,
		expiresAt: due + patience,
		cause: context.getExecutionId(),
		...rules,
		...(urgency === 'normal' ? {} : { urgency }),
		...(options.typing === true ? { typing: true } : {}),
	};
}

/** The first among the messages of its category, one of them, or the last. */
function readUrgency(priority: unknown = 'normal'): Urgency {
	switch (priority) {
		case 'high':
		case 'normal':
		case 'low':
			return priority;
		default:
			throw wrong('Priority', 'is none that there is', 'Write high, normal or low.');
	}
}

/** What a reaction is about stands in a field of its own. */
function readReplyTo(fields: Fields, { replyTo }: Options): string | null {
	if (fields.text('messageType') !== 'reaction') return replyTo?.trim() || null;
	const messageId = fields.optional('messageId');
	if (messageId !== null) return messageId;
	throw wrong('Message ID', 'is empty', 'Say which message to react to.');
}

function readTime(value: string | undefined): number | null {
	if (value === undefined || value === '') return null;
	const time = Date.parse(value);
	if (!Number.isNaN(time)) return time;
	throw wrong('Not Before', 'is not a date and time', 'Write it as in 2026-12-24T18:00:00Z.');
}
