import type { InboundText } from '../webhooks/message-payload.ts';
import { messagesValue } from '../webhooks/message-payload.ts';
import { addMedia } from '../endpoints/media.ts';
import { newWamid } from '../ids.ts';
import type { Simulation } from '../simulation.ts';
import { ALL_SCOPES } from '../state/account.ts';
import type { Customer } from '../state/customer.ts';
import { namesOf } from '../state/customer.ts';
import type { PhoneNumber } from '../state/phone-number.ts';
import { digitsOf } from '../state/phone-number.ts';
import { BadInput } from './check.ts';
import type {
	AppOptions,
	CustomerFile,
	CustomerText,
	RawWebhook,
	StoredFile,
	TokenOptions,
	WindowOptions,
} from './options.ts';

/** How long Meta keeps what a customer sent. https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media. */
const INBOUND_LIVES_MS = 7 * 24 * 60 * 60 * 1000;

/** Customers write at the same moment: one webhook per number. Gives the wamids in their order. */
export function customersWrite(sim: Simulation, texts: readonly CustomerText[]): readonly string[] {
	const inbound = texts.map((written) => ({
		number: numberNamed(sim, written.phoneNumberId),
		text: inboundText(sim, written),
	}));
	for (const { number, text } of inbound) receive(sim, number, text);
	for (const number of new Set(inbound.map((one) => one.number))) {
		const told = inbound.filter((one) => one.number === number).map(({ text }) => text);
		sim.webhooks.publish({
			phoneNumberId: number.id,
			recipients: told.flatMap(({ customer }) => namesOf(customer)),
			field: 'messages',
			values: [messagesValue(number, told)],
			messages: told.map(({ wamid }) => wamid),
			statuses: [],
		});
	}
	return inbound.map(({ text }) => text.wamid);
}

/** A customer's file lies at Meta for a number. Gives what a webhook about it says. */
export function customerUploads(sim: Simulation, file: CustomerFile): StoredFile {
	const number = numberNamed(sim, file.phoneNumberId);
	const stored = addMedia(sim, {
		phoneNumberId: number.id,
		mimeType: file.mimeType,
		fileName: file.fileName ?? null,
		bytes: Buffer.from(file.base64, 'base64'),
		livesMs: INBOUND_LIVES_MS,
	});
	const sha256 = Buffer.from(stored.sha256, 'hex').toString('base64');
	return { id: stored.id, mimeType: stored.mimeType, sha256 };
}

/** The app on the phone of a number holds these from now on; what is left out stays. */
export function fillApp(sim: Simulation, { phoneNumberId, ...data }: AppOptions): void {
	Object.assign(numberNamed(sim, phoneNumberId).app, data);
}

/** The customer wrote at that time, and nobody was told. */
export function openWindow(sim: Simulation, { customer, phoneNumberId, at }: WindowOptions): void {
	const number = numberNamed(sim, phoneNumberId);
	sim.world.noteInbound(number.id, customerNamed(sim, customer).id, at ?? sim.clock.now());
}

/** Publishes a webhook of any content. */
export function publishRaw(sim: Simulation, { field, value, phoneNumberId }: RawWebhook): void {
	sim.webhooks.publish({
		phoneNumberId: numberNamed(sim, phoneNumberId).id,
		recipients: [],
		field,
		values: [value],
		messages: [],
		statuses: [],
	});
}

/** Makes a token, or makes it anew. */
export function putToken(sim: Simulation, options: TokenOptions): void {
	const { world } = sim;
	const wabaIds = options.wabaIds ?? [...world.accounts.keys()];
	const account = world.accounts.get(wabaIds[0] ?? '') ?? [...world.accounts.values()][0];
	world.tokens.set(options.value, {
		value: options.value,
		appId: account?.appId ?? '',
		wabaIds,
		scopes: options.scopes ?? ALL_SCOPES,
		expiresAt: options.expiresAt ?? null,
	});
}

/** The number with this id; default the first. */
export function numberNamed({ world }: Simulation, id?: string): PhoneNumber {
	const number = id === undefined ? [...world.numbers.values()][0] : world.numbers.get(id);
	if (number === undefined) throw new BadInput(`There is no number ${id ?? 'at all'}.`);
	return number;
}

/** The customer with this phone (in any notation) or business-scoped user id. */
export function customerNamed({ world }: Simulation, name: string): Customer {
	const customer = world.findCustomer(name) ?? world.findCustomer(digitsOf(name));
	if (customer === undefined)
		throw new BadInput(`There is no customer ${name}: create it first.`);
	return customer;
}

function inboundText(sim: Simulation, written: CustomerText): InboundText {
	return {
		customer: customerNamed(sim, written.customer),
		wamid: written.id ?? newWamid(),
		text: written.text,
		at: written.timestamp ?? sim.clock.now(),
		context: written.context,
		referral: written.referral,
	};
}

function receive(sim: Simulation, number: PhoneNumber, received: InboundText): void {
	const { customer, wamid, text, at } = received;
	sim.world.addMessage({
		wamid,
		direction: 'in',
		phoneNumberId: number.id,
		customerId: customer.id,
		type: 'text',
		at,
	});
	sim.world.noteInbound(number.id, customer.id, at);
	sim.limits.countInbound(number.id, sim.clock.now());
	sim.log.add({
		kind: 'inbound',
		phoneNumberId: number.id,
		customer: customer.id,
		wamid,
		text,
	});
}
