import { wrong } from '../outgoing/field.ts';

/** What names a template within an account. */
export interface TemplateReference {
	readonly name: string;
	readonly language: string;
}

const FORM = /^([a-z0-9_]{1,512})\|([A-Za-z]{2,3}(?:_[A-Za-z0-9]{2,8})?)$/;

/**
 * Reads `name|language`.
 *
 * @param field how the panel calls it
 * @throws TeamError `invalidInput`
 */
export function parseReference(text: string, field = 'Template'): TemplateReference {
	const [, name, language] = FORM.exec(text.trim()) ?? [];
	if (name !== undefined && language !== undefined) return { name, language };
	throw wrong(
		field,
		text.trim() === '' ? 'is empty' : 'names no template',
		'Choose a template from the list, or write its name and its language as in order_update|en_US.',
	);
}

/** The text that {@link parseReference} reads. */
export function formatReference({ name, language }: TemplateReference): string {
	return `${name}|${language}`;
}
