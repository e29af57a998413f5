import type { IExecuteFunctions } from 'n8n-workflow';
import type { TemplateContent } from '../../../../src/index.ts';
import type { ContentTools } from './draft.ts';
import { readTemplateFields } from './template-content.ts';
import { readReference } from './template-reference.ts';

/**
 * Reads the option 'Fallback Template' of Send.
 *
 * @returns `null` if there is none, or a linked number needs none
 * @throws TeamError `invalidInput`, naming the field
 */
export async function readFallback(
	context: IExecuteFunctions,
	index: number,
	tools: ContentTools,
): Promise<TemplateContent | null> {
	const options = context.getNodeParameter('options', index, {}) as {
		readonly fallbackTemplate?: unknown;
		readonly fallbackFields?: unknown;
	};
	const { fallbackTemplate, fallbackFields } = options;
	if (fallbackTemplate === undefined) return null;
	const reference = readReference(fallbackTemplate, 'Fallback Template');
	const template = await tools.findTemplate(reference);
	if (template === null) return null;
	const given = valuesOf(fallbackFields);
	const panel = 'Fallback Template Fields';
	return await readTemplateFields(context, index, template, given, tools, panel);
}

/** The rows of the panel as an object; one that an expression gives is taken as it is. */
function valuesOf(given: unknown): unknown {
	const { values } = (given ?? {}) as { readonly values?: unknown };
	if (!Array.isArray(values)) return given;
	return Object.fromEntries(
		values.map((row: unknown) => {
			const { field, value } = (row ?? {}) as { field?: unknown; value?: unknown };
			return [typeof field === 'string' ? field : '', value];
		}),
	);
}
