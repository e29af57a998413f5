import type { IExecuteFunctions } from 'n8n-workflow';
import type { TemplateContent } from '../../../src/index.ts';
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
	};
	const { fallbackTemplate } = options;
	if (fallbackTemplate === undefined) return null;
	const reference = readReference(fallbackTemplate, 'Fallback Template');
	const template = await tools.findTemplate(reference);
	if (template === null) return null;
	const given = context.getNodeParameter('fallbackFields', index, null);
	return await readTemplateFields(context, index, template, given, tools);
}
