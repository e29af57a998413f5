import type { SendOptions } from '../content/content.ts';
import type { Fault, FaultView } from '../faults/fault.ts';
import type { Settings } from '../settings.ts';
import type { TranscriptEntry, WaitOptions } from '../transcript.ts';
import type { ClientReceipt } from '../world/customer.ts';
import type { Act, Acted } from './acts.ts';
import type { ContentJson } from './content-inputs.ts';
import type { NewCustomer, NewPhone } from './inputs.ts';
import type { CopyView, CustomerView, PhoneView, ReceivedView, SimulatorView } from './views.ts';

/** Drives a simulator in another process. Numbers are given in any notation. */
export class WhatsAppWebControl {
	readonly #url: string;

	/** @param url Of the control port. */
	constructor(url: string) {
		this.#url = `${url.replace(/\/$/, '')}/_control`;
	}

	/** Where it is, whom to trust, and who is in it. */
	state(): Promise<SimulatorView> {
		return this.#call('GET', '/state');
	}

	addPhone(phone: NewPhone): Promise<PhoneView> {
		return this.#call('POST', '/phones', phone);
	}

	addCustomer(customer: NewCustomer): Promise<CustomerView> {
		return this.#call('POST', '/customers', customer);
	}

	/** Scans a QR code by its text. Gives the number of the linked device. */
	async scan(phone: string, qr: string): Promise<number> {
		return (await this.#call<{ device: number }>('POST', '/scan', { phone, qr })).device;
	}

	/** Enters a code on a phone. Gives the number of the linked device. */
	async enterCode(phone: string, code: string): Promise<number> {
		return (await this.#call<{ device: number }>('POST', '/code', { phone, code })).device;
	}

	/** A customer writes to a number of ours. Gives the message's id. */
	async says(
		customer: string,
		phone: string,
		content: ContentJson,
		options: SendOptions = {},
	): Promise<string> {
		return this.#written('/says', { customer, phone, content, options });
	}

	/** A human writes on our phone. Gives the message's id. */
	async writes(
		phone: string,
		customer: string,
		content: ContentJson,
		options: SendOptions = {},
	): Promise<string> {
		return this.#written('/writes', { customer, phone, content, options });
	}

	/** Anything else that somebody does, or that happens. */
	perform(act: Act): Promise<Acted> {
		return this.#call('POST', '/acts', act);
	}

	/** What arrived at a customer, in order. */
	received(customer: string): Promise<readonly ReceivedView[]> {
		return this.#call('GET', `/received/${encodeURIComponent(customer)}`);
	}

	/** What clients told a customer about messages of the customer. */
	receipts(customer: string): Promise<readonly ClientReceipt[]> {
		return this.#call('GET', `/receipts/${encodeURIComponent(customer)}`);
	}

	/** What linked devices sent, as the phone shows it. */
	copies(phone: string): Promise<readonly CopyView[]> {
		return this.#call('GET', `/copies/${encodeURIComponent(phone)}`);
	}

	/** The file of a message that arrived at a customer, decrypted. */
	async file(customer: string, messageId: string): Promise<Buffer> {
		const path = `/files/${encodeURIComponent(customer)}`;
		const query = new URLSearchParams({ message: messageId });
		const { base64 } = await this.#call<{ base64: string }>('GET', `${path}?${query}`);
		return Buffer.from(base64, 'base64');
	}

	/** Sets a fault; it is in force when this resolves. Gives its id. */
	async addFault(fault: Fault): Promise<string> {
		return (await this.#call<{ id: string }>('POST', '/faults', fault)).id;
	}

	/** Removes one fault, or all. */
	async removeFault(id = ''): Promise<void> {
		await this.#call('DELETE', `/faults/${id}`);
	}

	faults(): Promise<readonly FaultView[]> {
		return this.#call('GET', '/faults');
	}

	/** Changes settings; gives all of them. */
	changeSettings(changes: Partial<Settings>): Promise<Settings> {
		return this.#call('PATCH', '/settings', changes);
	}

	/** Simulated ms since the epoch. */
	async now(): Promise<number> {
		return (await this.#call<{ now: number }>('GET', '/clock')).now;
	}

	/** Moves the time forward; gives the new time. */
	async advance(ms: number): Promise<number> {
		return (await this.#call<{ now: number }>('POST', '/clock', { ms })).now;
	}

	/** Everything that happened. */
	transcript(): Promise<readonly TranscriptEntry[]> {
		return this.#entries(0, 0);
	}

	/** How many message stanzas with this id clients have sent. A doubled send counts twice. */
	async sendsOf(messageId: string): Promise<number> {
		return (await this.transcript()).filter((entry) => {
			if (entry.kind !== 'stanza' || entry.direction !== 'fromClient') return false;
			return entry.tag === 'message' && entry.id === messageId;
		}).length;
	}

	/**
	 * Waits until the predicate finds in the transcript what it looks for, and gives that. Rejects
	 * after the timeout, saying what happened last.
	 */
	async waitFor<T>(
		predicate: (entries: readonly TranscriptEntry[]) => T | false | null | undefined,
		{ timeoutMs = 15_000 }: WaitOptions = {},
	): Promise<T> {
		const deadline = Date.now() + timeoutMs;
		const entries: TranscriptEntry[] = [...(await this.transcript())];
		for (;;) {
			const found = predicate(entries);
			if (found !== undefined && found !== null && found !== false) return found;
			const waitMs = deadline - Date.now();
			if (waitMs <= 0) {
				const last = entries.slice(-20).map((entry) => JSON.stringify(entry));
				throw new Error(`Waited ${timeoutMs} ms in vain. The last:\n${last.join('\n')}`);
			}
			entries.push(...(await this.#entries(entries.length, waitMs)));
		}
	}

	/** Writes everything to the simulator's state file. */
	async save(): Promise<void> {
		await this.#call('POST', '/save');
	}

	async #written(path: string, body: unknown): Promise<string> {
		return (await this.#call<{ id: string }>('POST', path, body)).id;
	}

	async #entries(after: number, waitMs: number): Promise<readonly TranscriptEntry[]> {
		const path = `/transcript?after=${after}&waitMs=${Math.ceil(waitMs)}`;
		const { entries } = await this.#call<{ entries: readonly TranscriptEntry[] }>('GET', path);
		return entries;
	}

	async #call<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await fetch(`${this.#url}${path}`, {
			method,
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		if (!response.ok) {
			throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
		}
		return (await response.json()) as T;
	}
}
