import { GraphRefusal } from '../../graph/refusal.ts';
import type { JsonObject, JsonValue } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import { variablesOf, wordOf } from '../../state/template.ts';
import { checkFile } from './media.ts';
import { FormReader } from './reader.ts';
import type { About } from './template.ts';

/** The longest that a text may become: https://developers.facebook.com/docs/whatsapp/message-templates/guidelines. */
const LONGEST: Readonly<Record<'header' | 'body', number>> = { header: 60, body: 1024 };

/** 132012: a value is of another kind than the template asks for. */
export function mismatch(details: string): GraphRefusal {
	return new GraphRefusal({ code: 132012, details });
}

/** The header: variables, a file, or a place. */
export function checkHeader(
	kept: JsonObject | undefined,
	given: JsonObject | undefined,
	about: About,
): void {
	const format = wordOf(kept?.['format']);
	if (kept === undefined || format === 'TEXT') {
		checkTexts('header', kept?.['text'], given, about);
		return;
	}
	const [parameter, more] = parametersOf(given);
	if (parameter === undefined || more !== undefined) throw miscount('header', given, 1);
	const received = wordOf(parameter['type']);
	if (received !== format) {
		throw mismatch(`header: Format mismatch, expected ${format}, received ${received}`);
	}
	const name = format.toLowerCase();
	const form = new FormReader(parameter[name], name);
	if (format === 'IMAGE' || format === 'VIDEO' || format === 'DOCUMENT') {
		checkFile(form, name as 'document' | 'image' | 'video', about.sender);
		return;
	}
	form.degrees('latitude', 90);
	form.degrees('longitude', 180);
	form.text('name', 1000);
	form.text('address', 1000);
}

/** The values of the variables of a text, by their place or by their name. */
export function checkTexts(
	part: 'header' | 'body',
	kept: JsonValue | undefined,
	given: JsonObject | undefined,
	{ template }: About,
): void {
	const names = [...new Set(variablesOf(kept))];
	const parameters = parametersOf(given);
	if (parameters.length !== names.length) throw miscount(part, given, names.length);
	const texts = new Map(
		parameters.map((parameter, index) => [
			template.parameterFormat === 'NAMED' ? nameOf(part, parameter) : (names[index] ?? ''),
			textOf(part, parameter),
		]),
	);
	const filled = typeof kept === 'string' ? kept : '';
	const whole = filled.replace(/\{\{\s*([^{}\s]+)\s*\}\}/g, (_all, name: string) => {
		const text = texts.get(name);
		if (text === undefined) throw mismatch(`${part}: parameter ${name} is missing`);
		return text;
	});
	if ([...whole].length > LONGEST[part]) {
		throw new GraphRefusal({ code: 132005, details: `${part}: the text becomes too long` });
	}
}

/** The parameters of a component that was sent. */
export function parametersOf(given: JsonObject | undefined): readonly JsonObject[] {
	const parameters = given?.['parameters'];
	return Array.isArray(parameters) ? parameters.filter(isJsonObject) : [];
}

function miscount(part: string, given: JsonObject | undefined, expected: number): GraphRefusal {
	return new GraphRefusal({
		code: 132000,
		details: `${part}: number of localizable_params (${parametersOf(given).length}) does not match the expected number of params (${expected})`,
	});
}

function nameOf(part: string, { parameter_name: name }: JsonObject): string {
	if (typeof name === 'string' && name !== '') return name;
	throw mismatch(`${part}: Parameter name is missing or empty`);
}

function textOf(part: string, parameter: JsonObject): string {
	const type = wordOf(parameter['type']);
	if (type === 'CURRENCY' || type === 'DATE_TIME') {
		const value = parameter[type.toLowerCase()];
		const fallback = isJsonObject(value) ? value['fallback_value'] : undefined;
		if (typeof fallback === 'string') return fallback;
	}
	if (type !== 'TEXT') {
		throw mismatch(`${part}: Format mismatch, expected TEXT, received ${type}`);
	}
	const { text } = parameter;
	if (typeof text !== 'string' || text === '') {
		throw new GraphRefusal({
			code: 131008,
			details: 'Parameter of type text is missing text value',
		});
	}
	if (/[\n\t]| {5}/.test(text)) {
		throw new GraphRefusal({
			code: 132018,
			details:
				'Param text cannot have new-line/tab characters or more than 4 consecutive spaces',
		});
	}
	return text;
}
