import { problem } from '../../domain/problem.ts';
import { withClient } from '../number/cloud-number.ts';
import { accessTo, linkedTo, type Asker } from '../number/number-access.ts';

/** Which message is to be shown as read. */
export interface MarkRead {
	/** Our id or WhatsApp's. */
	readonly messageId: string;
	/** Whether to show as well that somebody writes an answer. */
	readonly typing: boolean;
}

/** What was marked. */
export interface MarkedRead {
	readonly messageId: string | null;
	readonly providerId: string;
	readonly conversationId: string | null;
}

/**
 * Shows the customer that a message was read, and all before it. Doing it twice does no harm.
 *
 * @throws TeamError `notFound`, `invalidInput`, `numberNotOpen`, `remoteRefused`, `remoteUnreachable`
 */
export async function markRead(asker: Asker, request: MarkRead): Promise<MarkedRead> {
	const { store } = asker.office;
	const { workspaceId } = asker.own;
	const found = await store.findMessage({ workspaceId, messageId: request.messageId });
	// What WhatsApp named may have come before this inbox did: then Meta knows it, and we do not.
	if (found === null && !request.messageId.startsWith('wamid.')) throw unknownMessage();
	if (found?.direction === 'out') throw ownMessage();
	const message = found ?? {
		id: null,
		providerId: request.messageId,
		conversationId: null,
		numberId: asker.own.id,
		phoneNumberId: asker.own.phoneNumberId,
		contact: [],
	};
	const { id: messageId, providerId, conversationId, numberId, phoneNumberId } = message;
	if (providerId === null) throw unknownMessage();
	if (phoneNumberId === null) {
		const linked = linkedTo(asker, numberId);
		await linked.markRead(message.contact, providerId);
		if (request.typing) await linked.sendTyping(message.contact);
		return { messageId, providerId, conversationId };
	}
	const { sendReadReceipt } = await import('../../transport/cloud/read-receipt.ts');
	await withClient(await accessTo(asker, numberId), (client) =>
		sendReadReceipt(client, phoneNumberId, providerId, request.typing),
	);
	return { messageId, providerId, conversationId };
}

function unknownMessage() {
	return problem(
		'notFound',
		'There is no message with this ID in the workspace of the credential',
		"Use the field 'message.id' of an item of a WhatsApp Team Trigger.",
	);
}

function ownMessage() {
	return problem(
		'invalidInput',
		"The field 'Message ID' names a message that you sent",
		'Only messages of customers can be marked as read.',
	);
}
