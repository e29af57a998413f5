import type { Team } from './team.ts';
import { manualTrigger, node, workflow, type WorkflowNode } from './workflow.ts';

/** What a model fills in. */
export const fromAI = (name: string): string =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${name}', \`\`, 'string') }}`;

/** Calls a node as the tool of an AI agent, as a model would. */
export type CallTool = (query: object) => Promise<readonly unknown[]>;

/**
 * Puts a node into the hands of an AI agent. No model takes part: n8n is asked to run the tool alone.
 *
 * @param one a node that can be used as a tool
 * @returns calls it with what a model filled in; gives what the model would read
 */
export async function asTool(team: Team, one: WorkflowNode): Promise<CallTool> {
	const name = 'Tool';
	const tool = { ...one, name, type: `${one.type}Tool` };
	const agent = node('Agent', '@n8n/n8n-nodes-langchain.agent', {}, { typeVersion: 3 });
	const start = manualTrigger('Start');
	const draft = workflow(
		`${one.name} as a tool`,
		[start, agent, tool],
		[
			{ from: start.name, to: agent.name },
			{ from: name, to: agent.name, type: 'ai_tool' },
		],
	);
	const stored = await team.n8n.rest.createWorkflow(draft);
	return async (query) => {
		const execution = await team.n8n.rest.runToEnd(stored.id, start.name, {
			extra: {
				agentRequest: { query: { [name]: query }, tool: { name } },
				destinationNode: { nodeName: name, mode: 'inclusive' },
			},
		});
		const [first] = execution.run.nodes[name] ?? [];
		return Object.values(first?.outputsByType ?? {})
			.flat(2)
			.flatMap(({ json }) => json['response']);
	};
}
