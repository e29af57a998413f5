import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import {
	formatReference,
	templateFields,
	wrong,
	type Template,
	type TemplateDesk,
} from '../../../src/index.ts';
import { openDesk } from '../adapter/drafts.ts';
import { eachItem } from '../adapter/each-item.ts';
import { fieldsOf } from '../adapter/fields/fields.ts';
import { readBody } from '../adapter/fields/template-body.ts';
import { readReference } from '../adapter/fields/template-reference.ts';
import { readLimit } from '../adapter/fields/values.ts';

/** Does the chosen operation for each item: all but Send. */
export async function runTemplate(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const desk = await openDesk(context);
	return await eachItem(context, async (index) => {
		const found = await runItem(context, await desk.templates(), index);
		return found.map((json) => ({ json }));
	});
}

async function runItem(
	context: IExecuteFunctions,
	templates: TemplateDesk,
	index: number,
): Promise<readonly IDataObject[]> {
	const fields = fieldsOf(context, index);
	switch (context.getNodeParameter('operation', index)) {
		case 'getAll': {
			const query = readFilters(context.getNodeParameter('filters', index, {}));
			const limit = readLimit(fields.value('returnAll'), fields.value('limit'));
			return (await templates.getAll(query, limit ?? Infinity)).map(toItem);
		}
		case 'get':
			return [toItem(await templates.get(readReference(fields.value('template'))))];
		case 'create': {
			const body = await readBody(context, index);
			if (body === null)
				throw wrong('Specify Content', 'is none of a new template', 'Choose another one.');
			const order = {
				name: fields.text('name').trim(),
				language: fields.text('language').trim(),
				category: fields.text('category'),
				body,
			};
			return [toItem(await templates.create(order))];
		}
		case 'update': {
			const reference = readReference(fields.value('template'));
			const category = fields.text('newCategory');
			const body = await readBody(context, index);
			const change = {
				...(category === '' ? {} : { category }),
				...(body === null ? {} : { body }),
			};
			return [toItem(await templates.update(reference, change))];
		}
		case 'delete': {
			const reference = readReference(fields.value('template'));
			const gone = await templates.remove(reference, fields.isOn('allLanguages'));
			return [{ deleted: true, templates: gone.map((template) => ({ ...template })) }];
		}
		default:
			throw wrong('Operation', 'is none that the node has', 'Choose one from the list.');
	}
}

const FILTERS = ['status', 'category', 'language', 'search'] as const;

function readFilters(given: unknown) {
	const values = new Map(Object.entries(given ?? {}));
	const filled = FILTERS.flatMap((name) => {
		const value: unknown = values.get(name);
		return typeof value === 'string' && value.trim() !== ''
			? [[name, value.trim()] as const]
			: [];
	});
	return Object.fromEntries(filled);
}

/** A template as the node shows it; status, quality and category in Meta's own words. */
function toItem(template: Template): IDataObject {
	const { id, name, language, status, category, quality, rejectedReason } = template;
	const { header, body, footer, buttons, cards } = template;
	return {
		id,
		name,
		language,
		template: formatReference(template),
		status,
		category,
		quality,
		rejectedReason,
		header: header === null ? null : { ...header },
		body: body?.text ?? null,
		footer,
		buttons: buttons.map((button) => ({ ...button })),
		...(cards.length === 0 ? {} : { cards: cards.map((card) => ({ ...card })) }),
		fields: templateFields(template).map((field) => ({
			id: field.id,
			label: field.label,
			required: field.isRequired,
			example: field.example,
		})),
	};
}
