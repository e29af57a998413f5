import type {
	Template,
	TemplateButton,
	TemplateCard,
	TemplateHeader,
	TemplateParts,
	TemplateText,
} from '../../../domain/template/model.ts';
import { gapsOf } from '../../../domain/template/variables.ts';
import { asList, asObject, asObjects, asText, type JsonObject } from '../json.ts';

/**
 * Reads a template as Meta tells it.
 * @see https://developers.facebook.com/docs/graph-api/reference/whats-app-business-hsm/
 *
 * @returns `undefined` if it has no id, name, language, status or category
 */
export function parseTemplate(node: unknown): Template | undefined {
	const said = asObject(node) ?? {};
	const id = asText(said['id']);
	const name = asText(said['name']);
	const language = asText(said['language']);
	const status = asText(said['status']);
	const category = asText(said['category']);
	if (id === undefined || name === undefined || language === undefined) return undefined;
	if (status === undefined || category === undefined) return undefined;
	const quality = asText(asObject(said['quality_score'])?.['score']);
	const reason = asText(said['rejected_reason']);
	return {
		id,
		name,
		language,
		status: status.toUpperCase(),
		category: category.toUpperCase(),
		quality: quality === undefined || quality === 'UNKNOWN' ? null : quality,
		rejectedReason: reason === undefined || reason === 'NONE' ? null : reason,
		...parseParts(said['components'], asText(said['parameter_format']) === 'NAMED'),
	};
}

/** Reads the components of a template, as Meta tells them or as somebody wrote them. */
export function parseParts(components: unknown, isNamed: boolean): TemplateParts {
	const all = asObjects(components);
	const find = (type: string) => all.find((one) => wordOf(one['type']) === type);
	const unknownParts = unknownIn(all);
	return {
		isNamed,
		...parseCard(all, isNamed),
		footer: asText(find('FOOTER')?.['text']) ?? null,
		cards: asObjects(find('CAROUSEL')?.['cards']).map((card) =>
			parseCard(asObjects(card['components']), isNamed),
		),
		unknownParts: [...new Set(unknownParts)],
	};
}

function parseCard(components: readonly JsonObject[], isNamed: boolean): TemplateCard {
	const find = (type: string) => components.find((one) => wordOf(one['type']) === type);
	const body = find('BODY');
	const text = asText(body?.['text']);
	return {
		header: parseHeader(find('HEADER'), isNamed),
		body: text === undefined ? null : parseText(text, bodyExamples(body, isNamed)),
		buttons: asObjects(find('BUTTONS')?.['buttons']).map(parseButton),
	};
}

function parseHeader(header: JsonObject | undefined, isNamed: boolean): TemplateHeader | null {
	switch (wordOf(header?.['format'])) {
		case 'TEXT': {
			const text = asText(header?.['text']) ?? '';
			const example = asObject(header?.['example']);
			const examples = isNamed
				? namedExamples(example?.['header_text_named_params'])
				: placed(asList(example?.['header_text']));
			return { kind: 'text', ...parseText(text, examples) };
		}
		case 'IMAGE':
			return { kind: 'image' };
		case 'VIDEO':
			return { kind: 'video' };
		case 'DOCUMENT':
			return { kind: 'document' };
		case 'LOCATION':
			return { kind: 'location' };
		default:
			return null;
	}
}

type Examples = ReadonlyMap<string, string>;

function bodyExamples(body: JsonObject | undefined, isNamed: boolean): Examples {
	const example = asObject(body?.['example']);
	if (isNamed) return namedExamples(example?.['body_text_named_params']);
	const given = asList(example?.['body_text']);
	// A list of lists, of which the first counts; older ones are a plain list.
	return placed(Array.isArray(given[0]) ? asList(given[0]) : given);
}

function namedExamples(given: unknown): Examples {
	return new Map(
		asObjects(given).flatMap((one) => {
			const [name, example] = [asText(one['param_name']), asText(one['example'])];
			return name === undefined || example === undefined ? [] : [[name, example] as const];
		}),
	);
}

/** Examples by the number of their gap. */
function placed(given: readonly unknown[]): Examples {
	return new Map(
		given.flatMap((example, index) => {
			const text = asText(example);
			return text === undefined ? [] : [[String(index + 1), text] as const];
		}),
	);
}

function parseText(text: string, examples: Examples): TemplateText {
	return {
		text,
		variables: gapsOf(text).map((name) => ({ name, example: examples.get(name) ?? null })),
	};
}

function parseButton(button: JsonObject): TemplateButton {
	const type = wordOf(button['type']);
	const text = asText(button['text']) ?? '';
	switch (type) {
		case 'QUICK_REPLY':
			return { kind: 'quickReply', text };
		case 'URL': {
			const url = asText(button['url']) ?? '';
			const [name] = gapsOf(url);
			const ending =
				name === undefined ? null : { name, example: endingOf(button['example'], url) };
			return { kind: 'url', text, url, ending };
		}
		case 'COPY_CODE':
			return {
				kind: 'copyCode',
				text: text || 'Copy code',
				example: firstText(button['example']),
			};
		case 'FLOW':
			return { kind: 'flow', text };
		case 'OTP':
			return { kind: 'otp', text };
		default:
			return { kind: 'fixed', type, text };
	}
}

/** Meta's example is the whole address: what stands in the gap is what comes behind its beginning. */
function endingOf(example: unknown, url: string): string | null {
	const whole = firstText(example);
	const beginning = url.slice(0, Math.max(0, url.indexOf('{{')));
	return whole?.startsWith(beginning) === true ? whole.slice(beginning.length) || null : whole;
}

function firstText(value: unknown): string | null {
	return asText(Array.isArray(value) ? value[0] : value) ?? null;
}

const COMPONENTS = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS', 'CAROUSEL', 'CALL_PERMISSION_REQUEST'];
const HEADERS = ['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION'];
const BUTTONS = [
	'QUICK_REPLY',
	'URL',
	'COPY_CODE',
	'FLOW',
	'OTP',
	// These need nothing when they are sent.
	'PHONE_NUMBER',
	'REQUEST_CONTACT_INFO',
	'CATALOG',
	'VOICE_CALL',
];

function unknownIn(components: readonly JsonObject[]): readonly string[] {
	return components.flatMap((component) => {
		const type = wordOf(component['type']);
		switch (type) {
			case 'HEADER': {
				const format = wordOf(component['format']);
				return HEADERS.includes(format) ? [] : [`${format} header`];
			}
			case 'BUTTONS':
				return asObjects(component['buttons'])
					.map((button) => wordOf(button['type']))
					.filter((button) => !BUTTONS.includes(button))
					.map((button) => `${button} button`);
			case 'CAROUSEL':
				return asObjects(component['cards']).flatMap((card) =>
					unknownIn(asObjects(card['components'])),
				);
			default:
				return COMPONENTS.includes(type) ? [] : [type];
		}
	});
}

/** Meta takes and tells its words in capitals or not. */
function wordOf(value: unknown): string {
	return (asText(value) ?? '').toUpperCase();
}
