import { readableText, type OutgoingContent } from '../outgoing.ts';

/**
 * What a message says, so that the same text is known again although its case or the space in it
 * differ. A file counts as well: the same caption under another picture is another message.
 *
 * @returns `null` for what says nothing by words, which may be the same as often as one likes
 */
export function textToCompare(content: OutgoingContent): string | null {
	switch (content.type) {
		case 'text':
		case 'buttons':
		case 'list':
		case 'link':
		case 'image':
		case 'video':
		case 'document': {
			const text = (readableText(content) ?? '').trim().replace(/\s+/g, ' ').toLowerCase();
			return text === '' ? null : `${text}\n${fileOf(content)}`;
		}
		case 'template':
			// Of one that brings a code, only the code would differ, and that is not kept.
			if (content.category === 'AUTHENTICATION') return null;
			return `template\n${content.name}\n${JSON.stringify(content.components)}`;
		case 'audio':
		case 'sticker':
		case 'location':
		case 'contacts':
		case 'reaction':
			return null;
	}
}

function fileOf(content: OutgoingContent): string {
	if (!('media' in content)) return '';
	const { media } = content;
	return media.kind === 'id' ? media.id : media.url;
}
