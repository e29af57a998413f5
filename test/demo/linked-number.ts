import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { itemsOf } from '../e2e/support/conversation.ts';
import type { N8n } from '../e2e/support/n8n.ts';
import {
	manualTrigger,
	node,
	packageName,
	workflow,
	type CredentialReference,
} from '../e2e/support/workflow.ts';
import { checkout } from '../n8n/checkout.ts';
import { environmentFor } from '../simulators/whatsapp-web/environment.ts';
import { WhatsAppWebSimulator } from '../simulators/whatsapp-web/simulator.ts';
import { linkedChat } from './phone/linked-chat.ts';
import { ownPhone } from './phone/own-phone.ts';
import type { PhoneChat } from './phone/view.ts';
import type { Customer } from '../simulators/whatsapp-web/world/customer.ts';
import type { Phone } from '../simulators/whatsapp-web/world/phone.ts';

/** The number that lives in the app of a phone. */
export const LINKED_PHONE = '+4915112345680';

/** The customer who writes to it. */
const BEN = { phone: '+4915112345672', name: 'Ben' };

/** How long linking, and an answer, may take. */
const PATIENCE_MS = 30_000;

/** A message of the customer. */
export interface WrittenByBen {
	readonly id: string;
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
	readonly text: string;
}

/** The demo's second number: one that n8n is linked to as a companion device of a phone. */
export interface LinkedNumber {
	readonly customer: { readonly name: string };
	/** On the page of phones: the customer's, and the one that the number lives on. */
	readonly chats: readonly PhoneChat[];
	/** The variables with which n8n finds the simulated WhatsApp. */
	readonly env: Readonly<Record<string, string>>;
	/** Links it unless an earlier demo has; the phone of the demo scans the code. */
	link(n8n: N8n, credential: CredentialReference): Promise<void>;
	/**
	 * The customer writes.
	 *
	 * @returns the answer
	 * @throws if there is none within half a minute
	 */
	ask(text: string): Promise<string>;
	/** Keeps what a later demo goes on with, and ends. */
	close(): Promise<void>;
}

/**
 * Starts WhatsApp's side of it.
 *
 * @param userFolder n8n's; what the phone knows is kept there as well
 */
export async function startLinkedNumber(userFolder: string): Promise<LinkedNumber> {
	await mkdir(userFolder, { recursive: true });
	const file = path.join(userFolder, 'whatsapp-web.state');
	const saved = await readFile(file).catch(() => undefined);
	const sim = await WhatsAppWebSimulator.start(saved === undefined ? {} : { saved });
	const phone = sim.phones[0] ?? sim.addPhone(LINKED_PHONE, { name: 'Corner Bakery' });
	const ben = sim.customers[0] ?? sim.addCustomer(BEN.phone, { name: BEN.name });
	const written: WrittenByBen[] = [];
	const write = async (text: string): Promise<void> => {
		const { id } = await ben.says(phone, text);
		written.push({ id, at: Date.now(), text });
	};
	const env = await environmentFor(sim, {
		program: path.join(userFolder, '.n8n', 'nodes', 'node_modules', packageName),
		simulator: path.join(checkout, 'test', 'simulators', 'whatsapp-web'),
		folder: userFolder,
	});
	return {
		customer: BEN,
		env,
		chats: [
			linkedChat({ customer: ben, name: BEN.name, phone, written, write }),
			ownPhone(phone),
		],
		link: (n8n, credential) => link(sim, phone, n8n, credential),
		ask: (text) => ask(ben, () => write(text)),
		async close() {
			await sim.goDown();
			await writeFile(file, sim.save());
			await sim.close();
		},
	};
}

async function link(
	sim: WhatsAppWebSimulator,
	phone: Phone,
	n8n: N8n,
	credential: CredentialReference,
): Promise<void> {
	const isIn = (): boolean => sim.transcript.of('login').length > 0;
	if (phone.devices.size === 0) {
		const parameters = { resource: 'number', operation: 'link', linkWith: 'qr' };
		const type = `${packageName}.whatsAppTeamInbox`;
		const inbox = node('Link', type, parameters, { credential });
		const draft = workflow('Link the second number', [manualTrigger(), inbox]);
		const { id } = await n8n.rest.createWorkflow(draft);
		const [item] = itemsOf(await n8n.rest.runToEnd(id, 'Start'), 'Link');
		await phone.scan(String(item?.['text']));
		await n8n.rest.deleteWorkflow(id);
	}
	await sim.transcript.waitFor(isIn, { timeoutMs: PATIENCE_MS });
}

async function ask(ben: Customer, write: () => Promise<void>): Promise<string> {
	const next = ben.receives(undefined, { timeoutMs: PATIENCE_MS });
	await write();
	const answer = await next;
	return answer.content.kind === 'text' ? answer.content.text : `(${answer.content.kind})`;
}
