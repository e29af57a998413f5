import type { WrittenContent } from '../control/content.ts';
import type { JsonObject } from '../json.ts';
import { secondsOf } from './payload-parts.ts';

/** `type` and the object named like it, as webhooks carry a message: https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components. */
export function contentPayload(content: WrittenContent): JsonObject {
	switch (content.type) {
		case 'text':
			return named('text', { body: content.text });
		case 'image':
		case 'video':
		case 'audio':
		case 'document':
		case 'sticker': {
			const { id, mimeType, sha256 } = content.media;
			return named(content.type, {
				id,
				mime_type: mimeType,
				sha256,
				caption: content.caption,
				filename: content.fileName,
				voice: content.voice,
				animated: content.animated,
			});
		}
		case 'location': {
			const { type, ...place } = content;
			return named(type, place);
		}
		case 'contacts':
			return { type: 'contacts', contacts: [...content.contacts] };
		case 'reaction':
			return named('reaction', { message_id: content.messageId, emoji: content.emoji });
		case 'button':
			return named('button', { payload: content.payload, text: content.text });
		case 'buttonReply':
			return interactive('button_reply', { id: content.id, title: content.title });
		case 'listReply': {
			const { id, title, description } = content;
			return interactive('list_reply', { id, title, description });
		}
		case 'flowReply':
			return interactive('nfm_reply', {
				name: content.name ?? 'flow',
				body: 'Sent',
				response_json: JSON.stringify(content.response),
			});
		case 'callPermission': {
			const { response, isPermanent, expiresAt } = content;
			return interactive('call_permission_reply', {
				response,
				is_permanent: isPermanent,
				expiration_timestamp:
					expiresAt === undefined ? undefined : Number(secondsOf(expiresAt)),
				response_source: 'user_action',
			});
		}
		case 'order': {
			const { catalogId, items, text } = content;
			return named('order', { catalog_id: catalogId, text, product_items: [...items] });
		}
		case 'edit':
			return named('edit', {
				original_message_id: content.messageId,
				message: contentPayload(content.content),
			});
		case 'revoke':
			return named('revoke', { original_message_id: content.messageId });
		case 'unsupported': {
			const { kind, code = 131051 } = content;
			const title = code === 131051 ? 'Message type unknown' : 'Message unavailable';
			const error_data = { details: 'Message type is currently not supported.' };
			return {
				...named('unsupported', { type: kind }),
				errors: [{ code, title, message: title, error_data }],
			};
		}
	}
}

/** Types that neither open the window nor ask for an answer. Meta leaves it open: see the README. */
export function opensWindow({ type }: WrittenContent): boolean {
	return type !== 'reaction' && type !== 'edit' && type !== 'revoke';
}

/** What the log shows of it. */
export function readable(content: WrittenContent): string {
	switch (content.type) {
		case 'text':
		case 'button':
			return content.text;
		case 'buttonReply':
		case 'listReply':
			return content.title;
		default:
			return `(${content.type})`;
	}
}

/** What is not given is absent, never null. */
function named(type: string, said: JsonObject): JsonObject {
	const given = Object.entries(said).filter(([, value]) => value !== undefined);
	return { type, [type]: Object.fromEntries(given) };
}

function interactive(type: string, said: JsonObject): JsonObject {
	return { type: 'interactive', interactive: named(type, said) };
}
