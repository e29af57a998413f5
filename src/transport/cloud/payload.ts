import { formatWaId, type ContactKey } from '../../domain/address.ts';
import type { HandOver } from '../../ports/transport.ts';

/**
 * The body of a send, as Meta takes it. A phone number is preferred where it is known.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages
 */
export function toPayload(message: HandOver): Readonly<Record<string, unknown>> | null {
	const target = toTarget(message.recipient);
	if (target === null) return null;
	const { content } = message;
	return {
		messaging_product: 'whatsapp',
		recipient_type: 'individual',
		...target,
		type: content.type,
		text: { preview_url: content.linkPreview, body: content.text },
		...(message.replyTo === null ? {} : { context: { message_id: message.replyTo } }),
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
