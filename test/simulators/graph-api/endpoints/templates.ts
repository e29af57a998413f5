import { accountOf } from '../graph/access.ts';
import type { Endpoint, GraphCall } from '../graph/call.ts';
import { badParameter, GraphRefusal, missingParameter, unknownObject } from '../graph/refusal.ts';
import { TEMPLATE_CATEGORIES, wordOf, type MessageTemplate } from '../state/template.ts';
import { refuse } from '../templates/refuse.ts';
import { checkComponents } from '../templates/rules.ts';
import { readFields } from './number-fields.ts';
import { pageOf } from './paging.ts';
import { TEMPLATE_FIELDS, templateNode } from './template-fields.ts';

/** How many templates an account may have: https://developers.facebook.com/docs/whatsapp/message-templates/guidelines. */
const MOST = 250;

/** `GET /{waba_id}/message_templates`. */
export const listTemplates: Endpoint = (call, { world, templates }) => {
	const account = accountOf(call, world);
	const fields = readFields(call.query.get('fields'), TEMPLATE_FIELDS);
	const found = world.templatesOf(account.id).filter((template) => matches(template, call));
	templates.note('listed', null);
	return pageOf(
		found.map((template) => templateNode(template, fields)),
		call,
	);
};

/** Filters are texts, compared as wholes but for what is looked for in names and contents. */
function matches(template: MessageTemplate, { query }: GraphCall): boolean {
	const same = (name: string, value: string): boolean =>
		(query.get(name) ?? value).toLowerCase() === value.toLowerCase();
	const content = JSON.stringify(template.components).toLowerCase();
	const holds = (name: string, text: string): boolean =>
		text.includes((query.get(name) ?? '').toLowerCase());
	return (
		same('status', template.status) &&
		same('category', template.category) &&
		same('language', template.language) &&
		same('quality_score', template.qualityScore) &&
		holds('name', template.name) &&
		holds('content', content) &&
		holds('name_or_content', `${template.name} ${content}`)
	);
}

/** `POST /{waba_id}/message_templates`: it is reviewed before it can be sent. */
export const createTemplate: Endpoint = (call, { world, templates }) => {
	const account = accountOf(call, world);
	const { name, language, components } = call.body;
	if (typeof name !== 'string' || !/^[a-z0-9_]{1,512}$/.test(name)) {
		throw badParameter('Param name must be 1 to 512 of a-z, 0-9 and _.');
	}
	if (typeof language !== 'string' || !/^[a-z]{2,3}(?:_[A-Z]{2,4})?$/.test(language)) {
		throw badParameter('Param language is none that is supported.');
	}
	const word = wordOf(call.body['category']);
	const category = TEMPLATE_CATEGORIES.find((known) => known === word);
	if (category === undefined) {
		throw badParameter(`Param category must be one of {${TEMPLATE_CATEGORIES.join(', ')}}.`);
	}
	const parameterFormat =
		wordOf(call.body['parameter_format']) === 'NAMED' ? 'NAMED' : 'POSITIONAL';
	const isHandle = (handle: string) => world.handles.has(handle);
	checkComponents(components, { category, parameterFormat, isHandle });
	if (world.findTemplate(account.id, name, language) !== undefined) {
		throw refuse(2388024, 'There is already content for this template in this language.');
	}
	if (world.templatesOf(account.id).length >= MOST) {
		throw refuse(2388019, `An account has at most ${MOST} templates.`);
	}
	const template = templates.add({
		wabaId: account.id,
		name,
		language,
		category,
		parameterFormat,
		components: components as MessageTemplate['components'],
	});
	templates.note('created', template);
	return { id: template.id, status: template.status, category: template.category };
};

/** `DELETE /{waba_id}/message_templates`: by name in all languages, or one by its id as well. */
export const deleteTemplates: Endpoint = (call, { world, templates }) => {
	const account = accountOf(call, world);
	const name = call.query.get('name');
	const id = call.query.get('hsm_id');
	if (name === null || name === '') throw missingParameter('name');
	const doomed = world
		.templatesOf(account.id)
		.filter((template) => template.name === name && (id === null || template.id === id));
	if (doomed.length === 0) throw unknownObject(call.method, id ?? name);
	if (doomed.some(({ status }) => status === 'DISABLED')) {
		throw new GraphRefusal({ code: 100, message: '(#100) A disabled template stays.' });
	}
	for (const template of doomed) templates.remove(template);
	return { success: true };
};
