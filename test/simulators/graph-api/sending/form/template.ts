import { GraphRefusal, missingParameter } from '../../graph/refusal.ts';
import type { JsonObject, JsonValue } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import { componentOf, wordOf, type MessageTemplate } from '../../state/template.ts';
import type { Sender } from './media.ts';
import { checkButtons } from './template-buttons.ts';
import { checkHeader, checkTexts, mismatch } from './template-parameters.ts';

/**
 * Checks a template that is sent, against the one that Meta keeps.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates
 */
export function checkTemplate(
	content: JsonValue,
	sender: Sender,
	addressedBy: 'phone' | 'userId',
): MessageTemplate {
	const template = templateNamed(content, sender);
	const isCode = template.category === 'AUTHENTICATION';
	// Codes go to phones alone: https://developers.facebook.com/docs/whatsapp/business-scoped-user-ids.
	if (isCode && addressedBy === 'userId') throw new GraphRefusal({ code: 131062 });
	const given = isJsonObject(content) ? content['components'] : undefined;
	checkParts(template.components, listOf(given), { template, sender });
	return template;
}

/** What the check of the parts looks at besides them. */
export interface About {
	readonly template: Pick<MessageTemplate, 'parameterFormat'>;
	readonly sender: Sender;
}

function templateNamed(content: JsonValue, { number, world }: Sender): MessageTemplate {
	const { name, language } = isJsonObject(content) ? content : {};
	if (typeof name !== 'string' || name === '') throw missingParameter("template['name']");
	const code = isJsonObject(language) ? language['code'] : undefined;
	if (typeof code !== 'string') throw missingParameter("template['language']['code']");
	const template = world.findTemplate(number.wabaId, name, code);
	switch (template?.status) {
		case 'APPROVED':
			return template;
		case 'PAUSED':
			throw new GraphRefusal({ code: 132015 });
		case 'DISABLED':
			throw new GraphRefusal({ code: 132016 });
		default:
			throw new GraphRefusal({
				code: 132001,
				details: `template name (${name}) does not exist in ${code}`,
			});
	}
}

function checkParts(kept: readonly JsonObject[], given: readonly JsonObject[], about: About): void {
	const of = (type: string) => given.filter((one) => wordOf(one['type']) === type);
	const unknown = given.find(
		({ type }) => !['HEADER', 'BODY', 'BUTTON', 'CAROUSEL'].includes(wordOf(type)),
	);
	if (unknown !== undefined) throw mismatch(`component ${String(unknown['type'])} is not known`);
	checkHeader(componentOf(kept, 'HEADER'), of('HEADER')[0], about);
	checkTexts('body', componentOf(kept, 'BODY')?.['text'], of('BODY')[0], about);
	const buttons = componentOf(kept, 'BUTTONS')?.['buttons'];
	checkButtons(listOf(buttons), of('BUTTON'));
	checkCards(componentOf(kept, 'CAROUSEL'), of('CAROUSEL')[0], about);
}

function checkCards(
	kept: JsonObject | undefined,
	given: JsonObject | undefined,
	about: About,
): void {
	const cards = listOf(kept?.['cards']);
	const sent = listOf(given?.['cards']);
	if (cards.length !== sent.length) {
		throw new GraphRefusal({
			code: 132000,
			details: `carousel: number of cards (${sent.length}) does not match the expected number of cards (${cards.length})`,
		});
	}
	for (const [index, card] of cards.entries()) {
		const mine = sent.find((one) => one['card_index'] === index);
		if (mine === undefined) throw mismatch(`carousel: card ${index} is missing`);
		checkParts(listOf(card['components']), listOf(mine['components']), about);
	}
}

/** The objects of a list; nothing if it is none. */
export function listOf(value: JsonValue | undefined): readonly JsonObject[] {
	return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
