import type { Execution } from './rest-executions.ts';
import { TRIGGER, type Team } from './team.ts';

/** The items that a node put out in its first run, all outputs together. */
export function itemsOf(
	execution: Execution | undefined,
	node: string,
): readonly Readonly<Record<string, unknown>>[] {
	const outputs = execution?.run.nodes[node]?.[0]?.outputs ?? [];
	return outputs.flat().map((item) => item.json);
}

/** The items of one output of a node in all its runs. */
export function outputOf(
	execution: Execution | undefined,
	node: string,
	output: number,
): readonly Readonly<Record<string, unknown>>[] {
	const runs = execution?.run.nodes[node] ?? [];
	return runs.flatMap((run) => run.outputs[output] ?? []).map((item) => item.json);
}

/** The texts with which executions were started, in the order of the executions. */
export function textsReceived(executions: readonly Execution[]): readonly unknown[] {
	return executions.map((execution) => {
		const [item] = itemsOf(execution, TRIGGER);
		return (item?.['message'] as { text?: unknown } | undefined)?.text;
	});
}

/** What the simulated Meta accepted for a customer, in order. */
export async function answersTo(team: Team, customer: string): Promise<readonly string[]> {
	const accepted = await team.meta.logOf('accepted');
	return accepted
		.filter(({ recipient }) => recipient.waId === customer)
		.map(({ body }) => body ?? '');
}
