import { gapsOf } from '../../../domain/template/variables.ts';
import type {
	CodeWording,
	TemplateWording,
	WordingButton,
	WordingHeader,
} from '../../../domain/template/wording.ts';

/** Components as Meta takes them, and whether their variables have names. */
export interface WrittenComponents {
	readonly isNamed: boolean;
	readonly components: readonly object[];
}

/**
 * Writes a template down as Meta takes it. Nothing is checked.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components
 */
export function writeComponents(wording: TemplateWording): WrittenComponents {
	const { header, body, bodyExamples, footer, buttons } = wording;
	const headerText = header?.kind === 'text' ? header.text : '';
	const isNamed = [...gapsOf(body), ...gapsOf(headerText)].some((name) => !/^\d+$/.test(name));
	const examples = gapsOf(body).map((name) => [name, bodyExamples.get(name) ?? ''] as const);
	return {
		isNamed,
		components: [
			...(header === null ? [] : [writeHeader(header, isNamed)]),
			{
				type: 'BODY',
				text: body,
				...(examples.length === 0 ? {} : { example: bodyExample(examples, isNamed) }),
			},
			...(footer === null ? [] : [{ type: 'FOOTER', text: footer }]),
			...(buttons.length === 0
				? []
				: [{ type: 'BUTTONS', buttons: buttons.map(writeButton) }]),
		],
	};
}

/** The same for a template that brings a code. */
export function writeCodeComponents(code: CodeWording): WrittenComponents {
	const { addsSecurityRecommendation, expiresInMinutes } = code;
	return {
		isNamed: false,
		components: [
			{ type: 'BODY', add_security_recommendation: addsSecurityRecommendation },
			...(expiresInMinutes === null
				? []
				: [{ type: 'FOOTER', code_expiration_minutes: expiresInMinutes }]),
			{ type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
		],
	};
}

function bodyExample(examples: readonly (readonly [string, string])[], isNamed: boolean) {
	return isNamed
		? {
				body_text_named_params: examples.map(([name, example]) => ({
					param_name: name,
					example,
				})),
			}
		: { body_text: [examples.map(([, example]) => example)] };
}

function writeHeader(header: WordingHeader, isNamed: boolean): object {
	switch (header.kind) {
		case 'text': {
			const { text, example } = header;
			const [name] = gapsOf(text);
			if (name === undefined) return { type: 'HEADER', format: 'TEXT', text };
			const given = example ?? '';
			return {
				type: 'HEADER',
				format: 'TEXT',
				text,
				example: isNamed
					? { header_text_named_params: [{ param_name: name, example: given }] }
					: { header_text: [given] },
			};
		}
		case 'image':
		case 'video':
		case 'document':
			return {
				type: 'HEADER',
				format: header.kind.toUpperCase(),
				example: { header_handle: [header.handle] },
			};
		case 'location':
			return { type: 'HEADER', format: 'LOCATION' };
	}
}

function writeButton(button: WordingButton): object {
	switch (button.kind) {
		case 'quickReply':
			return { type: 'QUICK_REPLY', text: button.text };
		case 'url': {
			const { text, url, example } = button;
			if (gapsOf(url).length === 0) return { type: 'URL', text, url };
			// Meta wants the whole address as an example.
			const whole = `${url.slice(0, url.indexOf('{{'))}${example ?? ''}`;
			return { type: 'URL', text, url, example: [whole] };
		}
		case 'phone':
			return { type: 'PHONE_NUMBER', text: button.text, phone_number: button.phone };
		case 'copyCode':
			return { type: 'COPY_CODE', example: button.example };
		case 'contactInfo':
			return { type: 'REQUEST_CONTACT_INFO' };
	}
}
