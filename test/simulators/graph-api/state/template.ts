import type { JsonObject } from '../json.ts';

/** https://developers.facebook.com/docs/whatsapp/message-templates/guidelines. */
export const TEMPLATE_STATUSES = [
	'APPROVED',
	'ARCHIVED',
	'DELETED',
	'DISABLED',
	'IN_APPEAL',
	'LIMIT_EXCEEDED',
	'PAUSED',
	'PENDING',
	'PENDING_DELETION',
	'REJECTED',
] as const;

/** Where a template stands with Meta. */
export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];

export const TEMPLATE_CATEGORIES = ['AUTHENTICATION', 'MARKETING', 'UTILITY'] as const;

/** What Meta counts and charges a template as. */
export type TemplateCategory = (typeof TEMPLATE_CATEGORIES)[number];

export const QUALITY_SCORES = ['GREEN', 'RED', 'UNKNOWN', 'YELLOW'] as const;

/** What customers think of a template. */
export type QualityScore = (typeof QUALITY_SCORES)[number];

/** What of a template changes while it exists. */
export interface TemplateStanding {
	readonly status: TemplateStatus;
	readonly category: TemplateCategory;
	readonly qualityScore: QualityScore;
	/** `NONE` unless it was rejected. */
	readonly rejectedReason: string;
}

/** A template of an account, as Meta keeps it. */
export interface MessageTemplate extends TemplateStanding {
	readonly id: string;
	readonly wabaId: string;
	readonly name: string;
	readonly language: string;
	readonly previousCategory: TemplateCategory | null;
	readonly parameterFormat: 'POSITIONAL' | 'NAMED';
	readonly components: readonly JsonObject[];
	/** When it was edited while it was approved; simulated ms. */
	readonly edits: readonly number[];
}

/** A component of a template by its type, in capitals. */
export function componentOf(
	components: readonly JsonObject[],
	type: string,
): JsonObject | undefined {
	return components.find((component) => wordOf(component['type']) === type);
}

/** Meta takes its words in capitals or not. */
export function wordOf(value: unknown): string {
	return typeof value === 'string' ? value.toUpperCase() : '';
}

/** The names of the variables of a text, in their order. */
export function variablesOf(text: unknown): readonly string[] {
	if (typeof text !== 'string') return [];
	return [...text.matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/g)].map(([, name = '']) => name);
}
