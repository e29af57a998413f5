import { lengthOf, wrong } from '../outgoing/field.ts';
import type {
	TemplateComponent,
	TemplateContent,
	TemplateParameter,
} from '../outgoing/template.ts';
import { CODE_FIELD, fieldsOf } from './fields.ts';
import {
	bringsCode,
	type Template,
	type TemplateButton,
	type TemplateCard,
	type TemplateHeader,
	type TemplateText,
} from './model.ts';
import { MASK, readableOf, type FilledPart } from './readable.ts';
import { ValueReader, VALUE_LIMITS, type TemplateValues } from './values.ts';
import { fillGaps } from './variables.ts';

/**
 * The longest that parts may become with their values, in characters.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components
 */
export const FILLED_LIMITS = { header: 60, body: 1024, cardBody: 160 } as const;

/**
 * Fills the gaps of a template.
 *
 * @throws TeamError `invalidInput`, naming the field whose value is missing or wrong
 */
export function fillTemplate(template: Template, given: TemplateValues): TemplateContent {
	refuseUnknownParts(template);
	const reader = new ValueReader(fieldsOf(template), given);
	const { name, language, category } = template;
	const named = { type: 'template', name, language, category } as const;
	if (bringsCode(template)) return { ...named, ...fillCode(template, reader) };
	const filler = new Filler(template.isNamed, reader);
	const whole = filler.part(template, { prefix: '', title: '', longest: FILLED_LIMITS.body });
	const cards = template.cards.map((card, index) =>
		filler.part(card, {
			prefix: `card_${index + 1}_`,
			title: `Card ${index + 1}: `,
			longest: FILLED_LIMITS.cardBody,
		}),
	);
	const carousel: TemplateComponent = {
		kind: 'carousel',
		cards: cards.map(({ components }, index) => ({ index, components })),
	};
	return {
		...named,
		text: readableOf(template, whole, cards),
		components: [...whole.components, ...(cards.length === 0 ? [] : [carousel])],
	};
}

function refuseUnknownParts({ unknownParts }: Template): void {
	const [part] = unknownParts;
	if (part === undefined) return;
	throw wrong(
		'Template',
		`has a part that this node cannot fill (${part})`,
		'Choose another template, or send this one from WhatsApp Manager.',
	);
}

/** The code stands in the text and in the button; nobody but the customer may read it. */
function fillCode(
	template: Template,
	reader: ValueReader,
): Pick<TemplateContent, 'text' | 'components'> {
	const code = reader.code(CODE_FIELD.id);
	const parameter: TemplateParameter = { kind: 'text', text: code, name: null };
	const index = template.buttons.findIndex(
		(button) => button.kind === 'otp' || (button.kind === 'url' && button.ending !== null),
	);
	const button: TemplateComponent = { kind: 'button', button: 'url', index, parameter };
	const masked = { header: null, body: fillGaps(template.body?.text ?? '', MASK) };
	return {
		text: readableOf(template, masked, []),
		components: [{ kind: 'body', parameters: [parameter] }, ...(index === -1 ? [] : [button])],
	};
}

interface Where {
	readonly prefix: string;
	readonly title: string;
	/** Of the body. */
	readonly longest: number;
}

interface Filled extends FilledPart {
	readonly components: readonly TemplateComponent[];
}

class Filler {
	readonly #isNamed: boolean;
	readonly #reader: ValueReader;

	constructor(isNamed: boolean, reader: ValueReader) {
		this.#isNamed = isNamed;
		this.#reader = reader;
	}

	/** The template without its cards, or one card. */
	part({ header, body, buttons }: TemplateCard, where: Where): Filled {
		const { prefix, title, longest } = where;
		const top = header === null ? NOTHING : this.#header(header, where);
		const middle =
			body === null ? NOTHING : this.#text('body', body, { prefix, title, longest });
		const below = buttons.flatMap((button, index) => this.#button(button, index, prefix));
		return {
			header: top.text,
			body: middle.text,
			components: [
				...(top.parameters.length === 0
					? []
					: [{ kind: 'header', parameters: top.parameters } as const]),
				...(middle.parameters.length === 0
					? []
					: [{ kind: 'body', parameters: middle.parameters } as const]),
				...below,
			],
		};
	}

	#header(header: TemplateHeader, { prefix, title }: Where): FilledText {
		const reader = this.#reader;
		switch (header.kind) {
			case 'text':
				return this.#text('header', header, {
					prefix,
					title,
					longest: FILLED_LIMITS.header,
				});
			case 'image':
			case 'video': {
				const { media } = reader.file(`${prefix}header`);
				return { text: null, parameters: [{ kind: header.kind, media }] };
			}
			case 'document': {
				const file = reader.file(`${prefix}header`);
				const fileName = reader.fileName(`${prefix}header_file_name`, file);
				return {
					text: null,
					parameters: [{ kind: 'document', media: file.media, fileName }],
				};
			}
			case 'location': {
				const name = reader.text(`${prefix}header_name`);
				const parameter: TemplateParameter = {
					kind: 'location',
					latitude: reader.degrees(`${prefix}header_latitude`, 90),
					longitude: reader.degrees(`${prefix}header_longitude`, 180),
					name,
					address: reader.text(`${prefix}header_address`),
				};
				return { text: name, parameters: [parameter] };
			}
		}
	}

	#text(
		part: 'header' | 'body',
		{ text, variables }: TemplateText,
		{ prefix, title, longest }: Where,
	): FilledText {
		const values = new Map(
			variables.map(({ name }) => [name, this.#reader.text(`${prefix}${part}_${name}`)]),
		);
		const filled = fillGaps(text, values);
		const length = lengthOf(filled);
		if (variables.length > 0 && length > longest) {
			throw wrong(
				`${title}${part === 'header' ? 'Header' : 'Body'}`,
				`has ${length} characters with these values; WhatsApp takes at most ${longest}`,
				'Shorten the values.',
			);
		}
		return {
			text: filled,
			parameters: [...values].map(([name, value]) => ({
				kind: 'text',
				text: value,
				name: this.#isNamed ? name : null,
			})),
		};
	}

	#button(button: TemplateButton, index: number, prefix: string): readonly TemplateComponent[] {
		const id = `${prefix}button_${index + 1}`;
		const put = (
			kind: Extract<TemplateComponent, { kind: 'button' }>['button'],
			parameter: TemplateParameter,
		): readonly TemplateComponent[] => [{ kind: 'button', button: kind, index, parameter }];
		switch (button.kind) {
			case 'quickReply': {
				const payload = this.#reader.optional(`${id}_payload`, VALUE_LIMITS.payload);
				return payload === null ? [] : put('quickReply', { kind: 'payload', payload });
			}
			case 'url': {
				if (button.ending === null) return [];
				const address = fillGaps(button.url, new Map([[button.ending.name, '']]));
				const text = this.#reader.urlEnding(`${id}_url`, address);
				return put('url', { kind: 'text', text, name: null });
			}
			case 'copyCode': {
				const code = this.#reader.couponCode(`${id}_code`);
				return put('copyCode', { kind: 'couponCode', code });
			}
			case 'flow': {
				const token = this.#reader.optional(`${id}_flow_token`, VALUE_LIMITS.payload);
				const data = this.#reader.json(`${id}_flow_data`);
				// The token that Meta itself takes where none is given.
				return put('flow', { kind: 'flow', token: token ?? 'unused', data });
			}
			case 'otp':
			case 'fixed':
				return [];
		}
	}
}

interface FilledText {
	readonly text: string | null;
	readonly parameters: readonly TemplateParameter[];
}

const NOTHING: FilledText = { text: null, parameters: [] };
