import { checkFilled, checkLength, wrong } from '../outgoing/field.ts';
import { checkButtons } from './button-rules.ts';
import type { TemplateCard, TemplateParts, TemplateText } from './model.ts';
import { hasGapAtEdge } from './variables.ts';

/** What somebody wants Meta to review. */
export interface TemplateDraft {
	readonly name: string;
	readonly language: string;
	/** Meta's word. */
	readonly category: string;
	readonly parts: TemplateParts;
}

/**
 * Longest parts, in characters, and how many cards there may be.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components
 */
export const DRAFT_LIMITS = {
	name: 512,
	header: 60,
	body: 1024,
	cardBody: 160,
	footer: 60,
	cards: { least: 2, most: 10 },
} as const;

/** The categories that a template can be made in. */
export const TEMPLATE_CATEGORIES: readonly string[] = ['AUTHENTICATION', 'MARKETING', 'UTILITY'];

/**
 * Checks what Meta would refuse at once, before Meta is asked. Whether the words are allowed, Meta's
 * review says.
 *
 * @throws TeamError `invalidInput`, naming the field
 */
export function checkTemplateDraft({ name, language, category, parts }: TemplateDraft): void {
	checkName(name);
	if (!/^[a-z]{2,3}(?:_[A-Z]{2,4})?$/.test(language)) {
		throw wrong(
			'Language',
			'is no language code of Meta',
			'Write it as in en_US, de or pt_BR.',
		);
	}
	if (!TEMPLATE_CATEGORIES.includes(category)) {
		throw wrong(
			'Category',
			'is none that there is',
			'Choose Authentication, Marketing or Utility.',
		);
	}
	checkParts(parts, category);
}

/**
 * Checks the components of a template that is made or edited.
 *
 * @throws TeamError `invalidInput`, naming the field
 */
export function checkParts(parts: TemplateParts, category: string): void {
	// Meta writes the words of a template that brings a code itself.
	if (category === 'AUTHENTICATION') return;
	if (parts.body === null) {
		throw wrong('Body', 'is empty', 'Write what the customer shall read.');
	}
	checkNaming(parts);
	checkWords(parts, { title: '', longestBody: DRAFT_LIMITS.body });
	checkFooter(parts.footer);
	checkCards(parts);
}

function checkName(name: string): void {
	checkFilled('Name', name, DRAFT_LIMITS.name, { empty: 'Write it as in order_update.' });
	if (/^[a-z0-9_]+$/.test(name)) return;
	throw wrong(
		'Name',
		'has other characters than small letters, digits and underscores',
		'Write it as in order_update.',
	);
}

/** Gaps have numbers that count up from 1, or names, and never both. */
function checkNaming({ isNamed, header, body, cards }: TemplateParts): void {
	const texts = [header, body, ...cards.flatMap((card) => [card.header, card.body])];
	for (const text of texts) {
		if (text === null || !('variables' in text)) continue;
		const names = text.variables.map(({ name }) => name);
		const bad = names.find((name, index) =>
			isNamed ? !/^[a-z][a-z0-9_]*$/.test(name) : name !== String(index + 1),
		);
		if (bad === undefined) continue;
		throw wrong(
			'Body',
			`has a variable that is not well named: {{${bad.slice(0, 40)}}}`,
			isNamed
				? 'Names have small letters, digits and underscores, and begin with a letter: {{first_name}}. Numbers and names cannot be mixed.'
				: 'Numbers begin with {{1}} and leave none out: {{1}}, {{2}}, {{3}}.',
		);
	}
}

interface Words {
	readonly title: string;
	readonly longestBody: number;
}

function checkWords({ header, body, buttons }: TemplateCard, { title, longestBody }: Words): void {
	if (header?.kind === 'text') checkHeader(header, title);
	if (body !== null) checkBody(body, `${title}Body`, longestBody);
	checkButtons(buttons, title);
}

function checkHeader(header: TemplateText, title: string): void {
	const field = `${title}Header`;
	checkFilled(field, header.text, DRAFT_LIMITS.header, { empty: 'Fill it in.' });
	if (header.variables.length > 1) {
		throw wrong(field, 'has more than one variable', 'WhatsApp takes one at most.');
	}
	if (/[\n\r*]|\p{Extended_Pictographic}/u.test(header.text)) {
		throw wrong(
			field,
			'has a line break, an emoji or an asterisk, which WhatsApp takes in no header',
			'Take it out.',
		);
	}
	checkExamples(header, field);
}

function checkBody(body: TemplateText, field: string, longest: number): void {
	checkLength(field, body.text, longest);
	if (hasGapAtEdge(body.text)) {
		throw wrong(
			field,
			'begins or ends with a variable',
			'Put words before the first and after the last variable; a full stop is enough.',
		);
	}
	checkExamples(body, field);
}

function checkExamples({ variables }: TemplateText, field: string): void {
	const missing = variables.find(({ example }) => (example ?? '').trim() === '');
	if (missing === undefined) return;
	throw wrong(
		field,
		`has no example for {{${missing.name}}}`,
		'Meta reviews the template with an example for each variable.',
	);
}

function checkFooter(footer: string | null): void {
	if (footer === null) return;
	checkLength('Footer', footer, DRAFT_LIMITS.footer);
	if (!/\{\{[^{}]*\}\}/.test(footer)) return;
	throw wrong('Footer', 'has a variable', 'WhatsApp takes none there.');
}

function checkCards({ cards }: TemplateParts): void {
	if (cards.length === 0) return;
	const { least, most } = DRAFT_LIMITS.cards;
	if (cards.length < least || cards.length > most) {
		throw wrong(
			'Carousel',
			`has ${cards.length} cards; WhatsApp takes ${least} to ${most}`,
			'Add some, or take some away.',
		);
	}
	const [first, ...others] = cards.map(shapeOf);
	const different = others.findIndex((shape) => shape !== first);
	if (different !== -1) {
		throw wrong(
			`Card ${different + 2}`,
			'has other parts than card 1',
			'All cards need the same kind of header and the same buttons in the same order, and a body all or none.',
		);
	}
	for (const [index, card] of cards.entries()) {
		const title = `Card ${index + 1}: `;
		if (card.buttons.length > 2) {
			throw wrong(
				`${title}Buttons`,
				`has ${card.buttons.length} buttons`,
				'A card has at most 2.',
			);
		}
		checkWords(card, { title, longestBody: DRAFT_LIMITS.cardBody });
	}
}

function shapeOf({ header, body, buttons }: TemplateCard): string {
	const kinds = buttons.map((button) => (button.kind === 'fixed' ? button.type : button.kind));
	return JSON.stringify([header?.kind ?? null, body === null, kinds]);
}
