import { checkFilled, checkLength, wrong } from '../outgoing/field.ts';
import { VALUE_LIMITS } from './values.ts';
import type { TemplateButton } from './model.ts';

/**
 * How many buttons a template may have in all, how many of a kind, and how long their words are.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components
 */
export const BUTTON_LIMITS = {
	all: 10,
	url: 2,
	phone: 1,
	copyCode: 1,
	flow: 1,
	label: 25,
} as const;

/**
 * Checks the buttons of a template or a card.
 *
 * @param title what stands before the name of the field in words
 * @throws TeamError `invalidInput`
 */
export function checkButtons(buttons: readonly TemplateButton[], title: string): void {
	const field = `${title}Buttons`;
	if (buttons.length > BUTTON_LIMITS.all) {
		throw wrong(
			field,
			`has ${buttons.length} buttons; WhatsApp takes at most ${BUTTON_LIMITS.all}`,
			'Take some away.',
		);
	}
	for (const { name, most, isOne } of COUNTED) {
		const count = buttons.filter(isOne).length;
		if (count <= most) continue;
		throw wrong(
			field,
			`has ${count} ${name}; WhatsApp takes at most ${most}`,
			'Take some away.',
		);
	}
	for (const [index, button] of buttons.entries()) {
		checkButton(button, `${title}Button ${index + 1}`);
	}
	const changes = buttons.filter(
		({ kind }, index) =>
			index > 0 && (kind === 'quickReply') !== (buttons[index - 1]?.kind === 'quickReply'),
	);
	if (changes.length < 2) return;
	throw wrong(
		field,
		'has quick replies between other buttons',
		'Put all quick replies together, before or after the others.',
	);
}

const COUNTED: readonly {
	readonly name: string;
	readonly most: number;
	readonly isOne: (button: TemplateButton) => boolean;
}[] = [
	{ name: 'links', most: BUTTON_LIMITS.url, isOne: ({ kind }) => kind === 'url' },
	{
		name: 'phone numbers',
		most: BUTTON_LIMITS.phone,
		isOne: (button) => button.kind === 'fixed' && button.type === 'PHONE_NUMBER',
	},
	{
		name: 'codes to copy',
		most: BUTTON_LIMITS.copyCode,
		isOne: ({ kind }) => kind === 'copyCode',
	},
	{ name: 'Flows', most: BUTTON_LIMITS.flow, isOne: ({ kind }) => kind === 'flow' },
];

function checkButton(button: TemplateButton, field: string): void {
	switch (button.kind) {
		case 'quickReply':
		case 'flow':
			return checkLabel(button.text, field);
		case 'url':
			checkLabel(button.text, field);
			return checkUrl(button, field);
		case 'copyCode':
			return checkFilled(`${field}: Code`, button.example ?? '', VALUE_LIMITS.couponCode, {
				empty: 'Write an example of the code.',
			});
		case 'otp':
			return checkLength(`${field}: Text`, button.text, BUTTON_LIMITS.label);
		case 'fixed':
			// WhatsApp writes the words of the button that asks for a phone number itself.
			if (button.type === 'REQUEST_CONTACT_INFO') return;
			return checkLabel(button.text, field);
	}
}

function checkLabel(text: string, field: string): void {
	checkFilled(`${field}: Text`, text, BUTTON_LIMITS.label, { empty: 'Fill it in.' });
}

function checkUrl({ url, ending }: Extract<TemplateButton, { kind: 'url' }>, field: string): void {
	checkFilled(`${field}: URL`, url, VALUE_LIMITS.url, { empty: 'Fill it in.' });
	if (!/^https?:\/\/\S+$/.test(url.replace(/\{\{[^{}]*\}\}/g, 'x'))) {
		throw wrong(
			`${field}: URL`,
			'is not a web address',
			'Write it in full, as in https://example.com/orders/{{1}}.',
		);
	}
	const gaps = [...url.matchAll(/\{\{[^{}]*\}\}/g)];
	if (gaps.length > 1 || (gaps.length === 1 && !url.endsWith('}}'))) {
		throw wrong(
			`${field}: URL`,
			'has a variable in another place than its end, or several',
			'WhatsApp takes one, at the end: https://example.com/orders/{{1}}.',
		);
	}
	if (ending === null || (ending.example ?? '') !== '') return;
	throw wrong(
		`${field}: URL`,
		'has no example for its variable',
		'Meta reviews the template with an example for each variable.',
	);
}
