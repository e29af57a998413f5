import type { N8n } from '../e2e/support/n8n.ts';
import type { Execution } from '../e2e/support/rest-executions.ts';
import { TRIGGER_NAME } from './workflows/parts.ts';
import type { Run } from './verdict.ts';

/** How long runs that are under way may take to end. */
const END_MS = 10_000;

/** The runs of a workflow that n8n has, each at its end as far as it has come to one. */
export async function readRuns({ rest }: N8n, workflowId: string): Promise<readonly Run[]> {
	const summaries = await rest.executions.list({ workflowId });
	const executions = summaries.map(({ id }) =>
		rest.executions.waitForEnd(id, { timeoutMs: END_MS }).catch(() => rest.executions.get(id)),
	);
	return (await Promise.all(executions)).map(toRun);
}

function toRun({ id, status, run }: Execution): Run {
	const item = run.nodes[TRIGGER_NAME]?.[0]?.outputs[0]?.[0]?.json;
	const message = item?.['message'] as { readonly providerId?: unknown } | undefined;
	const wamid = message?.providerId;
	return {
		id,
		status,
		wamid: typeof wamid === 'string' ? wamid : null,
		error: run.error?.message ?? null,
	};
}
