import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isCrmName, wrong, type ContactChange, type Desk } from '../../../src/index.ts';
import { exportFile } from '../adapter/export-file.ts';
import { contactsExport } from '../adapter/export-rows.ts';
import { itemsOf, readContactFilter, readListForm, textOf } from '../adapter/lookup-form.ts';
import { toContactItem, toContactRowItem } from '../adapter/lookup-item.ts';
import { readPerson } from '../adapter/person.ts';

/**
 * Lists contacts, writes down what the team knows of them, and hands them on.
 *
 * @returns `null` if the operation is none of these
 * @throws TeamError
 */
export async function runMoreContact(
	context: IExecuteFunctions,
	desk: Desk,
	index: number,
): Promise<readonly INodeExecutionData[] | null> {
	const lookup = desk.lookup();
	switch (context.getNodeParameter('operation', index)) {
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
			const { contact, isNew } = await desk.upsertContact(who, readChange(context, index));
			return [{ json: { ...toContactItem(contact), isNew } }];
		}
		case 'merge': {
			const into = await readPerson(context, index, desk);
			const from = await readPerson(context, index, desk, 'mergeFrom', 'Merge From');
			const { contact, hasChanged } = await desk.mergePeople(into, from);
			return [{ json: { ...toContactItem(contact), hasChanged } }];
		}
		case 'map': {
			const contact = await desk.findContact(await readPerson(context, index, desk));
			const mapped = await lookup.map(readMapping(context, index), toContactItem(contact));
			return [{ json: asObject(mapped) }];
		}
		default:
			return null;
	}
}

/** Only what is given: a field that is added and empty takes back what was said. */
function readChange(context: IExecuteFunctions, index: number): ContactChange {
	const given = context.getNodeParameter('contactFields', index, {}) as IDataObject;
	const { values } = (given['crmLinks'] ?? {}) as { readonly values?: unknown };
	const links = Array.isArray(values) ? (values as readonly IDataObject[]) : [];
	return {
		...('name' in given ? { name: textOf(given['name']) } : {}),
		...('language' in given ? { language: textOf(given['language']) } : {}),
		...('timeZone' in given ? { timeZone: textOf(given['timeZone']) } : {}),
		...(links.length === 0
			? {}
			: {
					crmLinks: links.map((link) => ({
						system: (textOf(link['system']) ?? '').toLowerCase(),
						type: (textOf(link['type']) ?? '').toLowerCase(),
						id: textOf(link['id']),
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
	const mapping = textOf(context.getNodeParameter('mapping', index, ''));
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
