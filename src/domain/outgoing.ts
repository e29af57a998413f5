/** What an outgoing message carries. */
export interface TextContent {
	readonly type: 'text';
	/** 1 to 4096 characters. */
	readonly text: string;
	/** Whether WhatsApp shows a preview of the first link. */
	readonly linkPreview: boolean;
}

/** Everything that can be sent. */
export type OutgoingContent = TextContent;

/**
 * The longest text of a message, in characters.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/messages/text-messages
 */
export const MAX_TEXT_LENGTH = 4096;
