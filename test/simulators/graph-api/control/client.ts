import type { Fault, FaultView } from '../faults/fault.ts';
import type { LogEntry, LogEntryOf } from '../log-entries.ts';
import type { Settings } from '../settings.ts';
import type { Customer } from '../state/customer.ts';
import type { MessageTemplate } from '../state/template.ts';
import type { IdentityChange, WrittenMessage } from './content.ts';
import type {
	AppOptions,
	CustomerChanges,
	CustomerFile,
	CustomerOptions,
	CustomerText,
	NumberChanges,
	NumberOptions,
	NumberView,
	PairOptions,
	Pending,
	RawWebhook,
	StoredFile,
	TokenOptions,
	WindowOptions,
} from './options.ts';
import type { TemplateChanges, TemplateOptions } from './templates.ts';

/** How long a wait takes at most. */
export interface WaitOptions {
	/** Real time; default 4000, so that a test of jest's 5000 still gets to say what happened. */
	readonly timeoutMs?: number;
}

/** Faults that hold something back until they are removed. */
const HOLDING: readonly Fault['kind'][] = ['holdAnswer', 'holdWebhooks', 'batch', 'reorder'];

/** Drives a simulator by its URL, from the same process or another. */
export class GraphControl {
	readonly #url: string;

	/** @param url Of the control port; the Graph port serves as well while it is not `down`. */
	constructor(url: string) {
		this.#url = `${url.replace(/\/$/, '')}/_control`;
	}

	/** Makes a number (and its account and app). */
	createNumber(options: NumberOptions = {}): Promise<NumberView> {
		return this.#call<NumberView>('POST', '/numbers', options);
	}

	/** The numbers in the order in which they were made; the first is the default everywhere. */
	numbers(): Promise<readonly NumberView[]> {
		return this.#call<readonly NumberView[]>('GET', '/numbers');
	}

	/** Changes a number, its account or its app; overrides are set without asking their URL. */
	updateNumber(id: string, changes: NumberChanges): Promise<NumberView> {
		return this.#call<NumberView>('PATCH', `/numbers/${encodeURIComponent(id)}`, changes);
	}

	/** Makes a token, or makes an existing one anew. */
	async putToken(options: TokenOptions): Promise<void> {
		await this.#call('POST', '/tokens', options);
	}

	/** Makes somebody who uses WhatsApp. */
	createCustomer(options: CustomerOptions = {}): Promise<Customer> {
		return this.#call<Customer>('POST', '/customers', options);
	}

	/** Changes a customer, who is named by phone or business-scoped user id. */
	updateCustomer(name: string, changes: CustomerChanges): Promise<Customer> {
		return this.#call<Customer>('PATCH', `/customers/${encodeURIComponent(name)}`, changes);
	}

	/** A customer writes. Gives the wamid; the webhook is on its way. */
	async customerWrites(text: CustomerText): Promise<string> {
		const [wamid = ''] = await this.customersWrite([text]);
		return wamid;
	}

