import { checkFilled } from './field.ts';

/** Plain text. */
export interface TextContent {
	readonly type: 'text';
	/** 1 to 4096 characters. */
	readonly text: string;
	/** Whether WhatsApp shows a preview of the first link. */
	readonly linkPreview: boolean;
}

/**
 * The longest text of a message, in characters.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/messages/text-messages
 */
export const MAX_TEXT_LENGTH = 4096;

/** @throws TeamError `invalidInput` */
export function checkText({ text }: TextContent): void {
	checkFilled('Text', text, MAX_TEXT_LENGTH, {
		empty: 'Write what the customer shall read.',
		long: 'Shorten it, or send it in parts.',
	});
}
