import type { N8n } from '../e2e/support/n8n.ts';
import type { N8nRest } from '../e2e/support/rest.ts';
import type { CredentialReference, WorkflowDraft } from '../e2e/support/workflow.ts';
import type { GraphSimulator } from '../simulators/graph-api/simulator.ts';
import { LINKED_PHONE, type LinkedNumber } from './linked-number.ts';
import { autoAnswer } from './workflows/auto-answer.ts';
import { LINKED_WORKFLOW_NAME, WORKFLOW_NAME, WORKFLOWS } from './workflows/index.ts';
import { REMINDER_TEMPLATE } from './workflows/reminder.ts';
import { hireTeam } from './workflows/router.ts';

/** The credential of the demo's number of the Cloud API. */
export const CREDENTIAL_NAME = 'Demo number (Ana writes to it)';
const LINKED_CREDENTIAL_NAME = 'Demo linked number (Ben writes to it)';
const CREDENTIAL_TYPE = 'whatsAppTeamApi';

/** How long WhatsApp may take to learn where to deliver. */
const CONNECTED_MS = 30_000;

/**
 * Makes the credential and the workflows, or finds those of an earlier demo, and waits until
 * WhatsApp delivers to n8n. What a person has changed in a workflow stays.
 *
 * @returns the id of the workflow that answers
 */
export async function setUp(n8n: N8n, simulator: GraphSimulator): Promise<string> {
	const { credential, wasThere, hasMoved } = await provideCredential(n8n.rest, simulator);
	// An open number uses its old address for up to a minute.
	if (hasMoved) await n8n.restart();
	// The simulator forgets it at its end.
	await simulator.control.createTemplate(REMINDER_TEMPLATE);
	const ids = new Map<string, string>();
	for (const [name, draw] of Object.entries(WORKFLOWS)) {
		const workflow = await provideWorkflow(n8n.rest, draw(credential, name));
		ids.set(name, workflow.id);
		if (!workflow.active) await n8n.rest.publish(workflow.id);
	}
	await simulator.control.waitFor(
		(log) => log.some((entry) => entry.kind === 'override' && entry.outcome === 'set'),
		{ timeoutMs: CONNECTED_MS },
	);
	if (!wasThere) {
		const { id } = await n8n.rest.createWorkflow(hireTeam(credential));
		await n8n.rest.runToEnd(id, 'Start');
		await n8n.rest.deleteWorkflow(id);
	}
	return ids.get(WORKFLOW_NAME) ?? '';
}

/**
 * Makes the credential and the workflow of the linked number, or finds those of an earlier demo, and
 * links it to its phone.
 */
export async function setUpLinked(n8n: N8n, linked: LinkedNumber): Promise<void> {
	const { rest } = n8n;
	const [found] = await findByName<{ id: string }>(
		rest,
		'/rest/credentials',
		LINKED_CREDENTIAL_NAME,
	);
	const fields = {
		mode: 'linked',
		label: 'Linked number',
		phone: LINKED_PHONE,
		deviceName: 'n8n demo',
		workspace: 'default',
	};
	const credential =
		found === undefined
			? await rest.createCredential(CREDENTIAL_TYPE, LINKED_CREDENTIAL_NAME, fields)
			: { type: CREDENTIAL_TYPE, id: found.id, name: LINKED_CREDENTIAL_NAME };
	const workflow = await provideWorkflow(
		rest,
		autoAnswer(credential, LINKED_WORKFLOW_NAME, false),
	);
	if (!workflow.active) await rest.publish(workflow.id);
	await linked.link(n8n, credential);
}

interface ProvidedCredential {
	readonly credential: CredentialReference;
	readonly wasThere: boolean;
	/** Whether it was there, with another address of WhatsApp. */
	readonly hasMoved: boolean;
}

async function provideCredential(
	rest: N8nRest,
	simulator: GraphSimulator,
): Promise<ProvidedCredential> {
	const [number] = await simulator.control.numbers();
	if (number === undefined) throw new Error('The simulator has no number.');
	const fields = {
		label: 'Bakery',
		accessToken: number.accessTokens[0] ?? '',
		phoneNumberId: number.id,
		appSecret: number.appSecret,
		businessAccountId: number.wabaId,
		baseUrl: simulator.url,
		apiVersion: 'v25.0',
		workspace: 'default',
	};
	const [found] = await findByName<{ id: string; type: string }>(
		rest,
		'/rest/credentials',
		CREDENTIAL_NAME,
	);
	if (found === undefined) {
		const credential = await rest.createCredential(CREDENTIAL_TYPE, CREDENTIAL_NAME, fields);
		return { credential, wasThere: false, hasMoved: false };
	}
	const credential = { type: CREDENTIAL_TYPE, id: found.id, name: CREDENTIAL_NAME };
	const stored = (await rest.call('GET', `/rest/credentials/${found.id}?includeData=true`)) as {
		readonly data?: { readonly baseUrl?: string };
	};
	const hasMoved = stored.data?.baseUrl !== simulator.url;
	if (hasMoved) await rest.updateCredential(credential, fields);
	return { credential, wasThere: true, hasMoved };
}

async function provideWorkflow(
	rest: N8nRest,
	draft: WorkflowDraft,
): Promise<{ readonly id: string; readonly active: boolean }> {
	const found = await findByName<{ id: string; active: boolean; isArchived?: boolean }>(
		rest,
		'/rest/workflows',
		draft.name,
	);
	return (
		found.find(({ isArchived }) => isArchived !== true) ?? (await rest.createWorkflow(draft))
	);
}

async function findByName<T>(
	rest: N8nRest,
	path: string,
	name: string,
): Promise<readonly (T & { readonly name: string })[]> {
	const list = (await rest.call('GET', path)) as readonly (T & { readonly name: string })[];
	return list.filter((one) => one.name === name);
}
