import {
	bringsCode,
	type HeaderMedia,
	type Template,
	type TemplateButton,
	type TemplateCard,
	type TemplateText,
} from './model.ts';

/** What has to be put in before a template can be sent. */
export interface TemplateField {
	/** Letters, digits and underscores: `body_1`, `card_2_button_1`. */
	readonly id: string;
	/** What it is, as people call it: `Body {{1}}`. */
	readonly name: string;
	/** {@link name} with Meta's example. */
	readonly label: string;
	/** `media` is a web address, an uploaded file's ID, or the name of a file of the item. */
	readonly type: 'text' | 'number' | 'media' | 'json';
	/** Only of `media`: what kind of file. */
	readonly media?: HeaderMedia;
	readonly isRequired: boolean;
	/** What Meta was shown; `null` if there is none. */
	readonly example: string | null;
}

/** The fields of a template, in the order in which a customer sees what they fill. */
export function fieldsOf(template: Template): readonly TemplateField[] {
	if (bringsCode(template)) return [CODE_FIELD];
	return [
		...partFields(template, { prefix: '', title: '' }),
		...template.cards.flatMap((card, index) =>
			partFields(card, {
				prefix: `card_${index + 1}_`,
				title: `Card ${index + 1}: `,
			}),
		),
	];
}

/** The code of a template that brings one: it stands in the text and in the button. */
export const CODE_FIELD = field('code', 'Code', 'text', { example: '123456' });

/** Where a part of a template stands: in front of its fields' ids and names. */
export interface Place {
	readonly prefix: string;
	readonly title: string;
}

function partFields(
	{ header, body, buttons }: TemplateCard,
	place: Place,
): readonly TemplateField[] {
	return [
		...(header === null ? [] : headerFields(header, place)),
		...(body === null ? [] : textFields('body', body, place)),
		...buttons.flatMap((button, index) => buttonFields(button, index, place)),
	];
}

function headerFields(
	header: NonNullable<TemplateCard['header']>,
	{ prefix, title }: Place,
): readonly TemplateField[] {
	switch (header.kind) {
		case 'text':
			return textFields('header', header, { prefix, title });
		case 'image':
		case 'video':
			return [mediaField(header.kind, { prefix, title })];
		case 'document':
			return [
				mediaField('document', { prefix, title }),
				field(`${prefix}header_file_name`, `${title}Header File Name`, 'text', {
					isRequired: false,
				}),
			];
		case 'location':
			return LOCATION.map(([id, name, type]) =>
				field(`${prefix}header_${id}`, `${title}Header ${name}`, type),
			);
	}
}

const MEDIA_NAMES: Readonly<Record<HeaderMedia, string>> = {
	image: 'Image',
	video: 'Video',
	document: 'Document',
};

function mediaField(media: HeaderMedia, { prefix, title }: Place): TemplateField {
	const name = `${title}Header ${MEDIA_NAMES[media]}`;
	return {
		...field(`${prefix}header`, name, 'media'),
		label: `${name} (URL, media ID or input binary field)`,
		media,
	};
}

const LOCATION = [
	['latitude', 'Latitude', 'number'],
	['longitude', 'Longitude', 'number'],
	['name', 'Place Name', 'text'],
	['address', 'Address', 'text'],
] as const;

function textFields(
	part: 'header' | 'body',
	{ variables }: TemplateText,
	{ prefix, title }: Place,
): readonly TemplateField[] {
	return variables.map(({ name, example }) =>
		field(`${prefix}${part}_${name}`, `${title}${TITLES[part]} {{${name}}}`, 'text', {
			example,
		}),
	);
}

const TITLES = { header: 'Header', body: 'Body' } as const;

function buttonFields(
	button: TemplateButton,
	index: number,
	{ prefix, title }: Place,
): readonly TemplateField[] {
	const id = `${prefix}button_${index + 1}`;
	const name = `${title}Button "${button.text}"`;
	switch (button.kind) {
		case 'quickReply':
			return [field(`${id}_payload`, `${name}: Payload`, 'text', { isRequired: false })];
		case 'url':
			if (button.ending === null) return [];
			return [
				field(`${id}_url`, `${name}: URL End`, 'text', {
					example: button.ending.example,
				}),
			];
		case 'copyCode':
			return [field(`${id}_code`, `${name}: Code`, 'text', { example: button.example })];
		case 'flow':
			return [
				field(`${id}_flow_token`, `${name}: Flow Token`, 'text', { isRequired: false }),
				field(`${id}_flow_data`, `${name}: Flow Data`, 'json', { isRequired: false }),
			];
		case 'otp':
		case 'fixed':
			return [];
	}
}

function field(
	id: string,
	name: string,
	type: TemplateField['type'],
	{ example = null as string | null, isRequired = true } = {},
): TemplateField {
	const label = example === null || example === '' ? name : `${name} (e.g. ${example})`;
	return { id, name, label, type, isRequired, example };
}
