import { own } from '../demo/workflows/parts.ts';
import {
	manualTrigger,
	node,
	packageName,
	teamSend,
	workflow,
	type CredentialReference,
	type WorkflowDraft,
} from '../e2e/support/workflow.ts';

/** Workflows that only pictures need, by their names. */
export const DRAFTS = {
	/** A free text to somebody who has not written: the 24-hour window is closed. */
	'Write to somebody new': (credential) =>
		byHand('Write to somebody new', [
			teamSend(
				{
					operation: 'send',
					recipient: { __rl: true, mode: 'phone', value: '+49 151 12345699' },
					messageType: 'text',
					text: 'Our bread of the month is here.',
				},
				{ credential, position: [240, 0] },
				'Tell the news',
			),
		]),
	/** A phone number that cannot be one. */
	'Write to a typo': (credential) =>
		byHand('Write to a typo', [
			teamSend(
				{
					operation: 'send',
					recipient: { __rl: true, mode: 'phone', value: '12345' },
					messageType: 'text',
					text: 'Our bread of the month is here.',
				},
				{ credential, position: [240, 0] },
				'Tell the news',
			),
		]),
	/** An approved template, with a field for each of its gaps. */
	'Send a template': (credential) =>
		byHand('Send a template', [
			node(
				'The order is ready',
				`${packageName}.whatsAppTeamTemplate`,
				{
					operation: 'send',
					recipient: { __rl: true, mode: 'phone', value: '+49 151 12345671' },
					template: { __rl: true, mode: 'list', value: 'order_ready|en_US' },
					templateFields: { mappingMode: 'defineBelow', value: { body_1: 'Ana' } },
				},
				{ credential, position: [240, 0] },
			),
		]),
	/** Who has waited longest, for a person to look at. */
	'Who is waiting': (credential) =>
		byHand('Who is waiting', [
			own(
				'Who is waiting?',
				'Inbox',
				{
					resource: 'conversation',
					operation: 'getAll',
					returnAll: false,
					limit: 10,
					order: 'lastMessage',
					filters: { statuses: ['open', 'pending'] },
				},
				{ credential, position: [240, 0] },
			),
		]),
} as const satisfies Readonly<Record<string, (credential: CredentialReference) => WorkflowDraft>>;

function byHand(name: string, nodes: WorkflowDraft['nodes']): WorkflowDraft {
	return workflow(name, [manualTrigger(), ...nodes]);
}
