import type { InteractiveReply } from '../../../domain/inbound-content.ts';
import { asObject, asText, asTimestamp, parseJson, type JsonObject } from '../json.ts';
import type { ReadContent } from './content.ts';

/** Reads a tap on a quick reply of a template; its words are the text. */
export function readButton(value: unknown): ReadContent | undefined {
	const button = asObject(value);
	if (button === undefined) return undefined;
	const title = asText(button['text']) ?? null;
	const id = asText(button['payload']) ?? null;
	return { content: { type: 'button', reply: { kind: 'quickReply', id, title } }, text: title };
}

/** Reads a tap on a message of ours, a Flow that was filled in, or a permission to call. */
export function readInteractive(value: unknown): ReadContent | undefined {
	const interactive = asObject(value);
	const kind = asText(interactive?.['type']);
	const said = kind === undefined ? undefined : asObject(interactive?.[kind]);
	if (kind === undefined || said === undefined) return undefined;
	const reply = readReply(kind, said);
	if (reply === undefined) return undefined;
	return { content: { type: 'interactive', reply }, text: textOf(reply, said) };
}

function readReply(kind: string, said: JsonObject): InteractiveReply | undefined {
	const id = asText(said['id']);
	const title = asText(said['title']) ?? null;
	switch (kind) {
		case 'button_reply':
			return id === undefined ? undefined : { kind: 'button', id, title };
		case 'list_reply': {
			const description = asText(said['description']) ?? null;
			return id === undefined ? undefined : { kind: 'list', id, title, description };
		}
		case 'nfm_reply': {
			const response = parseResponse(said['response_json']);
			return {
				kind: 'flow',
				name: asText(said['name']) ?? null,
				response,
				flowToken: asText(asObject(response)?.['flow_token']) ?? null,
			};
		}
		case 'call_permission_reply':
			return {
				kind: 'callPermission',
				isGranted: said['response'] === 'accept',
				isPermanent: said['is_permanent'] === true,
				expiresAt: asTimestamp(said['expiration_timestamp']) ?? null,
				source: asText(said['response_source']) ?? null,
			};
		default:
			return undefined;
	}
}

/** Meta sends what was filled in as JSON in a text. */
function parseResponse(value: unknown): unknown {
	if (typeof value !== 'string') return value ?? null;
	const response = parseJson(value);
	return response === undefined ? value : response;
}

function textOf(reply: InteractiveReply, said: JsonObject): string | null {
	switch (reply.kind) {
		case 'quickReply':
		case 'button':
		case 'list':
			return reply.title;
		case 'flow':
			return asText(said['body']) ?? null;
		case 'callPermission':
			return null;
	}
}
