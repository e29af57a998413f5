import { checkContacts, type ContactsContent } from './outgoing/contacts.ts';
import {
	checkButtons,
	checkLink,
	checkList,
	type ButtonsContent,
	type LinkContent,
	type ListContent,
} from './outgoing/interactive.ts';
import { checkLocation, type LocationContent } from './outgoing/location.ts';
import {
	checkMedia,
	type SourceRules,
	type AudioContent,
	type CaptionedContent,
	type DocumentContent,
	type StickerContent,
} from './outgoing/media.ts';
import { checkReaction, type ReactionContent } from './outgoing/reaction.ts';
import { checkTemplate, type TemplateContent } from './outgoing/template.ts';
import { checkText, type TextContent } from './outgoing/text.ts';

/** Everything that can be sent. Rows of the outbox hold it as JSON: fields are added, not renamed. */
export type OutgoingContent =
	| TextContent
	| CaptionedContent
	| AudioContent
	| DocumentContent
	| StickerContent
	| LocationContent
	| ContactsContent
	| ReactionContent
	| ButtonsContent
	| ListContent
	| LinkContent
	| TemplateContent;

/** The kinds of messages that can be sent. */
export type OutgoingType = OutgoingContent['type'];

/**
 * Checks everything that WhatsApp would refuse, before anything is put into the outbox.
 *
 * @param rules what the workspace allows. Default: no private addresses
 * @throws TeamError `invalidInput`, naming the field
 */
export function checkContent(
	content: OutgoingContent,
	rules: SourceRules = { privateAddresses: false },
): void {
	switch (content.type) {
		case 'text':
			return checkText(content);
		case 'image':
		case 'video':
		case 'audio':
		case 'document':
		case 'sticker':
			return checkMedia(content, rules);
		case 'location':
			return checkLocation(content);
		case 'contacts':
			return checkContacts(content);
		case 'reaction':
			return checkReaction(content);
		case 'buttons':
			return checkButtons(content, rules);
		case 'list':
			return checkList(content);
		case 'link':
			return checkLink(content, rules);
		case 'template':
			return checkTemplate(content, rules);
		default:
			content satisfies never;
	}
}

/** What a person would read of a message; `null` if it has no words. */
export function readableText(content: OutgoingContent): string | null {
	switch (content.type) {
		case 'text':
		case 'buttons':
		case 'list':
		case 'link':
		case 'template':
			return content.text;
		case 'image':
		case 'video':
		case 'document':
			return content.caption;
		case 'audio':
		case 'sticker':
			return null;
		case 'location':
			return content.name ?? content.address;
		case 'contacts':
			return content.contacts.map(({ name }) => name.formatted).join(', ');
		case 'reaction':
			return content.emoji;
	}
}
