import type { TemplateContent } from '../../../../src/domain/outgoing/template.ts';
import { toPayload } from '../../../../src/transport/cloud/payload.ts';

const content: TemplateContent = {
	type: 'template',
	name: 'order_update',
	language: 'en_US',
	category: 'UTILITY',
	text: 'Hello',
	components: [],
};

function payloadOf(components: TemplateContent['components']): unknown {
	return toPayload({
		outboxId: 'outbox-1',
		attempt: 1,
		recipient: [{ type: 'phone', value: '+16505551234' }],
		content: { ...content, components },
		replyTo: null,
	});
}

it('a template goes by its name and language, without components if it has no gaps', () => {
	expect(payloadOf([])).toEqual({
		messaging_product: 'whatsapp',
		recipient_type: 'individual',
		to: '+16505551234',
		type: 'template',
		template: { name: 'order_update', language: { code: 'en_US' } },
		biz_opaque_callback_data: 'outbox-1',
	});
});

it('every value stands where Meta wants it', () => {
	const media = { kind: 'id', id: '7' } as const;
	const text = { kind: 'text', text: 'Ana', name: null } as const;
	const payload = payloadOf([
		{ kind: 'header', parameters: [{ kind: 'image', media }] },
		{ kind: 'header', parameters: [{ kind: 'video', media }] },
		{ kind: 'header', parameters: [{ kind: 'document', media, fileName: 'a.pdf' }] },
		{ kind: 'header', parameters: [{ kind: 'document', media, fileName: null }] },
		{
			kind: 'header',
			parameters: [{ kind: 'location', latitude: 1, longitude: 2, name: 'a', address: 'b' }],
		},
		{ kind: 'body', parameters: [text, { ...text, name: 'first_name' }] },
		{
			kind: 'button',
			button: 'quickReply',
			index: 0,
			parameter: { kind: 'payload', payload: 'Y' },
		},
		{ kind: 'button', button: 'url', index: 1, parameter: text },
		{
			kind: 'button',
			button: 'copyCode',
			index: 2,
			parameter: { kind: 'couponCode', code: 'X1' },
		},
		{
			kind: 'button',
			button: 'flow',
			index: 3,
			parameter: { kind: 'flow', token: 't', data: null },
		},
		{
			kind: 'button',
			button: 'flow',
			index: 4,
			parameter: { kind: 'flow', token: 't', data: { a: 1 } },
		},
		{
			kind: 'carousel',
			cards: [{ index: 0, components: [{ kind: 'body', parameters: [text] }] }],
		},
	]);

	expect(payload).toMatchObject({
		template: {
			components: [
				{ type: 'header', parameters: [{ type: 'image', image: { id: '7' } }] },
				{ type: 'header', parameters: [{ type: 'video', video: { id: '7' } }] },
				{
					type: 'header',
					parameters: [{ type: 'document', document: { id: '7', filename: 'a.pdf' } }],
				},
				{ type: 'header', parameters: [{ type: 'document', document: { id: '7' } }] },
				{
					type: 'header',
					parameters: [
						{
							type: 'location',
							location: { latitude: 1, longitude: 2, name: 'a', address: 'b' },
						},
					],
				},
				{
					type: 'body',
					parameters: [
						{ type: 'text', text: 'Ana' },
						{ type: 'text', parameter_name: 'first_name', text: 'Ana' },
					],
				},
				{
					type: 'button',
					sub_type: 'quick_reply',
					index: '0',
					parameters: [{ type: 'payload', payload: 'Y' }],
				},
				{
					type: 'button',
					sub_type: 'url',
					index: '1',
					parameters: [{ type: 'text', text: 'Ana' }],
				},
				{
					type: 'button',
					sub_type: 'copy_code',
					index: '2',
					parameters: [{ type: 'coupon_code', coupon_code: 'X1' }],
				},
				{
					type: 'button',
					sub_type: 'flow',
					index: '3',
					parameters: [{ type: 'action', action: { flow_token: 't' } }],
				},
				{
					type: 'button',
					sub_type: 'flow',
					index: '4',
					parameters: [
						{
							type: 'action',
							action: { flow_token: 't', flow_action_data: { a: 1 } },
						},
					],
				},
				{
					type: 'carousel',
					cards: [
						{
							card_index: 0,
							components: [
								{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] },
							],
						},
					],
				},
			],
		},
	});
});
