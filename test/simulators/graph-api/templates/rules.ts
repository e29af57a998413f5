import { missingParameter } from '../graph/refusal.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { isJsonObject } from '../json.ts';
import { variablesOf, wordOf, type MessageTemplate } from '../state/template.ts';
import { checkButtons } from './button-rules.ts';
import { refuse } from './refuse.ts';

/** What the rules are about. */
export type Checked = Pick<MessageTemplate, 'category' | 'parameterFormat'> & {
	/** Whether an upload has this handle. */
	readonly isHandle: (handle: string) => boolean;
};

/** https://developers.facebook.com/docs/whatsapp/message-templates/guidelines. */
const LONGEST = { header: 60, body: 1024, cardBody: 160, footer: 60 };

/** Checks the components of a template that is created or edited. */
export function checkComponents(components: JsonValue | undefined, about: Checked): void {
	if (!Array.isArray(components) || !components.every(isJsonObject)) {
		throw missingParameter('components');
	}
	const types = components.map(({ type }) => wordOf(type));
	if (new Set(types).size !== types.length) throw refuse(2388043, 'A component comes twice.');
	if (about.category === 'AUTHENTICATION') return;
	if (!types.includes('BODY')) throw refuse(2388043, 'There is no body.');
	for (const component of components) checkComponent(component, LONGEST.body, about);
}

function checkComponent(component: JsonObject, longestBody: number, about: Checked): void {
	switch (wordOf(component['type'])) {
		case 'HEADER':
			return checkHeader(component, about);
		case 'BODY':
			return checkBody(component, longestBody, about);
		case 'FOOTER':
			return checkFooter(component);
		case 'BUTTONS':
			return checkButtons(component['buttons'], about.category);
		case 'CAROUSEL':
			return checkCards(component['cards'], about);
		default:
			throw refuse(2388043, `Component ${String(component['type'])} is not known.`);
	}
}

function checkHeader(header: JsonObject, about: Checked): void {
	const format = wordOf(header['format']);
	if (format === 'LOCATION') return;
	const example = isJsonObject(header['example']) ? header['example'] : {};
	if (format !== 'TEXT') {
		const [handle] = Array.isArray(example['header_handle']) ? example['header_handle'] : [];
		if (typeof handle === 'string' && about.isHandle(handle)) return;
		throw refuse(2388043, 'The header needs the handle of an uploaded sample.');
	}
	const { text } = header;
	if (typeof text !== 'string' || text === '') throw refuse(2388043, 'The header is empty.');
	if ([...text].length > LONGEST.header) throw refuse(2388040, 'The header is too long.');
	const variables = variablesOf(text);
	if (variables.length > 1 || /[\n*_~`]/.test(text)) {
		throw refuse(2388047, 'The header has more than one variable, or formatting.');
	}
	const given =
		about.parameterFormat === 'NAMED'
			? example['header_text_named_params']
			: example['header_text'];
	checkExamples(variables, given, about);
}

function checkBody({ text, example }: JsonObject, longest: number, about: Checked): void {
	if (typeof text !== 'string' || text === '') throw refuse(2388043, 'The body is empty.');
	if ([...text].length > longest) throw refuse(2388040, 'The body is too long.');
	const variables = variablesOf(text);
	if (/^\s*\{\{/.test(text) || /\}\}\s*$/.test(text)) {
		throw refuse(2388299, 'The body begins or ends with a variable.');
	}
	const isNamed = about.parameterFormat === 'NAMED';
	const isWrong = isNamed
		? variables.some((name) => !/^[a-z][a-z0-9_]*$/.test(name))
		: [...new Set(variables)].some((name, index) => name !== String(index + 1));
	if (isWrong) throw refuse(2388072, 'The variables of the body are not well named.');
	const examples = isJsonObject(example) ? example : {};
	const given = isNamed ? examples['body_text_named_params'] : firstOf(examples['body_text']);
	checkExamples([...new Set(variables)], given, about);
}

function checkFooter({ text }: JsonObject): void {
	if (typeof text !== 'string' || text === '') throw refuse(2388043, 'The footer is empty.');
	if ([...text].length > LONGEST.footer) throw refuse(2388040, 'The footer is too long.');
	if (variablesOf(text).length > 0) throw refuse(2388073, 'The footer has a variable.');
}

/** Every variable needs a sample, or nobody at Meta can judge the template. */
function checkExamples(
	variables: readonly string[],
	given: JsonValue | undefined,
	{ parameterFormat }: Checked,
): void {
	const samples = Array.isArray(given) ? given : [];
	const isComplete =
		parameterFormat === 'NAMED'
			? variables.every((name) =>
					samples.some((one) => isJsonObject(one) && one['param_name'] === name),
				)
			: samples.length === variables.length;
	if (!isComplete) throw refuse(2388043, 'A variable has no example.');
}

function firstOf(list: JsonValue | undefined): JsonValue | undefined {
	return Array.isArray(list) ? list[0] : undefined;
}

function checkCards(cards: JsonValue | undefined, about: Checked): void {
	if (!Array.isArray(cards) || cards.length < 2 || cards.length > 10) {
		throw refuse(2388043, 'A carousel has 2 to 10 cards.');
	}
	const shapes = cards.map((card) => {
		const components = isJsonObject(card) ? card['components'] : undefined;
		if (!Array.isArray(components) || !components.every(isJsonObject)) {
			throw refuse(2388043, 'A card has no components.');
		}
		for (const component of components) {
			checkComponent(component, LONGEST.cardBody, about);
		}
		return components.map((one) => `${wordOf(one['type'])} ${wordOf(one['format'])}`).join();
	});
	if (new Set(shapes).size > 1) throw refuse(2388043, 'The cards differ in their components.');
}
