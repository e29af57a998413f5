import type { IExecuteFunctions } from 'n8n-workflow';
import {
	checkContent,
	checkFile,
	EXPIRES_AFTER_MS,
	wrong,
	type Category,
	type Message,
	type MediaKind,
	type MediaSource,
	type OutgoingContent,
	type OutgoingFile,
	type Recipient,
} from '../../../src/index.ts';
import { binaryFile } from './binary-file.ts';
import { mediaKindOf, readContent } from './draft-content.ts';
import { fieldsOf, type Fields } from './fields.ts';
import { readRules, stepKey, type RuleOptions } from './send-rules.ts';

interface Options extends RuleOptions {
	category?: Category;
	expiresAfter?: number;
	idempotencyKey?: string;
	notBefore?: string;
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
	readonly upload: (recipient: Recipient, file: OutgoingFile) => Promise<string>;
	/** Whether the workspace allows files at addresses of a private network. */
	readonly allowsPrivate: () => Promise<boolean>;
}

/**
 * Reads the fields of Send for one item, and uploads its file once all else is known to be right.
 *
 * @throws TeamError `invalidInput`, naming the field, or what the upload throws
 */
export async function readDraft(
	context: IExecuteFunctions,
	index: number,
	tools: DraftTools,
): Promise<Message> {
	const fields = fieldsOf(context, index);
	const options = context.getNodeParameter('options', index, {}) as Options;
	const category = options.category ?? 'service';
	const notBefore = readTime(options.notBefore);
	const due = Math.max(Date.now(), notBefore ?? 0);
	const patience =
		options.expiresAfter === undefined
			? EXPIRES_AFTER_MS[category]
			: options.expiresAfter * 60_000;
	const recipient = await readRecipient(context, index, tools.readPhone);
	const replyTo = readReplyTo(fields, options);
	const rules = readRules(options);
	const ownKey = options.idempotencyKey ?? '';
	const step = ownKey === '' ? stepKey(rules) : null;
	return {
		recipient,
		content: await readCheckedContent(context, index, fields, {
			allowsPrivate: tools.allowsPrivate,
			upload: (file) => tools.upload(recipient, file),
		}),
		category,
		idempotencyKey: step ?? tools.keyOf(index, ownKey),
		...(step === null ? {} : { keyScope: 'contact' as const }),
		replyTo,
		notBefore,
		expiresAt: due + patience,
		cause: context.getExecutionId(),
		...rules,
		...(options.typing === true ? { typing: true } : {}),
	};
}

/** Stands for the id of a file that is not uploaded yet. */
const NOT_YET: MediaSource = { kind: 'id', id: '0' };

async function readCheckedContent(
	context: IExecuteFunctions,
	index: number,
	fields: Fields,
	{
		allowsPrivate,
		upload,
	}: Pick<DraftTools, 'allowsPrivate'> & { upload: (file: OutgoingFile) => Promise<string> },
): Promise<OutgoingContent> {
	const kind = mediaKindOf(fields);
	const source = kind === null ? NOT_YET : readSource(fields);
	const file = source === null ? await readFile(context, index, fields, kind) : null;
	const fileName = file?.fileName ?? null;
	const content = readContent(fields, source ?? NOT_YET, fileName);
	checkContent(content, {
		privateAddresses: source?.kind === 'url' && (await allowsPrivate()),
	});
	if (file === null) return content;
	return readContent(fields, { kind: 'id', id: await upload(file) }, fileName);
}

/** @returns `null` for a file of the item */
function readSource(fields: Fields): MediaSource | null {
	switch (fields.text('mediaSource')) {
		case 'url':
			return { kind: 'url', url: fields.text('mediaUrl').trim() };
		case 'id':
			return { kind: 'id', id: fields.text('mediaId').trim() };
		default:
			return null;
	}
}

async function readFile(
	context: IExecuteFunctions,
	index: number,
	fields: Fields,
	kind: MediaKind | null,
): Promise<OutgoingFile> {
	const file = await binaryFile(context, index, fields.text('binaryPropertyName').trim());
	if (kind !== null) checkFile(kind, file, kind === 'audio' && fields.isOn('voice'));
	return file;
}

async function readRecipient(
	context: IExecuteFunctions,
	index: number,
	readPhone: DraftTools['readPhone'],
): Promise<Recipient> {
	// Read once: an expression costs some milliseconds.
	const locator = context.getNodeParameter('recipient', index) as {
		mode: string;
		value: unknown;
	};
	const { mode, value: raw } = locator;
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
	const phone = await readPhone(value);
	if (phone !== undefined) return { kind: 'phone', phone };
	throw wrong(
		'Recipient',
		'is not a phone number that can be dialled from everywhere',
		"Write it with its country code, as in +49 151 12345678, or set the 'Default Country' in the credential.",
	);
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
