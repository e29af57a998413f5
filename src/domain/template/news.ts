import type { EventType } from '../event.ts';
import type { TemplatePart } from '../item.ts';
import type { Template, TemplateStanding } from './model.ts';

/** A change of a template. */
export interface TemplateNews {
	readonly type: Extract<EventType, `template.${string}`>;
	readonly field: 'status' | 'quality' | 'category';
	/** `null` for a template that was not there before. */
	readonly from: string | null;
	readonly to: string | null;
	/** The template from then on. */
	readonly template: TemplatePart;
}

/** Its state once it is gone. */
const GONE = 'DELETED';

/** What is new of a template. @param before `null` if it was not there */
export function newsOf(before: TemplateStanding | null, after: Template): readonly TemplateNews[] {
	const { name, language, status, quality, category } = after;
	const template = { name, language, status, quality, category };
	if (before === null) {
		return [{ type: 'template.status', field: 'status', from: null, to: status, template }];
	}
	const fields = ['status', 'quality', 'category'] as const;
	return fields
		.filter((field) => before[field] !== after[field])
		.map((field) => ({
			type: `template.${field}` as const,
			field,
			from: before[field],
			to: after[field],
			template,
		}));
}

/** The news that a template is gone. */
export function newsOfGone({ status, ...gone }: Template): TemplateNews {
	const { name, language, quality, category } = gone;
	const template = { name, language, status: GONE, quality, category };
	return { type: 'template.status', field: 'status', from: status, to: GONE, template };
}
