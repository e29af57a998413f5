import type { JsonObject, JsonValue } from '../json.ts';
import { isJsonObject } from '../json.ts';
import { variablesOf, wordOf, type TemplateCategory } from '../state/template.ts';
import { refuse } from './refuse.ts';

/** How many buttons of a type a template may have: https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/components. */
const MOST: Readonly<Record<string, number>> = {
	QUICK_REPLY: 10,
	URL: 2,
	PHONE_NUMBER: 1,
	COPY_CODE: 1,
	FLOW: 1,
	REQUEST_CONTACT_INFO: 1,
};

/** Checks the buttons of a template. */
export function checkButtons(given: JsonValue | undefined, category: TemplateCategory): void {
	if (!Array.isArray(given) || given.length < 1 || given.length > 10) {
		throw refuse(2388043, 'There are 1 to 10 buttons.');
	}
	const types = given.map((button) => (isJsonObject(button) ? checkButton(button) : ''));
	for (const type of types) {
		const most = MOST[type];
		if (most === undefined || types.filter((one) => one === type).length > most) {
			throw refuse(2388043, `There are too many buttons of the type ${type}.`);
		}
	}
	if (types.includes('COPY_CODE') && category !== 'MARKETING') {
		throw refuse(2388043, 'A button that copies a code is for marketing.');
	}
	const groups = types.map((type) => type === 'QUICK_REPLY');
	const changes = groups.filter((isReply, index) => index > 0 && isReply !== groups[index - 1]);
	if (changes.length > 1) throw refuse(2388043, 'Quick replies do not stand together.');
}

function checkButton(button: JsonObject): string {
	const type = wordOf(button['type']);
	if (type === 'COPY_CODE') {
		if (typeof button['example'] !== 'string') throw refuse(2388043, 'The code is missing.');
		return type;
	}
	const { text } = button;
	if (type !== 'REQUEST_CONTACT_INFO') {
		if (typeof text !== 'string' || text === '' || [...text].length > 25) {
			throw refuse(2388040, 'A button has a text of 1 to 25 characters.');
		}
	}
	if (type === 'URL') checkUrl(button);
	if (type === 'PHONE_NUMBER' && typeof button['phone_number'] !== 'string') {
		throw refuse(2388043, 'A button has no phone number.');
	}
	return type;
}

function checkUrl({ url, example }: JsonObject): void {
	if (typeof url !== 'string' || [...url].length > 2000) {
		throw refuse(2388040, 'A button has a URL of at most 2000 characters.');
	}
	const variables = variablesOf(url);
	if (variables.length === 0) return;
	if (variables.length > 1 || !/\}\}$/.test(url)) {
		throw refuse(2388043, 'The variable of a URL stands at its end.');
	}
	if (!Array.isArray(example) || example.length !== 1) {
		throw refuse(2388043, 'A variable has no example.');
	}
}