	/** Several texts in one webhook body (per number). Gives the wamids. */
	async customersWrite(texts: readonly CustomerText[]): Promise<readonly string[]> {
		const { wamids } = await this.#call<{ wamids: readonly string[] }>(
			'POST',
			'/inbound',
			texts,
		);
		return wamids;
	}

	/** A customer sends a message of any kind. Gives the wamid; the webhook is on its way. */
	async customerSends(message: WrittenMessage): Promise<string> {
		const [wamid = ''] = await this.#written('/messages', [message]);
		return wamid;
	}

	/** Several messages of any kind in one webhook body (per number). Gives the wamids. */
	customersSend(messages: readonly WrittenMessage[]): Promise<readonly string[]> {
		return this.#written('/messages', messages);
	}

	/** The business writes to a customer in the app on its own phone. Gives the wamid. */
	async businessWrites(message: WrittenMessage): Promise<string> {
		const [wamid = ''] = await this.#written('/echoes', [message]);
		return wamid;
	}

	/** A customer gets another phone, user id or keys, and numbers are told. Gives the wamid. */
	async identityChanges(change: IdentityChange): Promise<string> {
		const [wamid = ''] = await this.#written('/identities', change);
		return wamid;
	}

	/** Puts a customer's file where a webhook may name it, for seven days. */
	customerUploads(file: CustomerFile): Promise<StoredFile> {
		return this.#call<StoredFile>('POST', '/media', file);
	}

	/** Puts contacts and messages into the app on the phone of a number, for it to be asked for. */
	async fillApp(options: AppOptions): Promise<void> {
		await this.#call('POST', '/apps', options);
	}

	/** The newest code that was sent to the phone of a number. @throws if there is none */
	async codeOf(id: string): Promise<string> {
		const code = (await this.numbers()).find((number) => number.id === id)?.code;
		if (code === null || code === undefined) throw new Error(`No code was sent to ${id}.`);
		return code.value;
	}

	/** Makes a number as it is before its first step: not verified, not registered. */
	createPendingNumber(options: NumberOptions = {}): Promise<NumberView> {
		return this.createNumber({
			status: 'PENDING',
			codeVerificationStatus: 'NOT_VERIFIED',
			platformType: 'NOT_APPLICABLE',
			throughputLevel: 'NOT_APPLICABLE',
			qualityRating: 'UNKNOWN',
			...options,
		});
	}

	/** A customer opens the chat: what was sent so far becomes `read`. Gives the wamids. */
	async customerReads(pair: PairOptions): Promise<readonly string[]> {
		const { wamids } = await this.#call<{ wamids: readonly string[] }>('POST', '/reads', pair);
		return wamids;
	}

	/** Opens the 24-hour window without a webhook, as if the customer had written earlier. */
	async openWindow(options: WindowOptions): Promise<void> {
		await this.#call('POST', '/windows', options);
	}

	/** Makes a template that is approved, unless said otherwise. */
	async createTemplate(options: TemplateOptions): Promise<MessageTemplate> {
		const [made] = await this.#call<MessageTemplate[]>('POST', '/templates', options);
		if (made === undefined) throw new Error('No template was made.');
		return made;
	}

	/** Makes so many approved templates, `sample_001` and so on, with one variable each. */
	createTemplates(count: number): Promise<readonly MessageTemplate[]> {
		return this.#call<readonly MessageTemplate[]>('POST', '/templates', { count });
	}

	/** All templates of all accounts. */
	templates(): Promise<readonly MessageTemplate[]> {
		return this.#call<readonly MessageTemplate[]>('GET', '/templates');
	}

	/** Meta ends a review, pauses a template, gives it another quality or category. @param name id, or `name|language` */
	changeTemplate(name: string, changes: TemplateChanges): Promise<MessageTemplate> {
		const path = `/templates/${encodeURIComponent(name)}`;
		return this.#call<MessageTemplate>('PATCH', path, changes);
	}

	/** Somebody deletes a template in WhatsApp Manager. @param name id, or `name|language` */
	async deleteTemplate(name: string): Promise<void> {
		await this.#call('DELETE', `/templates/${encodeURIComponent(name)}`);
	}

	/** Sends a webhook of any field and value. */
	async publishWebhook(webhook: RawWebhook): Promise<void> {
		await this.#call('POST', '/webhooks', webhook);
	}

	/** Simulated ms since the epoch. */
	async now(): Promise<number> {
		return (await this.#call<{ now: number }>('GET', '/clock')).now;
	}

	/** Moves the time forward; gives the new time. */
	async advance(ms: number): Promise<number> {
		return (await this.#call<{ now: number }>('POST', '/clock', { ms })).now;
	}

	/** The settings in force. */
	settings(): Promise<Settings> {
		return this.#call<Settings>('GET', '/settings');
	}

	/** Changes settings; gives all of them. */
	changeSettings(changes: Partial<Settings>): Promise<Settings> {
		return this.#call<Settings>('PATCH', '/settings', changes);
	}

	/** Sets a fault; it is in force when this resolves. Gives its id. */
	async addFault(fault: Fault): Promise<string> {
		return (await this.#call<{ id: string }>('POST', '/faults', fault)).id;
	}

	/** Removes one fault; what it held back goes. */
	async removeFault(id: string): Promise<void> {
		await this.#call('DELETE', `/faults/${encodeURIComponent(id)}`);
	}

	/** Removes all faults; what they held back goes. */
	async clearFaults(): Promise<void> {
		await this.#call('DELETE', '/faults');
	}

	/** The faults that are set, with how often each was used. */
	async faults(): Promise<readonly FaultView[]> {
		return (await this.pending()).faults;
	}

	/** Ends all holding: held answers and webhooks go, incomplete batches and reorderings too. */
	async release(): Promise<void> {
		const holding = (await this.faults()).filter(({ fault }) => HOLDING.includes(fault.kind));
		if (holding.length === 0) return;
		await this.removeFault(holding.map(({ id }) => id).join(','));
	}

	/** What has not come to its end yet. */
	pending(): Promise<Pending> {
		return this.#call<Pending>('GET', '/pending');
	}

	/** Everything that happened since the start or the last reset. */
	log(): Promise<readonly LogEntry[]> {
		return this.#entries(0, 0);
	}

	/** The entries of one kind. */
	async logOf<K extends LogEntry['kind']>(kind: K): Promise<readonly LogEntryOf<K>[]> {
		return (await this.log()).filter((entry): entry is LogEntryOf<K> => entry.kind === kind);
	}

	/** How many sends to this phone (in any notation) or business-scoped user id were accepted. */
	async acceptedTo(recipient: string): Promise<number> {
		const digits = recipient.replace(/[+\-() ]/g, '');
		const accepted = await this.logOf('accepted');
		return accepted.filter(({ recipient: { waId, userId } }) => {
			return userId === recipient || waId === digits;
		}).length;
	}

	/**
	 * Waits until the predicate finds in the log what it looks for, and gives that. Rejects after
	 * the timeout, saying what happened instead.
	 */
	async waitFor<T>(
		predicate: (log: readonly LogEntry[]) => T | false | null | undefined,
		{ timeoutMs = 4000 }: WaitOptions = {},
	): Promise<T> {
		const deadline = Date.now() + timeoutMs;
		const log: LogEntry[] = [...(await this.log())];
		for (;;) {
			const found = predicate(log);
			if (found !== undefined && found !== null && found !== false) return found;
			const waitMs = deadline - Date.now();
			if (waitMs <= 0) throw new Error(`Waited ${timeoutMs} ms in vain. ${summaryOf(log)}`);
			log.push(...(await this.#entries(log.at(-1)?.seq ?? 0, waitMs)));
		}
	}

	/** Begins anew: seeds, settings, clock and log as at the start. What was under way is cut off. */
	async reset(): Promise<void> {
		await this.#call('POST', '/reset');
	}

	async #written(path: string, body: unknown): Promise<readonly string[]> {
		return (await this.#call<{ wamids: readonly string[] }>('POST', path, body)).wamids;
	}

	async #entries(after: number, waitMs: number): Promise<readonly LogEntry[]> {
		const path = `/log?after=${after}&waitMs=${Math.ceil(waitMs)}`;
		return (await this.#call<{ entries: readonly LogEntry[] }>('GET', path)).entries;
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

function summaryOf(log: readonly LogEntry[]): string {
	const lines = log.slice(-20).map((entry) => JSON.stringify(entry));
	return `The last of ${log.length} log entries:\n${lines.join('\n')}`;
}
