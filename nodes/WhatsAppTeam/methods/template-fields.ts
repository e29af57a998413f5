import type {
	ILoadOptionsFunctions,
	INodePropertyOptions,
	ResourceMapperFields,
} from 'n8n-workflow';
import { templateFields as fieldsOf, type TemplateField } from '../../../src/index.ts';
import { openDeskOf } from '../adapter/credential.ts';
import { toNodeError } from '../adapter/errors.ts';
import { readReference } from '../adapter/fields/template-reference.ts';
import { asWatched } from './search-templates.ts';

/** The fields of the template that is chosen in 'Template'. */
export async function templateFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const found = await fieldsAt(this, 'template', 'Template');
	if (found === null) return { fields: [], emptyFieldsNotice: 'Choose a template first.' };
	const fields = found.map(toMapperField);
	if (fields.length > 0) return { fields };
	return { fields, emptyFieldsNotice: 'This template has nothing to fill in.' };
}

/** The fields of the template that is chosen in 'Fallback Template'. */
export async function fallbackFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const found = await fieldsAt(this, 'options.fallbackTemplate', 'Fallback Template');
	return (found ?? []).map(({ id, label, isRequired }) => ({
		name: label,
		value: id,
		...(isRequired ? {} : { description: 'May be left out' }),
	}));
}

/** @returns `null` while none is chosen */
async function fieldsAt(
	context: ILoadOptionsFunctions,
	path: string,
	name: string,
): Promise<readonly TemplateField[] | null> {
	const locator = context.getNodeParameter(path, undefined) as unknown;
	if (isEmpty(locator)) return null;
	try {
		const reference = readReference(locator, name);
		const desk = await openDeskOf(asWatched(context));
		const template = await desk.findTemplate(reference);
		return template === null ? [] : fieldsOf(template);
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

function isEmpty(locator: unknown): boolean {
	const value = (locator as { readonly value?: unknown } | undefined)?.value;
	return value === undefined || value === null || value === '';
}

/** Every value is a text to n8n: what it has to be is checked when it is sent, in words. */
function toMapperField(field: TemplateField): ResourceMapperFields['fields'][number] {
	return {
		id: field.id,
		displayName: field.label,
		required: field.isRequired,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		type: TYPES[field.type],
		// What may be left out is added by those who need it.
		removed: !field.isRequired,
	};
}

const TYPES = { text: 'string', number: 'number', media: 'string', json: 'object' } as const;
