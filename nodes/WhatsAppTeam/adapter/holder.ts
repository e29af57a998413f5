import type { FunctionsBase } from 'n8n-workflow';

/** The name of a node of a workflow, the same after restarts and in every process. */
export function holderOf(context: Pick<FunctionsBase, 'getNode' | 'getWorkflow'>): string {
	return `${context.getWorkflow().id ?? 'unsaved'}:${context.getNode().id}`;
}
