import type { Team } from './team.ts';

/** What n8n tells its editor while a run that was started there goes on. */
export type Pushed = { readonly type: string; readonly data: unknown };

/** An editor that listens. */
export type Editor = {
	/** All that was told, in order. */
	readonly heard: readonly Pushed[];
	/** Runs a workflow by hand, as this editor. */
	run(workflowId: string, trigger: string): Promise<{ readonly executionId: string }>;
	close(): void;
};

/** Connects to n8n as its editor does. Verified with n8n 2.41.1. */
export async function openEditor({ n8n }: Team): Promise<Editor> {
	const ref = 'e2e-editor';
	const { baseUrl, rest } = n8n;
	const headers = { cookie: rest.cookie, origin: baseUrl };
	const address = `${baseUrl.replace('http', 'ws')}/rest/push?pushRef=${ref}`;
	// Node's own takes headers, which its types, made for browsers, do not have.
	const socket = new WebSocket(address, { headers } as unknown as string[]);
	const heard: Pushed[] = [];
	socket.binaryType = 'arraybuffer';
	socket.addEventListener('message', ({ data }) => {
		const text = typeof data === 'string' ? data : Buffer.from(data as ArrayBuffer).toString();
		heard.push(JSON.parse(text) as Pushed);
	});
	await new Promise<void>((resolve, reject) => {
		socket.addEventListener('open', () => resolve(), { once: true });
		socket.addEventListener('error', () => reject(new Error('n8n refused the editor')), {
			once: true,
		});
	});
	return {
		heard,
		async run(workflowId, trigger) {
			const workflowData = await rest.getWorkflow(workflowId);
			const answer = await fetch(`${baseUrl}/rest/workflows/${workflowId}/run`, {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					'browser-id': 'e2e',
					'push-ref': ref,
					cookie: rest.cookie,
				},
				body: JSON.stringify({ workflowData, triggerToStartFrom: { name: trigger } }),
			});
			const { data } = (await answer.json()) as { data: { executionId: string } };
			return data;
		},
		close: () => socket.close(),
	};
}
