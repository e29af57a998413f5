import { waitFor } from './deadline.ts';
import type { WaitOptions } from './deadline.ts';
import { RestExecutions } from './rest-executions.ts';
import type { Execution } from './rest-executions.ts';
import { RestSession } from './rest-session.ts';
import type { CredentialReference, WorkflowDraft, WorkflowNode } from './workflow.ts';

/** A workflow that n8n has stored. */
export type StoredWorkflow = WorkflowDraft & {
	readonly id: string;
	/** Changes with every edit; n8n refuses an edit that names an older one. */
	readonly versionId: string;
	readonly active: boolean;
};

/** Whether the triggers of a workflow really run. */
export type Publication = {
	readonly status: 'failed' | 'in_progress' | 'not_published' | 'partial' | 'published';
	readonly triggers: ReadonlyArray<{
		readonly nodeId: string;
		readonly status: string;
		/** What the trigger threw. */
		readonly errorMessage: string | null;
	}>;
};

/** The answer of a manual run: it has started, or n8n listens at the test URLs of its webhooks. */
export type ManualRun = { readonly executionId: string } | { readonly waitingForWebhook: true };

/** The parts of a node type's description that tests look at. */
export type NodeType = Readonly<Record<string, unknown>> & {
	readonly name: string;
	readonly displayName: string;
	readonly properties: readonly unknown[];
};

/** Which parameter of which node n8n fills in while a person edits it. */
export type DynamicParameter = {
	readonly node: WorkflowNode;
	/** Name of the method in the node's `methods`. */
	readonly method: string;
	/** Default: `parameters`, which is enough unless the method asks for its own path. */
	readonly path?: string;
	/** What the person typed into the search field. Default: nothing. */
	readonly filter?: string;
	readonly paginationToken?: string;
};

/**
 * The part of n8n's internal REST API that its editor uses and that has no public counterpart.
 * Everything known about it stands in the `rest*.ts` files; verified with n8n 2.41.1.
 */
export class N8nRest {
	readonly executions: RestExecutions;
	readonly #session: RestSession;

