import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import {
	isCrmName,
	wrong,
	type ContactChange,
	type Desk,
	type Marketing,
} from '../../../src/index.ts';
import { exportFile } from '../adapter/export-file.ts';
import { contactsExport } from '../adapter/items/export-rows.ts';
import {
	itemsOf,
	readContactFilter,
	readListForm,
	readOptions,
} from '../adapter/fields/lookup-form.ts';
import { toContactItem, toContactRowItem } from '../adapter/items/lookup-item.ts';
import { readPerson } from '../adapter/fields/person.ts';
import { entriesOf, optionalText, textOf } from '../adapter/fields/values.ts';

/**
 * Finds contacts, writes down what the team knows of them, and hands them on.
 *
 * @throws TeamError
 */
export async function runContact(
	context: IExecuteFunctions,
	desk: Desk,
	index: number,
): Promise<readonly INodeExecutionData[]> {
	const lookup = desk.lookup();
	const people = desk.people(optionalText(readOptions(context, index)['actingAgent']));
	switch (context.getNodeParameter('operation', index)) {
		case 'get': {
			const found = await people.find(await readPerson(context, index, desk));
			return [{ json: toContactItem(found) }];
		}
		case 'getAll': {
			const form = {
				...readListForm(context, index),
				filter: readContactFilter(context, index),
			};
			const signal = context.getExecutionCancelSignal();
			return [...(await itemsOf(lookup.contacts(form), toContactRowItem, signal))];
		}
		case 'export': {
			const { actingAgent } = readListForm(context, index);
			await lookup.checkExport(actingAgent);
			const filter = readContactFilter(context, index);
			const form = { filter, actingAgent, after: null, limit: null };
			return [await exportFile(context, index, contactsExport(lookup.contacts(form)))];
		}
		case 'upsert': {
			const who = await readPerson(context, index, desk);
			const { contact, isNew } = await people.upsert(who, readChange(context, index));
			return [{ json: { ...toContactItem(contact), isNew } }];
		}
		case 'setConsent': {
			const marketing = readMarketing(context.getNodeParameter('marketing', index));
			const person = await readPerson(context, index, desk);
			return [{ json: toContactItem(await people.setConsent(person, marketing)) }];
		}
		case 'merge': {
			const into = await readPerson(context, index, desk);
			const from = await readPerson(context, index, desk, 'mergeFrom', 'Merge From');
			const { contact, hasChanged } = await people.merge(into, from);
			return [{ json: { ...toContactItem(contact), hasChanged } }];
		}
		case 'map': {
			const contact = await people.find(await readPerson(context, index, desk));
			const mapped = await lookup.map(readMapping(context, index), toContactItem(contact));
			return [{ json: asObject(mapped) }];
		}
		case 'delete': {
			const erased = await people.erase(await readPerson(context, index, desk));
			const { contactId, ...counts } = erased;
			return [{ json: { contactId, erased: true, ...counts } }];
		}
		default:
			throw wrong('Operation', 'is none that the resource has', 'Choose one from the list.');
	}
}

function readMarketing(value: unknown): Marketing | null {
	if (value === 'in' || value === 'out') return value;
	if (value === 'unknown') return null;
	throw wrong('Marketing', 'is none that there is', 'Write in, out or unknown.');
}

/** Only what is given: a field that is added and empty takes back what was said. */
function readChange(context: IExecuteFunctions, index: number): ContactChange {
	const given = context.getNodeParameter('contactFields', index, {}) as IDataObject;
	const links = entriesOf(given['crmLinks']);
	return {
		...('name' in given ? { name: optionalText(given['name']) } : {}),
		...('language' in given ? { language: optionalText(given['language']) } : {}),
		...('timeZone' in given ? { timeZone: optionalText(given['timeZone']) } : {}),
		...(links.length === 0
			? {}
			: {
					crmLinks: links.map((link) => ({
						system: textOf(link['system']).toLowerCase(),
						type: textOf(link['type']).toLowerCase(),
						id: optionalText(link['id']),
					})),
				}),
	};
}

function readMapping(context: IExecuteFunctions, index: number): string {
	const crm = String(context.getNodeParameter('crm', index));
	if (isCrmName(crm)) return crm;
	if (crm !== 'custom') {
		throw wrong('CRM', 'is none that there is', 'Choose one from the list.');
	}
	const mapping = optionalText(context.getNodeParameter('mapping', index, ''));
	if (mapping !== null) return mapping;
	throw wrong('Expression', 'is empty', "Write JSONata, as in { 'fullName': name }.");
}

function asObject(mapped: unknown): IDataObject {
	const isObject = typeof mapped === 'object' && mapped !== null && !Array.isArray(mapped);
	if (isObject) return mapped as IDataObject;
	throw wrong(
		'Expression',
		'returned something that is no object',
		"Let it return fields with values, as in { 'fullName': name }.",
	);
}
