import type { CredentialReference, WorkflowDraft } from '../../e2e/support/workflow.ts';
import { autoAnswer } from './auto-answer.ts';
import { followUp } from './follow-up.ts';
import { reminder } from './reminder.ts';
import { router } from './router.ts';

/** The names of the workflows, by which a later start finds them again. */
export const WORKFLOW_NAME = 'Auto-answer';
export const LINKED_WORKFLOW_NAME = 'Auto-answer on the linked number';

type Draw = (credential: CredentialReference, name: string) => WorkflowDraft;

/** The workflows of the Cloud API number, by their names. */
export const WORKFLOWS: Readonly<Record<string, Draw>> = {
	[WORKFLOW_NAME]: autoAnswer,
	'Follow-up of an offer': followUp,
	'A person of the team': router,
	'After 24 hours a template': reminder,
};
