import type { IExecuteFunctions } from 'n8n-workflow';
import { wrong } from '../../../../src/index.ts';

/** The fields that reach a customer or the team as they are, by their names. */
const TEXTS: Readonly<Record<string, string>> = {
	text: 'Text',
	caption: 'Caption',
	headerText: 'Header Text',
	footer: 'Footer',
};

/**
 * Refuses an expression that was typed into a field that is not set to Expression: n8n leaves it as
 * it is, and the customer would read it. What an expression gives is never refused: customers may
 * write what they like.
 *
 * @throws TeamError `invalidInput`, naming the field
 */
export function checkFixedTexts(context: Pick<IExecuteFunctions, 'getNode'>): void {
	const { parameters } = context.getNode();
	for (const [name, label] of Object.entries(TEXTS)) {
		const raw = parameters[name];
		const isFixed = typeof raw === 'string' && !raw.startsWith('=');
		if (isFixed && /\{\{\s*\$/.test(raw)) {
			throw wrong(
				label,
				'holds {{ $… }} as plain text',
				"Switch the field from 'Fixed' to 'Expression', so that n8n fills it in.",
			);
		}
	}
}
