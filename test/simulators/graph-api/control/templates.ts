import type { JsonObject } from '../json.ts';
import type { Simulation } from '../simulation.ts';
import {
	QUALITY_SCORES,
	TEMPLATE_CATEGORIES,
	TEMPLATE_STATUSES,
	type MessageTemplate,
	type TemplateStanding,
} from '../state/template.ts';
import { numberNamed } from './actions.ts';
import { BadInput, json, list, number, object, oneOf, optional, text } from './check.ts';

/** A template to be made without a review. What is not said is made up. */
export interface TemplateOptions extends Partial<TemplateStanding> {
	readonly name: string;
	/** Default `en_US`. */
	readonly language?: string;
	/** Default a body without variables. */
	readonly components?: readonly JsonObject[];
	readonly parameterFormat?: MessageTemplate['parameterFormat'];
	/** A number of the account; default the first. */
	readonly phoneNumberId?: string;
}

/** Templates to be made: one, or so many that are approved and have one variable each. */
export type TemplateOrder = TemplateOptions | { readonly count: number };

/** What Meta does to a template: its review, pauses, quality, another category. */
export type TemplateChanges = Partial<TemplateStanding>;

const standing = {
	status: optional(oneOf(...TEMPLATE_STATUSES)),
	category: optional(oneOf(...TEMPLATE_CATEGORIES)),
	qualityScore: optional(oneOf(...QUALITY_SCORES)),
	rejectedReason: optional(text),
};

/** Reads `TemplateChanges`. */
export const templateChanges = object<TemplateChanges>(standing);

const options = object<TemplateOptions>({
	...standing,
	name: text,
	language: optional(text),
	components: optional(list(json)),
	parameterFormat: optional(oneOf('POSITIONAL', 'NAMED')),
	phoneNumberId: optional(text),
});

const many = object<{ readonly count: number }>({ count: number });

/** Makes templates. */
export function makeTemplates(sim: Simulation, body: unknown): readonly MessageTemplate[] {
	if (typeof body === 'object' && body !== null && 'count' in body) {
		const { count } = many(body, 'templates');
		return Array.from({ length: count }, (_, index) => make(sim, sample(index + 1)));
	}
	return [make(sim, options(body, 'template'))];
}

/** The template with this id, or this `name|language`. */
export function templateNamed({ world }: Simulation, name: string): MessageTemplate {
	const template =
		world.templates.get(name) ??
		[...world.templates.values()].find((one) => `${one.name}|${one.language}` === name);
	if (template === undefined) throw new BadInput(`There is no template ${name}.`);
	return template;
}

function make(sim: Simulation, given: TemplateOptions): MessageTemplate {
	const { phoneNumberId, components, language = 'en_US', category = 'UTILITY', ...rest } = given;
	const { wabaId } = numberNamed(sim, phoneNumberId);
	return sim.templates.add({
		status: 'APPROVED',
		parameterFormat: 'POSITIONAL',
		...rest,
		wabaId,
		language,
		category,
		components: components ?? [{ type: 'BODY', text: 'Your order is on its way.' }],
	});
}

function sample(index: number): TemplateOptions {
	return {
		name: `sample_${String(index).padStart(3, '0')}`,
		components: [
			{
				type: 'BODY',
				text: `Hello {{1}}, this is sample ${index}.`,
				example: { body_text: [['Ana']] },
			},
		],
	};
}
