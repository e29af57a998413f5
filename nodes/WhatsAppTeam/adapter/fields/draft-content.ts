import {
	wrong,
	type Header,
	type ListRow,
	type MediaKind,
	type MediaSource,
	type OutgoingContent,
	type OutgoingType,
} from '../../../../src/index.ts';
import { readCards } from './contact-cards.ts';
import type { Fields } from './fields.ts';

/**
 * Reads what a message holds. Nothing of it is checked yet.
 *
 * @param media where its file comes from, if it has one
 * @param fileName the name of that file, where the field is empty
 * @throws TeamError `invalidInput`
 */
export function readContent(
	fields: Fields,
	media: MediaSource,
	fileName: string | null,
): OutgoingContent {
	const type = fields.text('messageType') as OutgoingType;
	switch (type) {
		case 'text': {
			const { linkPreview } = fields.value('options') as { linkPreview?: boolean };
			const text = signed(fields, fields.text('text'));
			return { type, text, linkPreview: linkPreview ?? false };
		}
		case 'image':
		case 'video':
			return { type, media, caption: readCaption(fields) };
		case 'audio':
			return { type, media, voice: fields.isOn('voice') };
		case 'document':
			return {
				type,
				media,
				caption: readCaption(fields),
				fileName: fields.optional('fileName') ?? fileName,
			};
		case 'sticker':
			return { type, media };
		case 'location':
			return {
				type,
				latitude: fields.number('latitude'),
				longitude: fields.number('longitude'),
				name: fields.optional('locationName'),
				address: fields.optional('locationAddress'),
			};
		case 'contacts':
			return { type, contacts: readCards(fields) };
		case 'reaction':
			return { type, emoji: fields.text('emoji').trim() };
		case 'buttons':
			return {
				type,
				...readFrame(fields),
				header: readHeader(fields, media, fileName),
				buttons: fields.entries('buttons').map((button) => ({
					id: button('id') || button('title'),
					title: button('title'),
				})),
			};
		case 'list': {
			const headerText = fields.optional('headerText');
			return {
				type,
				...readFrame(fields),
				header: headerText === null ? null : { kind: 'text', text: headerText },
				button: fields.text('listButton').trim(),
				sections: readSections(fields),
			};
		}
		case 'link':
			return {
				type,
				...readFrame(fields),
				header: readHeader(fields, media, fileName),
				linkText: fields.text('linkText').trim(),
				url: fields.text('linkUrl').trim(),
			};
		default:
			throw wrong('Message Type', 'is none that WhatsApp has', 'Choose one from the list.');
	}
}

/** The kind of the file that a message has, `null` if it has none. */
export function mediaKindOf(fields: Fields): MediaKind | null {
	const type = fields.text('messageType');
	const kind = type === 'buttons' || type === 'link' ? fields.text('headerType') : type;
	switch (kind) {
		case 'image':
		case 'video':
		case 'audio':
		case 'document':
		case 'sticker':
			return kind;
		default:
			return null;
	}
}

function readCaption(fields: Fields): string | null {
	const caption = fields.optional('caption');
	return caption === null ? null : signed(fields, caption);
}

/** What a person would write has their name below it. */
function signed(fields: Fields, text: string): string {
	const { signature = '' } = (fields.value('options') || {}) as { signature?: string };
	const name = signature.trim();
	return name === '' || text.trim() === '' ? text : `${text}\n\n${name}`;
}

function readFrame(fields: Fields) {
	return { text: fields.text('text'), footer: fields.optional('footer') };
}

function readHeader(fields: Fields, media: MediaSource, fileName: string | null): Header | null {
	const kind = fields.text('headerType');
	switch (kind) {
		case 'text':
			return { kind, text: fields.text('headerText').trim() };
		case 'image':
		case 'video':
			return { kind, media };
		case 'document':
			return { kind, media, fileName: fields.optional('fileName') ?? fileName };
		default:
			return null;
	}
}

/** Rows with the same section stand together, in the order in which the sections come first. */
function readSections(fields: Fields) {
	const sections = new Map<string, ListRow[]>();
	for (const row of fields.entries('rows')) {
		const rows = sections.get(row('section')) ?? [];
		rows.push({
			id: row('id') || row('title'),
			title: row('title'),
			description: row('description') || null,
		});
		sections.set(row('section'), rows);
	}
	return [...sections].map(([title, rows]) => ({ title: title || null, rows }));
}
