import type { GraphControl } from '../../../simulators/graph-api/control/client.ts';
import type { NumberView } from '../../../simulators/graph-api/control/options.ts';
import type { JsonObject } from '../../../simulators/graph-api/json.ts';
import type { LogEntry, LogEntryOf } from '../../../simulators/graph-api/log-entries.ts';
import type {
	GraphSimulator,
	GraphSimulatorOptions,
} from '../../../simulators/graph-api/simulator.ts';
import { startGraphSimulator } from '../../../simulators/graph-api/simulator.ts';
import type { Customer } from '../../../simulators/graph-api/state/customer.ts';
import type { Receiver } from './receiver.ts';
import { startReceiver, VERIFY_TOKEN } from './receiver.ts';

/** The instant at which the tests' time stands still. */
export const NOW = Date.UTC(2026, 10, 20, 12, 0, 0);

/** NOW as webhooks write it. */
export const NOW_SECONDS = String(NOW / 1000);

/** An answer of the Graph API. */
export interface GraphAnswer {
	readonly status: number;
	readonly body: JsonObject;
}

/** A simulator with frozen time, its first number, a customer, and a receiver for its webhooks. */
export interface Bench {
	readonly simulator: GraphSimulator;
	readonly control: GraphControl;
	readonly number: NumberView;
	/** Has just written: the window is open. */
	readonly customer: Customer & { readonly waId: string; readonly userId: string };
	readonly receiver: Receiver;
	/** Starts one more receiver, closed with the bench. */
	anotherReceiver(): Promise<Receiver>;
	/** Calls the Graph API with the number's token. */
	call(method: string, path: string, body?: unknown, token?: string): Promise<GraphAnswer>;
	/** Sends a text from the number to the customer; `changes` replaces parts of the body. */
	send(changes?: JsonObject): Promise<GraphAnswer>;
	/** Like `send`, and gives the wamid. */
	sent(changes?: JsonObject): Promise<string>;
	/** Waits for so many webhook attempts. */
	attempts(count: number): Promise<readonly LogEntryOf<'webhook'>[]>;
	close(): Promise<void>;
}

/** Starts a bench. */
export async function openBench(options: GraphSimulatorOptions = {}): Promise<Bench> {
	const simulator = await startGraphSimulator({ frozenAt: NOW, ...options });
	const { control } = simulator;
	const receiver = await startReceiver();
	const receivers = [receiver];
	const number = await onlyNumber(control, receiver);
	const waId = '16505551234';
	const userId = 'US.13491208655302741918';
	const customer = { ...(await control.createCustomer({ waId, userId })), waId, userId };
	await control.openWindow({ customer: waId });

	const call: Bench['call'] = async (method, path, body, token = number.accessTokens[0]) => {
		const response = await fetch(`${simulator.url}/v25.0${path}`, {
			method,
			headers: { authorization: `Bearer ${token}` },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		return { status: response.status, body: (await response.json()) as JsonObject };
	};
	const send: Bench['send'] = (changes = {}) => {
		const text = {
			messaging_product: 'whatsapp',
			to: waId,
			type: 'text',
			text: { body: 'hi' },
		};
		return call('POST', `/${number.id}/messages`, { ...text, ...changes });
	};
	return {
		simulator,
		control,
		number,
		customer,
		receiver,
		async anotherReceiver() {
			const another = await startReceiver();
			receivers.push(another);
			return another;
		},
		call,
		send,
		sent: async (changes) => wamidOf(await send(changes)),
		attempts: (count) => {
			return control.waitFor((log) => {
				const attempts = ofKind(log, 'webhook');
				return attempts.length >= count && attempts;
			});
		},
		async close() {
			await simulator.close();
			await Promise.all(receivers.map((one) => one.close()));
		},
	};
}

/** The entries of one kind. */
export function ofKind<K extends LogEntry['kind']>(
	log: readonly LogEntry[],
	kind: K,
): readonly LogEntryOf<K>[] {
	return log.filter((entry): entry is LogEntryOf<K> => entry.kind === kind);
}

/** The id in the answer to a send that was accepted. */
export function wamidOf({ body }: GraphAnswer): string {
	const [message] = body['messages'] as { readonly id: string }[];
	if (message === undefined) throw new Error('No message in the answer.');
	return message.id;
}

/** An error envelope with nothing but what Graph's key logic is told to look at, and a trace id. */
export function envelope(error: JsonObject): JsonObject {
	return {
		error: { type: 'OAuthException', fbtrace_id: expect.any(String) as string, ...error },
	};
}

async function onlyNumber(control: GraphControl, receiver: Receiver): Promise<NumberView> {
	const [number] = await control.numbers();
	if (number === undefined) throw new Error('The simulator has no number.');
	const appCallback = { url: receiver.url, verifyToken: VERIFY_TOKEN };
	return control.updateNumber(number.id, { appCallback });
}
