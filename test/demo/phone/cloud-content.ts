import type { JsonValue } from '../../simulators/graph-api/json.ts';
import type { Choice } from './view.ts';

/** What a person sees of a message that was sent by the Cloud API. */
export interface SeenContent {
	readonly text: string;
	readonly choices: readonly Choice[];
}

/**
 * Reads a message as it was posted to Meta.
 *
 * @param content the object that is named like the type
 */
export function contentOf(type: string, content: JsonValue): SeenContent {
	const text = (value: string): SeenContent => ({ text: value, choices: [] });
	switch (type) {
		case 'text':
			return text(textAt(content, 'body'));
		case 'image':
		case 'video':
		case 'audio':
		case 'document':
		case 'sticker':
			return text([`[${type}]`, textAt(content, 'caption')].filter(Boolean).join(' '));
		case 'location':
			return text(['[location]', textAt(content, 'name')].filter(Boolean).join(' '));
		case 'reaction':
			return text(textAt(content, 'emoji') || '(reaction taken back)');
		case 'interactive':
			return interactive(content);
		case 'template':
			return text(
				`[template ${textAt(content, 'name')}] ${parametersOf(content).join(', ')}`.trim(),
			);
		default:
			return text(`[${type}]`);
	}
}

function interactive(content: JsonValue): SeenContent {
	const action = at(content, 'action');
	const buttons = listAt(action, 'buttons').map((button): Choice => {
		const reply = at(button, 'reply');
		return { id: textAt(reply, 'id'), title: textAt(reply, 'title'), kind: 'button' };
	});
	const rows = listAt(action, 'sections')
		.flatMap((section) => listAt(section, 'rows'))
		.map((row): Choice => {
			const description = textAt(row, 'description');
			return {
				id: textAt(row, 'id'),
				title: textAt(row, 'title'),
				kind: 'row',
				...(description === '' ? {} : { description }),
			};
		});
	const link = textAt(at(action, 'parameters'), 'url');
	const parts = [
		textAt(at(content, 'header'), 'text'),
		textAt(at(content, 'body'), 'text'),
		textAt(at(content, 'footer'), 'text'),
		link,
	];
	return { text: parts.filter(Boolean).join('\n'), choices: [...buttons, ...rows] };
}

function parametersOf(content: JsonValue): readonly string[] {
	return listAt(content, 'components')
		.flatMap((component) => listAt(component, 'parameters'))
		.map((parameter) => textAt(parameter, 'text'))
		.filter(Boolean);
}

function at(value: JsonValue | undefined, name: string): JsonValue | undefined {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	return (value as Readonly<Record<string, JsonValue | undefined>>)[name];
}

function textAt(value: JsonValue | undefined, name: string): string {
	const found = at(value, name);
	return typeof found === 'string' ? found : '';
}

function listAt(value: JsonValue | undefined, name: string): readonly JsonValue[] {
	const found = at(value, name);
	return Array.isArray(found) ? found : [];
}
