import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkout } from '../../n8n/checkout.ts';
import type { Customer } from '../../simulators/whatsapp-web/world/customer.ts';
import type { Phone } from '../../simulators/whatsapp-web/world/phone.ts';
import { environmentFor } from '../../simulators/whatsapp-web/environment.ts';
import { WhatsAppWebSimulator } from '../../simulators/whatsapp-web/simulator.ts';
import { itemsOf } from './conversation.ts';
import { startN8n, type N8n, type N8nOptions } from './n8n.ts';
import {
	manualTrigger,
	node,
	packageName,
	teamSend,
	teamTrigger,
	workflow,
	type CredentialReference,
	type WorkflowDraft,
	type WorkflowNode,
} from './workflow.ts';

/** A real n8n with our package, WhatsApp's side of linked numbers, and a number with its phone. */
export interface LinkedTeam {
	readonly n8n: N8n;
	readonly sim: WhatsAppWebSimulator;
	readonly phone: Phone;
	readonly anna: Customer;
	readonly ben: Customer;
	readonly credential: CredentialReference;
	close(): Promise<void>;
}

const PHONE = '+4915112345678';

/** Caps that hold nothing back. */
export const NO_CAPS = {
	capProfile: 'custom',
	caps: JSON.stringify({
		gapSeconds: null,
		perHour: null,
		perDay: null,
		newChatsPerHour: null,
		newChatsPerDay: null,
		unanswered: null,
		duplicateHours: null,
		sameTextPerHour: null,
		quietHours: null,
		perSecond: 50,
	}),
};

/**
 * Starts it all. The number is not linked yet.
 *
 * @param more fields of the credential besides the usual ones
 */
export async function startLinkedTeam(
	options: Omit<N8nOptions, 'userFolder' | 'env'>,
	more: Readonly<Record<string, string>> = {},
): Promise<LinkedTeam> {
	const sim = await WhatsAppWebSimulator.start();
	const folder = await mkdtemp(path.join(tmpdir(), 'n8n-linked-'));
	const close = async (): Promise<void> => {
		await sim.close();
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	};
	try {
		const env = await environmentFor(sim, {
			program: path.join(folder, '.n8n', 'nodes', 'node_modules', packageName),
			simulator: path.join(checkout, 'test', 'simulators', 'whatsapp-web'),
			folder,
		});
		const n8n = await startN8n({ ...options, userFolder: folder, env });
		const fields = {
			mode: 'linked',
			label: 'Sales',
			phone: PHONE,
			deviceName: 'n8n test',
			...more,
		};
		return {
			n8n,
			sim,
			phone: sim.addPhone(PHONE, { name: 'Sales' }),
			anna: sim.addCustomer('+49 170 0000001', { name: 'Anna', addressing: 'lid' }),
			ben: sim.addCustomer('+49 170 0000002', { name: 'Ben', addressing: 'pn' }),
			credential: await n8n.rest.createCredential('whatsAppTeamApi', 'Sales', fields),
			async close() {
				await n8n.close();
				await close();
			},
		};
	} catch (error) {
		await close();
		throw error;
	}
}

/** A Trigger with the team's credential. */
export function linkedTrigger({ credential }: LinkedTeam, parameters = {}): WorkflowNode {
	const usual = { scope: 'number', events: ['message.received'] };
	return teamTrigger({ ...usual, ...parameters }, { credential }, 'WhatsApp Team Trigger');
}

/** A Send that answers in the conversation of the item. */
export function linkedSend({ credential }: LinkedTeam, parameters: object): WorkflowNode {
	const value = '={{ $json.conversation.id }}';
	const recipient = { __rl: true, mode: 'conversation', value };
	const usual = { operation: 'send', recipient, messageType: 'text' };
	return teamSend({ ...usual, ...parameters }, { credential }, 'WhatsApp Team Send');
}

/** A workflow that answers each message with an echo. */
export function linkedEcho(team: LinkedTeam): WorkflowDraft {
	const text = '={{ "You said: " + $json.message.text }}';
	return workflow('Echo', [linkedTrigger(team), linkedSend(team, { text })]);
}

/** Links the number by the QR code that the Inbox gives, and waits for its first login. */
export async function link(team: LinkedTeam): Promise<void> {
	const [item] = await runInbox(team, { operation: 'link', linkWith: 'qr' });
	await team.phone.scan(String(item?.['text']));
	await team.sim.transcript.waitFor(() => team.sim.transcript.of('login').length === 1);
}

/** Runs an Inbox on the number once. @returns the items it put out */
export async function runInbox(team: LinkedTeam, parameters: object) {
	const type = `${packageName}.whatsAppTeamInbox`;
	const { credential } = team;
	const inbox = node('Inbox', type, { resource: 'number', ...parameters }, { credential });
	const stored = await team.n8n.rest.createWorkflow(workflow('Look', [manualTrigger(), inbox]));
	const execution = await team.n8n.rest.runToEnd(stored.id, 'Start');
	return itemsOf(execution, 'Inbox');
}
