import { randomUUID } from 'node:crypto';

/** Prefix of our node types. */
export const packageName = 'n8n-nodes-whatsapp-team';
export const triggerType = `${packageName}.whatsAppTeamTrigger`;
export const sendType = `${packageName}.whatsAppTeamSend`;

/** A stored credential, as `rest.createCredential()` returns it. */
export type CredentialReference = {
	readonly type: string;
	readonly id: string;
	readonly name: string;
};

/** A node in n8n's own format. */
export type WorkflowNode = {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly position: readonly [number, number];
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly credentials?: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
	readonly webhookId?: string;
	readonly retryOnFail?: boolean;
	readonly maxTries?: number;
	readonly waitBetweenTries?: number;
	readonly onError?: 'continueErrorOutput' | 'continueRegularOutput' | 'stopWorkflow';
	readonly disabled?: boolean;
};

/** A workflow in n8n's own format, before n8n has stored it. */
export type WorkflowDraft = {
	readonly name: string;
	readonly nodes: readonly WorkflowNode[];
	readonly connections: Readonly<Record<string, NodeConnections>>;
	readonly settings: Readonly<Record<string, unknown>>;
};

/** What may be said about a node besides name, type and parameters. */
export type NodeOptions = Partial<
	Omit<WorkflowNode, 'credentials' | 'name' | 'parameters' | 'type'>
> & {
	readonly credential?: CredentialReference;
};

/** A line between two nodes, named by their names. */
export type Link = {
	readonly from: string;
	readonly to: string;
	/** Index of the output. Default: 0. */
	readonly output?: number;
	/** Index of the input. Default: 0. */
	readonly input?: number;
	/** Kind of the connection, such as `ai_tool`. Default: `main`. */
	readonly type?: string;
};

type Target = { readonly node: string; readonly type: string; readonly index: number };
type NodeConnections = Readonly<Record<string, ReadonlyArray<readonly Target[]>>>;

/** A node of any type; version 1 and in the corner of the canvas unless said otherwise. */
export function node(
	name: string,
	type: string,
	parameters: Readonly<Record<string, unknown>> = {},
	{ credential, ...options }: NodeOptions = {},
): WorkflowNode {
	return {
		id: randomUUID(),
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		...(credential === undefined
			? {}
			: { credentials: { [credential.type]: { id: credential.id, name: credential.name } } }),
		...options,
	};
}

/** A trigger node: with the `webhookId` that n8n's editor would give it. */
export function triggerNode(
	name: string,
	type: string,
	parameters: Readonly<Record<string, unknown>> = {},
	options: NodeOptions = {},
): WorkflowNode {
	return node(name, type, parameters, { webhookId: randomUUID(), ...options });
}

/** Our trigger. */
export function teamTrigger(
	parameters: Readonly<Record<string, unknown>> = {},
	options: NodeOptions = {},
	name = 'WhatsApp Team Trigger',
): WorkflowNode {
	return triggerNode(name, triggerType, parameters, { typeVersion: 1.1, ...options });
}

/** Our send node. */
export function teamSend(
	parameters: Readonly<Record<string, unknown>> = {},
	options: NodeOptions = {},
	name = 'WhatsApp Team Send',
): WorkflowNode {
	return node(name, sendType, parameters, options);
}

/** n8n's "Execute workflow" trigger. */
export function manualTrigger(name = 'Start'): WorkflowNode {
	return node(name, 'n8n-nodes-base.manualTrigger');
}

/**
 * A workflow. Nodes that stand at `[0, 0]` are laid out from left to right.
 *
 * @param links the lines between them. Default: each node to the next one.
 * @param settings over `executionOrder: v1`, the setting of every new workflow.
 */
export function workflow(
	name: string,
	nodes: readonly WorkflowNode[],
	links: readonly Link[] = chain(nodes),
	settings: Readonly<Record<string, unknown>> = {},
): WorkflowDraft {
	return {
		name,
		nodes: nodes.map((one, index) =>
			isPlaced(one) ? one : { ...one, position: [index * 220, 0] },
		),
		connections: connect(links),
		settings: { executionOrder: 'v1', ...settings },
	};
}

/** Each node to the next one. */
export function chain(nodes: readonly WorkflowNode[]): readonly Link[] {
	return nodes.slice(1).map((one, index) => ({ from: nodes[index]?.name ?? '', to: one.name }));
}

/**
 * The production URL of one of a node's webhooks.
 *
 * @param webhookPath the `path` in the node's description.
 */
export function webhookUrl(baseUrl: string, trigger: WorkflowNode, webhookPath: string): string {
	return `${baseUrl}/webhook/${trigger.webhookId ?? ''}/${webhookPath}`;
}

/** The URL that n8n listens at for two minutes after a manual run was started. */
export function testWebhookUrl(
	baseUrl: string,
	trigger: WorkflowNode,
	webhookPath: string,
): string {
	return `${baseUrl}/webhook-test/${trigger.webhookId ?? ''}/${webhookPath}`;
}

function isPlaced({ position: [x, y] }: WorkflowNode): boolean {
	return x !== 0 || y !== 0;
}

function connect(links: readonly Link[]): Readonly<Record<string, NodeConnections>> {
	const connections: Record<string, Record<string, Target[][]>> = {};
	for (const { from, to, output = 0, input = 0, type = 'main' } of links) {
		const outputs = ((connections[from] ??= {})[type] ??= []);
		while (outputs.length <= output) outputs.push([]);
		outputs[output]?.push({ node: to, type, index: input });
	}
	return connections;
}
