import {
	workflow,
	type CredentialReference,
	type WorkflowDraft,
} from '../../e2e/support/workflow.ts';
import type { TemplateOptions } from '../../simulators/graph-api/control/templates.ts';
import { begin, say, WORDS } from './parts.ts';

/** The template that goes where the 24 hours are over. */
export const REMINDER_TEMPLATE: TemplateOptions = {
	name: 'order_ready',
	category: 'UTILITY',
	components: [
		{
			type: 'BODY',
			text: 'Hello {{1}}, your order is ready. We are open until six.',
			example: { body_text: [['Ana']] },
		},
	],
};

/** Answers with free text within the 24 hours, and with a template after them. */
export function reminder(credential: CredentialReference, name: string): WorkflowDraft {
	return workflow(name, [
		begin(credential, { textContains: WORDS.reminder }),
		say('Say it is ready', 'Your order is ready, come by until six. 🥖', {
			credential,
			at: [240, 200],
			options: {
				category: 'service',
				fallbackTemplate: { __rl: true, mode: 'name', value: 'order_ready|en_US' },
				fallbackFields: {
					values: [{ field: 'body_1', value: '={{ $json.contact.name }}' }],
				},
			},
		}),
	]);
}
