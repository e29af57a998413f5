import { GraphRefusal } from '../../graph/refusal.ts';
import type { JsonObject } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import { variablesOf, wordOf } from '../../state/template.ts';
import { mismatch, parametersOf } from './template-parameters.ts';

/** Longest values: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages. */
const LONGEST = { code: 20, payload: 256, url: 2000 };

/** What a button of a template is sent with; `sub_type` and the type of its parameter. */
const SUB_TYPES: Readonly<Record<string, readonly [subType: string, parameter: string]>> = {
	QUICK_REPLY: ['QUICK_REPLY', 'PAYLOAD'],
	URL: ['URL', 'TEXT'],
	COPY_CODE: ['COPY_CODE', 'COUPON_CODE'],
	FLOW: ['FLOW', 'ACTION'],
};

/** The buttons: some need a value, some may have one, others have none. */
export function checkButtons(kept: readonly JsonObject[], given: readonly JsonObject[]): void {
	for (const [index, button] of kept.entries()) {
		const mine = given.filter((one) => Number(one['index']) === index);
		const [only, second] = mine;
		if (second !== undefined) throw mismatch(`buttons: button ${index} comes twice`);
		if (only !== undefined) checkButton(index, button, only);
		else if (needsValue(button)) {
			throw new GraphRefusal({
				code: 131008,
				details: `buttons: Button at index ${index} of type ${String(button['type'])} requires a parameter`,
			});
		}
	}
	const stray = given.find(({ index }) => !(Number(index) < kept.length));
	if (stray !== undefined)
		throw mismatch(`buttons: there is no button ${String(stray['index'])}`);
}

function needsValue({ type, url }: JsonObject): boolean {
	const word = wordOf(type);
	return word === 'COPY_CODE' || (word === 'URL' && variablesOf(url).length > 0);
}

function checkButton(index: number, button: JsonObject, given: JsonObject): void {
	const type = wordOf(button['type']);
	const [subType, kind] = SUB_TYPES[type] ?? ['', ''];
	const isFixed = type === 'URL' && !needsValue(button);
	if (subType === '' || isFixed) throw mismatch(`buttons: button ${index} takes no parameter`);
	if (wordOf(given['sub_type']) !== subType) {
		throw mismatch(`buttons: button ${index} is of type ${subType}`);
	}
	const [parameter, more] = parametersOf(given);
	if (parameter === undefined || more !== undefined) {
		throw new GraphRefusal({ code: 132000, details: `buttons: button ${index} takes one` });
	}
	if (wordOf(parameter['type']) !== kind) {
		throw mismatch(`buttons: Format mismatch, expected ${kind}`);
	}
	checkValue(kind, button, parameter);
}

function checkValue(kind: string, button: JsonObject, parameter: JsonObject): void {
	switch (kind) {
		case 'TEXT': {
			const text = textOf(parameter['text'], LONGEST.url);
			const url = String(button['url']).replace(/\{\{.*\}\}/, text);
			if ([...url].length > LONGEST.url) throw mismatch('buttons: the URL is too long');
			return;
		}
		case 'PAYLOAD':
			textOf(parameter['payload'], LONGEST.payload);
			return;
		case 'COUPON_CODE':
			if (!/^[a-z0-9]+$/i.test(textOf(parameter['coupon_code'], LONGEST.code))) {
				throw mismatch('buttons: a code holds letters and digits alone');
			}
			return;
		case 'ACTION':
			if (!isJsonObject(parameter['action'])) throw mismatch('buttons: action is missing');
			return;
	}
}

function textOf(value: unknown, most: number): string {
	if (typeof value === 'string' && value !== '' && [...value].length <= most) return value;
	throw mismatch(`buttons: a value is missing, or longer than ${most} characters`);
}
