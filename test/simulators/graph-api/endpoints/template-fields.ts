import { badParameter } from '../graph/refusal.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { MessageTemplate } from '../state/template.ts';

/** What comes when no fields are asked for: https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/message_templates. */
export const TEMPLATE_FIELDS = [
	'name',
	'parameter_format',
	'components',
	'language',
	'status',
	'category',
	'id',
];

type Reader = (template: MessageTemplate) => JsonValue | undefined;

const READERS: Readonly<Record<string, Reader>> = {
	id: ({ id }) => id,
	name: ({ name }) => name,
	language: ({ language }) => language,
	status: ({ status }) => status,
	category: ({ category }) => category,
	previous_category: ({ previousCategory }) => previousCategory ?? undefined,
	parameter_format: ({ parameterFormat }) => parameterFormat,
	components: ({ components }) => [...components],
	quality_score: ({ qualityScore }) => ({ score: qualityScore, date: 1_700_000_000 }),
	rejected_reason: ({ rejectedReason }) => rejectedReason,
};

/** The fields asked for, and always the id. An unknown field is refused. */
export function templateNode(template: MessageTemplate, fields: readonly string[]): JsonObject {
	const node: JsonObject = {};
	for (const field of fields) {
		const reader = READERS[field];
		if (reader === undefined) {
			throw badParameter(
				`Tried accessing nonexisting field (${field}) on node type (WhatsAppMessageTemplate)`,
			);
		}
		node[field] = reader(template);
	}
	return { ...node, id: template.id };
}
