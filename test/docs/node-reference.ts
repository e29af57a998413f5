import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { escapeCell, table } from './markdown.ts';

/** In characters. */
const LONGEST_DEFAULT = 60;

/** What people read about a node: everything its panel can show, in the order of the panel. */
export function nodeReference({ description }: INodeType): string {
	const { displayName, description: purpose, properties } = description;
	return [
		`# ${displayName}`,
		`${purpose}.`,
		outputsOf(description),
		fieldsOf(properties),
		...collections(properties).map(
			({ title, properties: own }) => `## ${title}\n\n${fieldsOf(own)}`,
		),
	]
		.filter((part) => part !== '')
		.join('\n\n')
		.concat('\n');
}

function outputsOf({ outputs, outputNames, usableAsTool }: INodeTypeDescription): string {
	const lines: string[] = [];
	if (Array.isArray(outputs) && outputNames !== undefined && outputNames.length > 0) {
		lines.push(`Outputs: ${outputNames.map((name) => `_${name}_`).join(', ')}.`);
	}
	if (usableAsTool !== undefined) {
		lines.push('Can be used as a tool of an AI agent, where every outcome is data.');
	}
	return lines.join(' ');
}

function fieldsOf(properties: readonly INodeProperties[]): string {
	const rows = properties
		.filter(({ type }) => type !== 'notice' && type !== 'hidden')
		.map((property) => [
			`${property.displayName}<br>\`${property.name}\``,
			kindOf(property),
			defaultOf(property),
			conditionOf(property),
			meaningOf(property),
		]);
	return table(['Field', 'Kind', 'Default', 'Shown if', 'What it is'], rows);
}

function kindOf({ type, required, typeOptions, modes }: INodeProperties): string {
	const many = typeOptions?.multipleValues === true ? ', several' : '';
	const must = required === true ? ', required' : '';
	switch (type) {
		case 'resourceLocator':
			return `one of: ${(modes ?? []).map(({ displayName }) => displayName).join(', ')}${must}`;
		case 'options':
			return `choice${must}`;
		case 'multiOptions':
			return `choices${must}`;
		case 'fixedCollection':
			return `group${many}${must}`;
		case 'collection':
			return 'options';
		case 'resourceMapper':
			return 'fields by template';
		case 'boolean':
			return 'yes or no';
		default:
			return `${type.toLowerCase()}${many}${must}`;
	}
}

function defaultOf({ type, default: value }: INodeProperties): string {
	if (type === 'collection' || type === 'fixedCollection' || type === 'resourceMapper') return '';
	const plain: unknown =
		typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
	if (plain === '' || plain === null || plain === undefined) return '';
	if (Array.isArray(plain) && plain.length === 0) return '';
	const text = typeof plain === 'string' ? plain : JSON.stringify(plain);
	// An example to write over is no default that anybody relies on.
	return text.length > LONGEST_DEFAULT ? '' : `\`${escapeCell(text)}\``;
}

function conditionOf({ displayOptions }: INodeProperties): string {
	const { show = {}, hide = {} } = displayOptions ?? {};
	const words = (among: typeof show, not = ''): readonly string[] =>
		Object.entries(among).map(
			([name, values]) => `\`${name}\`: ${not}${(values ?? []).map(wordOf).join(', ')}`,
		);
	return [...words(show), ...words(hide, 'not ')].join('; ');
}

function wordOf(value: unknown): string {
	return typeof value === 'object' ? escapeCell(JSON.stringify(value)) : String(value);
}

function meaningOf(property: INodeProperties): string {
	const choices = choicesOf(property)
		.map(({ name, value, description }) => {
			const word = `${name} (\`${String(value)}\`)`;
			return description === undefined ? word : `${word}: ${description}`;
		})
		.join('<br>');
	const modes = (property.modes ?? [])
		.flatMap(({ displayName, hint }) => (hint === undefined ? [] : [`${displayName}: ${hint}`]))
		.join('<br>');
	return [property.description, property.hint, choices, modes]
		.filter((part): part is string => part !== undefined && part !== '')
		.map(escapeCell)
		.join('<br>');
}

function choicesOf({ type, options }: INodeProperties): readonly INodePropertyOptions[] {
	if (type !== 'options' && type !== 'multiOptions') return [];
	return (options ?? []).filter((option): option is INodePropertyOptions => 'value' in option);
}

interface Collection {
	readonly title: string;
	readonly properties: readonly INodeProperties[];
}

/** Groups of fields, at any depth. */
function collections(properties: readonly INodeProperties[], above = ''): readonly Collection[] {
	return properties.flatMap((property): readonly Collection[] => {
		const title = above === '' ? property.displayName : `${above}: ${property.displayName}`;
		const given = property.options ?? [];
		if (property.type === 'collection') {
			const own = given.filter(
				(option): option is INodeProperties => 'displayName' in option && 'type' in option,
			);
			return [{ title, properties: own }, ...collections(own, title)];
		}
		if (property.type === 'fixedCollection') {
			const groups = given.filter(
				(option): option is INodePropertyCollection => 'values' in option,
			);
			return groups.flatMap(({ displayName, values }) => {
				const name = groups.length === 1 ? title : `${title}: ${displayName}`;
				return [{ title: name, properties: values }, ...collections(values, name)];
			});
		}
		return [];
	});
}
