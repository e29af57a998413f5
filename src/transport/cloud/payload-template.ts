import type {
	TemplateComponent,
	TemplateContent,
	TemplateParameter,
} from '../../domain/outgoing/template.ts';
import { fileNamePayload, sourcePayload } from './payload-media.ts';

/**
 * A template as Meta takes it.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates
 */
export function templatePayload({ name, language, components }: TemplateContent) {
	return {
		name,
		language: { code: language },
		...(components.length === 0 ? {} : { components: components.map(componentPayload) }),
	};
}

function componentPayload(component: TemplateComponent): object {
	switch (component.kind) {
		case 'header':
		case 'body':
			return { type: component.kind, parameters: component.parameters.map(parameterPayload) };
		case 'button':
			return {
				type: 'button',
				sub_type: SUB_TYPES[component.button],
				// Meta's own examples write it as text.
				index: String(component.index),
				parameters: [parameterPayload(component.parameter)],
			};
		case 'carousel':
			return {
				type: 'carousel',
				cards: component.cards.map(({ index, components }) => ({
					card_index: index,
					components: components.map(componentPayload),
				})),
			};
	}
}

const SUB_TYPES = {
	quickReply: 'quick_reply',
	url: 'url',
	copyCode: 'copy_code',
	flow: 'flow',
} as const;

function parameterPayload(parameter: TemplateParameter): object {
	switch (parameter.kind) {
		case 'text': {
			const { text, name } = parameter;
			return { type: 'text', ...(name === null ? {} : { parameter_name: name }), text };
		}
		case 'image':
		case 'video':
			return { type: parameter.kind, [parameter.kind]: sourcePayload(parameter.media) };
		case 'document': {
			const document = {
				...sourcePayload(parameter.media),
				...fileNamePayload(parameter.fileName),
			};
			return { type: 'document', document };
		}
		case 'location': {
			const { latitude, longitude, name, address } = parameter;
			return { type: 'location', location: { latitude, longitude, name, address } };
		}
		case 'payload':
			return { type: 'payload', payload: parameter.payload };
		case 'couponCode':
			return { type: 'coupon_code', coupon_code: parameter.code };
		case 'flow': {
			const { token, data } = parameter;
			const action = {
				flow_token: token,
				...(data === null ? {} : { flow_action_data: data }),
			};
			return { type: 'action', action };
		}
	}
}
