import type { GraphClient } from './graph-client.ts';
import { successOf } from './number-report.ts';

/**
 * Shows the customer that a message was read, and all before it. With `typing`, also that somebody
 * writes: for 25 seconds, or until the answer comes.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/guides/mark-message-as-read
 *
 * @throws TeamError `remoteRefused` or `remoteUnreachable`
 */
export async function sendReadReceipt(
	client: GraphClient,
	phoneNumberId: string,
	providerId: string,
	typing: boolean,
): Promise<void> {
	successOf(
		await client.call('POST', `${phoneNumberId}/messages`, {
			messaging_product: 'whatsapp',
			status: 'read',
			message_id: providerId,
			...(typing ? { typing_indicator: { type: 'text' } } : {}),
		}),
	);
}
