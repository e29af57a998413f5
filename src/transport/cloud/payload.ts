import { formatWaId, type ContactKey } from '../../domain/address.ts';
import type { OutgoingContent } from '../../domain/outgoing.ts';
import type { HandOver } from '../../ports/transport.ts';
import { contactsPayload } from './payload-contacts.ts';
import { buttonsPayload, linkPayload, listPayload } from './payload-interactive.ts';
import { locationPayload } from './payload-location.ts';
import { mediaPayload } from './payload-media.ts';
import { templatePayload } from './payload-template.ts';

/** JSON on its way to Meta. */
export type Payload = Readonly<Record<string, unknown>>;

/**
 * The body of a send, as Meta takes it. A phone number is preferred where it is known.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages
 *
 * @returns `null` if Meta takes none of the recipient's addresses
 */
export function toPayload(message: HandOver): Payload | null {
	const target = toTarget(message.recipient);
	if (target === null) return null;
	const { content, replyTo } = message;
	// A reaction names its message itself; as an answer to it, it would be a quote as well.
	const isQuoting = replyTo !== null && content.type !== 'reaction';
	return {
		messaging_product: 'whatsapp',
		recipient_type: 'individual',
		...target,
		...toContent(content, replyTo),
		...(isQuoting ? { context: { message_id: replyTo } } : {}),
		biz_opaque_callback_data: message.outboxId,
	};
}

/** @returns `null` if Meta takes none of these addresses. */
function toTarget(recipient: readonly ContactKey[]): { to: string } | { recipient: string } | null {
	const phone = recipient.find((key) => key.type === 'phone');
	// Without the plus Meta may put the sender's own country code before it.
	if (phone !== undefined) return { to: `+${formatWaId(phone.value)}` };
	const user = recipient.find((key) => key.type === 'bsuid' || key.type === 'parentBsuid');
	return user === undefined ? null : { recipient: user.value };
}

/** The type, and the object named like it. */
function toContent(content: OutgoingContent, replyTo: string | null): Payload {
	switch (content.type) {
		case 'text':
			return {
				type: 'text',
				text: { preview_url: content.linkPreview, body: content.text },
			};
		case 'image':
		case 'video':
		case 'audio':
		case 'document':
		case 'sticker':
			return { type: content.type, [content.type]: mediaPayload(content) };
		case 'location':
			return { type: 'location', location: locationPayload(content) };
		case 'contacts':
			return { type: 'contacts', contacts: contactsPayload(content) };
		case 'reaction':
			return { type: 'reaction', reaction: { message_id: replyTo, emoji: content.emoji } };
		case 'buttons':
			return { type: 'interactive', interactive: buttonsPayload(content) };
		case 'list':
			return { type: 'interactive', interactive: listPayload(content) };
		case 'link':
			return { type: 'interactive', interactive: linkPayload(content) };
		case 'template':
			return { type: 'template', template: templatePayload(content) };
	}
}
