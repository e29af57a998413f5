import type { JsonObject } from '../json.ts';
import { componentOf, wordOf, type MessageTemplate } from '../state/template.ts';

/**
 * The components of a template once it is approved. Meta writes the text of one that brings a code
 * itself, and gives its button back as one that opens an address.
 * https://developers.facebook.com/docs/whatsapp/business-management-api/authentication-templates
 */
export function asApproved({ category, components }: MessageTemplate): readonly JsonObject[] {
	if (category !== 'AUTHENTICATION') return components;
	const body = componentOf(components, 'BODY');
	const footer = componentOf(components, 'FOOTER');
	const safety =
		body?.['add_security_recommendation'] === true
			? ' For your security, do not share this code.'
			: '';
	const minutes = footer?.['code_expiration_minutes'];
	return [
		{
			type: 'BODY',
			text: `*{{1}}* is your verification code.${safety}`,
			add_security_recommendation: safety !== '',
			example: { body_text: [['123456']] },
		},
		...(minutes === undefined
			? []
			: [
					{
						type: 'FOOTER',
						text: `This code expires in ${String(minutes)} minutes.`,
						code_expiration_minutes: minutes,
					},
				]),
		{ type: 'BUTTONS', buttons: [codeButton(components)] },
	];
}

function codeButton(components: readonly JsonObject[]): JsonObject {
	const buttons = componentOf(components, 'BUTTONS')?.['buttons'];
	const [first] = Array.isArray(buttons) ? (buttons as readonly JsonObject[]) : [];
	const type = wordOf(first?.['otp_type']) || 'COPY_CODE';
	const url = `https://www.whatsapp.com/otp/code/?otp_type=${type}&code=otp`;
	return {
		type: 'URL',
		text: typeof first?.['text'] === 'string' ? first['text'] : 'Copy code',
		url: `${url}{{1}}`,
		example: [`${url}123456`],
	};
}
