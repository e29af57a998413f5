import { startGraphSimulator, type GraphSimulator } from '../../simulators/graph-api/simulator.ts';
import type { GraphControl } from '../../simulators/graph-api/control/client.ts';
import type { NumberView } from '../../simulators/graph-api/control/options.ts';
import { startN8n, type N8n, type N8nOptions } from './n8n.ts';
import type { StoredWorkflow } from './rest.ts';
import {
	teamSend,
	teamTrigger,
	workflow,
	type CredentialReference,
	type WorkflowDraft,
	type WorkflowNode,
} from './workflow.ts';

/** A real n8n with our package, Meta's side of it, and a credential that connects them. */
export type Team = {
	readonly n8n: N8n;
	readonly meta: GraphControl;
	readonly number: NumberView;
	readonly credential: CredentialReference;
	/** The fields of the credential, to be changed and tested. */
	readonly fields: Readonly<Record<string, string>>;
	close(): Promise<void>;
};

/** The name of the Trigger and of Send in the workflows made here. */
export const TRIGGER = 'WhatsApp Team Trigger';
export const SEND = 'WhatsApp Team Send';

/** Starts it all. Two customers exist: {@link ANA} and {@link BEN}. */
export async function startTeam(options: N8nOptions): Promise<Team> {
	const simulator: GraphSimulator = await startGraphSimulator();
	const meta = simulator.control;
	const [number] = await meta.numbers();
	if (number === undefined) throw new Error('The simulator has no number.');
	await meta.createCustomer({ waId: ANA, profileName: 'Ana' });
	await meta.createCustomer({ waId: BEN, profileName: 'Ben' });
	const n8n = await startN8n(options).catch(async (error: unknown) => {
		await simulator.close();
		throw error;
	});
	const fields = {
		label: 'Sales',
		accessToken: number.accessTokens[0] ?? '',
		phoneNumberId: number.id,
		appSecret: number.appSecret,
		businessAccountId: number.wabaId,
		baseUrl: simulator.url,
		apiVersion: 'v25.0',
		workspace: 'default',
	};
	const credential = await n8n.rest.createCredential('whatsAppTeamApi', 'Sales', fields);
	return {
		n8n,
		meta,
		number,
		credential,
		fields,
		async close() {
			await n8n.close();
			await simulator.close();
		},
	};
}

/** Phones of the customers, in digits. */
export const ANA = '4915112345671';
export const BEN = '4915112345672';

/** A workflow that answers each message with an echo. */
export function echo(team: Team, name = 'Echo'): WorkflowDraft {
	return workflow(name, [trigger(team), send(team, '={{ "You said: " + $json.message.text }}')]);
}

/** A Trigger with the team's credential. */
export function trigger(team: Team, parameters = {}): WorkflowNode {
	return teamTrigger(
		{ scope: 'number', events: ['message.received'], ...parameters },
		{ credential: team.credential },
		TRIGGER,
	);
}

/** A Send that answers in the conversation of the item. */
export function send(team: Team, text: string, more: Partial<WorkflowNode> = {}): WorkflowNode {
	const { parameters, ...options } = more;
	return teamSend(
		{
			operation: 'send',
			recipient: { __rl: true, mode: 'conversation', value: '={{ $json.conversation.id }}' },
			messageType: 'text',
			text,
			...parameters,
		},
		{ credential: team.credential, ...options },
		SEND,
	);
}

/** Stores and publishes a workflow, and waits until Meta delivers to it. */
export async function publish(team: Team, draft: WorkflowDraft): Promise<StoredWorkflow> {
	const stored = await team.n8n.rest.createWorkflow(draft);
	await team.n8n.rest.publish(stored.id);
	await team.meta.waitFor(
		(log) => log.some((entry) => entry.kind === 'override' && entry.outcome === 'set'),
		{ timeoutMs: 20_000 },
	);
	return stored;
}
