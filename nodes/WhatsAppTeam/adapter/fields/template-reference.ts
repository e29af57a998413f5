import { parseReference, type TemplateReference } from '../../../../src/index.ts';

/**
 * Reads which template is meant: from the list, or written as `name|language`.
 *
 * @param field how the panel calls it
 * @throws TeamError `invalidInput`
 */
export function readReference(locator: unknown, field = 'Template'): TemplateReference {
	const isLocator = typeof locator === 'object' && locator !== null && 'value' in locator;
	const value = isLocator ? locator.value : locator;
	return parseReference(typeof value === 'string' ? value : '', field);
}
