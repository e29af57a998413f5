import { badParameter, GraphRefusal, missingParameter } from '../graph/refusal.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { isJsonObject } from '../json.ts';
import { checkContent } from './form/content.ts';
import type { Sender } from './form/media.ts';
import { checkTemplate } from './form/template.ts';
import type { MessageTemplate } from '../state/template.ts';

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages; the other types: `form/`. */
const LONGEST_TEXT = 4096;
const LONGEST_OPAQUE = 512;

/** The values of `type` that Meta takes. */
const MESSAGE_TYPES = [
	'audio',
	'contacts',
	'document',
	'image',
	'interactive',
	'location',
	'reaction',
	'sticker',
	'template',
	'text',
	'video',
];

/** Whom a message is for, in the caller's words and understood. */
export interface Addressee {
	readonly input: string;
	readonly by: 'phone' | 'userId';
	/** Phone digits, or the BSUID. */
	readonly name: string;
}

/** A message whose form is right. Whether it may be sent is decided later. */
export interface Draft {
	readonly addressee: Addressee;
	readonly type: string;
	readonly body: string | null;
	readonly content: JsonValue;
	readonly quotes: string | null;
	readonly opaque: string | null;
	/** What is sent, if it is a template. */
	readonly template: MessageTemplate | null;
}

/** Reads the body of `POST /messages`, or refuses as Meta does. */
export function readDraft(body: JsonObject, sender: Sender): Draft {
	const addressee = readAddressee(body);
	const type = readType(body);
	const content = readContent(body, type);
	checkContent(type, content, sender);
	return {
		addressee,
		type,
		body: type === 'text' ? readTextBody(content) : null,
		content,
		quotes: readQuote(body),
		opaque: readOpaque(body),
		template: type === 'template' ? checkTemplate(content, sender, addressee.by) : null,
	};
}

/** `messaging_product` is required in everything that is posted to `/messages`. */
export function requireMessagingProduct(body: JsonObject): void {
	const product = body['messaging_product'];
	if (product === undefined) throw missingParameter('messaging_product');
	if (product !== 'whatsapp') {
		throw badParameter('Param messaging_product must be one of {WHATSAPP}.');
	}
}

/** The recipient as the caller wrote it, whether or not it is valid. `to` wins over `recipient`. */
export function recipientInput(body: JsonObject): string | null {
	const input = body['to'] ?? body['recipient'];
	return typeof input === 'string' || typeof input === 'number' ? String(input) : null;
}

function readAddressee(body: JsonObject): Addressee {
	const input = recipientInput(body);
	if (input === null || input === '') throw missingParameter('to');
	const recipientType = body['recipient_type'] ?? 'individual';
	if (recipientType !== 'individual') {
		throw badParameter('Param recipient_type must be one of {INDIVIDUAL}.');
	}
	return (body['to'] ?? null) === null
		? { input, by: 'userId', name: readUserId(input) }
		: { input, by: 'phone', name: readPhone(input) };
}

/** Accepts what https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages lists; a leading 00 is known to be refused. */
function readPhone(input: string): string {
	const digits = input.replace(/[+\-() ]/g, '');
	if (!/^[1-9]\d{6,14}$/.test(digits)) throw invalid("Parameter 'to' is not a phone number.");
	return digits;
}

function readUserId(input: string): string {
	if (!/^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/.test(input)) {
		throw invalid("Parameter 'recipient' is not a business-scoped user ID.");
	}
	return input;
}

function readType(body: JsonObject): string {
	const type = body['type'] ?? 'text';
	if (typeof type === 'string' && MESSAGE_TYPES.includes(type)) return type;
	const allowed = MESSAGE_TYPES.join(', ').toUpperCase();
	throw badParameter(`Param type must be one of {${allowed}} - got ${JSON.stringify(type)}.`);
}

function readContent(body: JsonObject, type: string): JsonValue {
	const content = body[type];
	if (content === undefined) throw missingParameter(type);
	if (type === 'contacts' ? Array.isArray(content) : isJsonObject(content)) return content;
	throw badParameter(`Param ${type} must be ${type === 'contacts' ? 'an array' : 'an object'}.`);
}

function readTextBody(content: JsonValue): string {
	const text = isJsonObject(content) ? content['body'] : undefined;
	if (typeof text !== 'string' || text === '') throw missingParameter("text['body']");
	if ([...text].length > LONGEST_TEXT) {
		throw badParameter(`Param text['body'] must be at most ${LONGEST_TEXT} characters long.`);
	}
	return text;
}

function readQuote(body: JsonObject): string | null {
	const context = body['context'];
	if (context === undefined) return null;
	const wamid = isJsonObject(context) ? context['message_id'] : undefined;
	if (typeof wamid !== 'string') throw missingParameter("context['message_id']");
	return wamid;
}

function readOpaque(body: JsonObject): string | null {
	const opaque = body['biz_opaque_callback_data'];
	if (opaque === undefined) return null;
	if (typeof opaque !== 'string') {
		throw badParameter('Param biz_opaque_callback_data must be a string.');
	}
	if ([...opaque].length > LONGEST_OPAQUE) {
		throw badParameter(
			`Param biz_opaque_callback_data must be at most ${LONGEST_OPAQUE} characters long.`,
		);
	}
	return opaque;
}

function invalid(details: string): GraphRefusal {
	return new GraphRefusal({ code: 100, details });
}
