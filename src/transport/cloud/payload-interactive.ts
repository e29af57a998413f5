import type {
	ButtonsContent,
	Header,
	LinkContent,
	ListContent,
	ListRow,
} from '../../domain/outgoing/interactive.ts';
import { fileNamePayload, sourcePayload } from './payload-media.ts';

/**
 * Reply buttons as Meta takes them.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-reply-buttons-messages
 */
export function buttonsPayload(content: ButtonsContent) {
	return {
		type: 'button',
		...framePayload(content),
		action: {
			buttons: content.buttons.map(({ id, title }) => ({
				type: 'reply',
				reply: { id, title },
			})),
		},
	};
}

/**
 * A list as Meta takes it.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-list-messages
 */
export function listPayload(content: ListContent) {
	return {
		type: 'list',
		...framePayload(content),
		action: {
			button: content.button,
			sections: content.sections.map(({ title, rows }) => ({
				...(title === null ? {} : { title }),
				rows: rows.map(rowPayload),
			})),
		},
	};
}

/**
 * A button that opens a page as Meta takes it.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-cta-url-messages
 */
export function linkPayload(content: LinkContent) {
	return {
		type: 'cta_url',
		...framePayload(content),
		action: {
			name: 'cta_url',
			parameters: { display_text: content.linkText, url: content.url },
		},
	};
}

function framePayload({ header, text, footer }: ButtonsContent | ListContent | LinkContent) {
	return {
		...(header === null ? {} : { header: headerPayload(header) }),
		body: { text },
		...(footer === null ? {} : { footer: { text: footer } }),
	};
}

function headerPayload(header: Header) {
	switch (header.kind) {
		case 'text':
			return { type: 'text', text: header.text };
		case 'image':
		case 'video':
			return { type: header.kind, [header.kind]: sourcePayload(header.media) };
		case 'document': {
			const document = {
				...sourcePayload(header.media),
				...fileNamePayload(header.fileName),
			};
			return { type: 'document', document };
		}
	}
}

function rowPayload({ id, title, description }: ListRow) {
	return { id, title, ...(description === null ? {} : { description }) };
}