	constructor(baseUrl: string) {
		this.#session = new RestSession(baseUrl);
		this.executions = new RestExecutions(this.#session);
	}

	/** The login as a `Cookie` header, for a browser. */
	get cookie(): string {
		return this.#session.cookie;
	}

	/** Makes the owner of a new n8n, or logs in. `startN8n()` has done it. */
	logIn(): Promise<void> {
		return this.#session.logIn();
	}

	/** A call for which there is no method here. */
	call(method: string, path: string, body?: unknown): Promise<unknown> {
		return this.#session.call(method, path, body);
	}

	/** The descriptions of all node types, by their full name. */
	async nodeTypes(): Promise<ReadonlyMap<string, NodeType>> {
		const list = (await this.call('GET', '/types/nodes.json')) as readonly NodeType[];
		return new Map(list.map((type) => [type.name, type]));
	}

	/** The names of all credential types. */
	async credentialTypes(): Promise<ReadonlySet<string>> {
		const list = await this.call('GET', '/types/credentials.json');
		return new Set((list as ReadonlyArray<{ name: string }>).map(({ name }) => name));
	}

	/** Stores a credential and returns the reference that a node's `credentials` take. */
	async createCredential(
		type: string,
		name: string,
		data: Readonly<Record<string, unknown>>,
	): Promise<CredentialReference> {
		const stored = await this.call('POST', '/rest/credentials', { type, name, data });
		return { type, id: (stored as { id: string }).id, name };
	}

	/** Replaces the contents of a credential. Triggers that use it are not restarted by n8n. */
	async updateCredential(
		{ id, type, name }: CredentialReference,
		data: Readonly<Record<string, unknown>>,
	): Promise<void> {
		await this.call('PATCH', `/rest/credentials/${id}`, { type, name, data });
	}

	/** What the editor shows after a credential was saved. */
	async testCredential(
		{ id, type, name }: CredentialReference,
		data: Readonly<Record<string, unknown>>,
	): Promise<{ readonly status: 'Error' | 'OK'; readonly message: string }> {
		const credentials = { id, type, name, data };
		const answer = await this.call('POST', '/rest/credentials/test', { credentials });
		return answer as { status: 'Error' | 'OK'; message: string };
	}

	/** Stores a workflow without publishing it. */
	async createWorkflow(draft: WorkflowDraft): Promise<StoredWorkflow> {
		return (await this.call('POST', '/rest/workflows', draft)) as StoredWorkflow;
	}

	/** A workflow as it is now. */
	async getWorkflow(id: string): Promise<StoredWorkflow> {
		return (await this.call('GET', `/rest/workflows/${id}`)) as StoredWorkflow;
	}

	/** Edits a workflow. The change goes live with `publish()`. */
	async updateWorkflow(id: string, change: Partial<WorkflowDraft>): Promise<StoredWorkflow> {
		const { versionId } = await this.getWorkflow(id);
		const body = { ...change, versionId };
		return (await this.call('PATCH', `/rest/workflows/${id}`, body)) as StoredWorkflow;
	}

	/** Asks n8n to publish what is stored. It answers before any trigger ran: `waitPublished()`. */
	async activate(id: string): Promise<void> {
		const { versionId } = await this.getWorkflow(id);
		await this.call('POST', `/rest/workflows/${id}/activate`, { versionId });
	}

	/** `activate()`, then `waitPublished()`. */
	async publish(id: string, wait: WaitOptions = {}): Promise<void> {
		await this.activate(id);
		await this.waitPublished(id, wait);
	}

	/** Takes a workflow offline and waits until its triggers are closed. */
	async deactivate(id: string, wait: WaitOptions = {}): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/deactivate`, {});
		await waitFor(
			`workflow ${id} to be taken offline`,
			async () =>
				(await this.publicationStatus(id)).status === 'not_published' ? true : undefined,
			wait,
		);
	}

	/** Deletes a workflow for good, and its executions. */
	async deleteWorkflow(id: string): Promise<void> {
		const { active } = await this.getWorkflow(id);
		if (active) await this.deactivate(id);
		// n8n deletes only what lies in its archive.
		await this.call('POST', `/rest/workflows/${id}/archive`, {});
		await this.call('DELETE', `/rest/workflows/${id}`);
	}

	/** What really became of the last `activate()`. */
	async publicationStatus(id: string): Promise<Publication> {
		return (await this.call('GET', `/rest/workflows/${id}/publication-status`)) as Publication;
	}

	/**
	 * Waits until every trigger of a workflow runs.
	 *
	 * After a restart of n8n use `waitPublishedAgain()`.
	 *
	 * @throws with n8n's message as soon as a trigger has failed for good (after 15 s).
	 */
	async waitPublished(id: string, wait: WaitOptions = {}): Promise<void> {
		let last: string | undefined;
		await waitFor(
			() => `workflow ${id} to be published; its status is ${last}`,
			async () => {
				const { status, triggers } = await this.publicationStatus(id);
				last = status;
				if (status === 'published') return true;
				if (status !== 'failed' && status !== 'partial') return undefined;
				const reasons = triggers.flatMap(({ errorMessage }) => errorMessage ?? []);
				throw new Error(
					`Workflow ${id} was not published (${status}): ${reasons.join('; ')}`,
				);
			},
			wait,
		);
	}

	/**
	 * Waits until every trigger of a workflow runs again after n8n was started again.
	 *
	 * n8n is ready some moments before it gets to its workflows, and shows the status of before
	 * until then.
	 */
	async waitPublishedAgain(id: string, wait: WaitOptions = {}): Promise<void> {
		const begun = Date.now() + 3000;
		await waitFor(
			`workflow ${id} to be published again`,
			async () => {
				const { status } = await this.publicationStatus(id);
				// A quick publication can lie between two looks.
				return status === 'in_progress' || Date.now() > begun ? true : undefined;
			},
			{ everyMs: 20 },
		);
		await this.waitPublished(id, wait);
	}

	/**
	 * "Execute workflow" from one of its triggers, on the workflow as it is stored.
	 *
	 * @param extra further fields of the request, such as `destinationNode` or `agentRequest`.
	 */
	async run(
		workflowId: string,
		trigger: string,
		extra: Readonly<Record<string, unknown>> = {},
	): Promise<ManualRun> {
		const workflowData = await this.getWorkflow(workflowId);
		const body = { workflowData, triggerToStartFrom: { name: trigger }, ...extra };
		return (await this.call('POST', `/rest/workflows/${workflowId}/run`, body)) as ManualRun;
	}

	/** `run()` for a trigger that starts at once, such as n8n's manual one, and waits for its end. */
	async runToEnd(
		workflowId: string,
		trigger: string,
		wait: WaitOptions & { readonly extra?: Readonly<Record<string, unknown>> } = {},
	): Promise<Execution> {
		const run = await this.run(workflowId, trigger, wait.extra);
		if (!('executionId' in run))
			throw new Error(`${trigger} waits for a call to its test URL.`);
		return this.executions.waitForEnd(run.executionId, wait);
	}

	/** The choices of a drop-down list (`methods.loadOptions`). */
	async loadOptions(
		parameter: DynamicParameter,
	): Promise<ReadonlyArray<{ readonly name: string; readonly value: unknown }>> {
		const answer = await this.#dynamic('options', parameter);
		return answer as ReadonlyArray<{ name: string; value: unknown }>;
	}

	/** The results of a search field (`methods.listSearch`). */
	async listSearch(parameter: DynamicParameter): Promise<{
		readonly results: ReadonlyArray<{ readonly name: string; readonly value: unknown }>;
		readonly paginationToken?: string;
	}> {
		const answer = await this.#dynamic('resource-locator-results', parameter);
		return answer as { results: ReadonlyArray<{ name: string; value: unknown }> };
	}

	/** The fields of a mapping (`methods.resourceMapping`). */
	async resourceFields(
		parameter: DynamicParameter,
	): Promise<{ readonly fields: ReadonlyArray<Readonly<Record<string, unknown>>> }> {
		const answer = await this.#dynamic('resource-mapper-fields', parameter);
		return answer as { fields: ReadonlyArray<Record<string, unknown>> };
	}

	async #dynamic(kind: string, parameter: DynamicParameter): Promise<unknown> {
		const { node, method, path = 'parameters', filter, paginationToken } = parameter;
		return this.call('POST', `/rest/dynamic-node-parameters/${kind}`, {
			path,
			methodName: method,
			nodeTypeAndVersion: { name: node.type, version: node.typeVersion },
			currentNodeParameters: node.parameters,
			...(node.credentials === undefined ? {} : { credentials: node.credentials }),
			...(filter === undefined ? {} : { filter }),
			...(paginationToken === undefined ? {} : { paginationToken }),
		});
	}
}
