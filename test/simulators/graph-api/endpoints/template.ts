import { requireScope } from '../graph/access.ts';
import type { Endpoint, GraphCall, GraphParts } from '../graph/call.ts';
import { badParameter, missingParameter, unknownObject } from '../graph/refusal.ts';
import { TEMPLATE_CATEGORIES, wordOf, type MessageTemplate } from '../state/template.ts';
import { refuse } from '../templates/refuse.ts';
import { checkComponents } from '../templates/rules.ts';
import { readFields } from './number-fields.ts';
import { TEMPLATE_FIELDS, templateNode } from './template-fields.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How often one that is approved may be edited: https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates. */
const EDITS = [
	{ most: 1, withinMs: DAY_MS, words: 'once in 24 hours' },
	{ most: 10, withinMs: 30 * DAY_MS, words: '10 times in 30 days' },
] as const;

/** `GET /{template_id}`. */
export const readTemplate: Endpoint = (call, parts) => {
	const template = templateOf(call, parts);
	parts.templates.note('read', template);
	return templateNode(template, readFields(call.query.get('fields'), TEMPLATE_FIELDS));
};

/** `POST /{template_id}` with `components`, which replace all there are, or with `category`. */
export const editTemplate: Endpoint = (call, parts) => {
	const template = templateOf(call, parts);
	const { components } = call.body;
	const word = wordOf(call.body['category']);
	if (components === undefined && word === '') throw missingParameter('components');
	refuseUnlessEditable(template, parts.clock.now());
	const category = TEMPLATE_CATEGORIES.find((known) => known === word);
	if (word !== '' && category === undefined) throw badParameter('Param category is not known.');
	if (category !== undefined && template.status === 'APPROVED') {
		throw badParameter('The category of an approved template cannot be changed.');
	}
	if (components !== undefined) {
		const isHandle = (handle: string) => parts.world.handles.has(handle);
		checkComponents(components, { ...template, isHandle });
	}
	parts.templates.edit(template, {
		...(components === undefined
			? {}
			: { components: components as MessageTemplate['components'] }),
		...(category === undefined ? {} : { category }),
	});
	return { success: true };
};

/** `POST /{template_id}/unpause`. */
export const unpauseTemplate: Endpoint = (call, parts) => {
	const template = templateOf(call, parts);
	if (template.status !== 'PAUSED') throw refuse(2388039, 'The template is not paused.');
	parts.templates.change(template, { status: 'APPROVED' });
	return { success: true };
};

function refuseUnlessEditable({ status, edits }: MessageTemplate, now: number): void {
	if (!['APPROVED', 'REJECTED', 'PAUSED'].includes(status)) {
		throw refuse(2388039, `A template that is ${status} cannot be changed.`);
	}
	if (status !== 'APPROVED') return;
	for (const { most, withinMs, words } of EDITS) {
		if (edits.filter((at) => at > now - withinMs).length >= most) {
			throw badParameter(`An approved template can be edited ${words}.`);
		}
	}
}

function templateOf(call: GraphCall, { world }: GraphParts): MessageTemplate {
	const template = world.templates.get(call.objectId);
	if (template === undefined || !call.token.wabaIds.includes(template.wabaId)) {
		throw unknownObject(call.method, call.objectId);
	}
	requireScope(call.token, 'whatsapp_business_management');
	return template;
}
