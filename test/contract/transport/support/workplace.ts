import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { EVENT_TYPES } from '../../../../src/domain/event.ts';
import type { InboxItem } from '../../../../src/domain/item.ts';
import { silentLogger } from '../../../../src/ports/logger.ts';
import {
	readCredential,
	type CredentialSource,
} from '../../../../src/runtime/credential/credential.ts';
import { Desk } from '../../../../src/runtime/desk/desk.ts';
import { Listening } from '../../../../src/runtime/number/listening.ts';
import { openOffice, type Office } from '../../../../src/runtime/office.ts';

/** Caps that hold nothing back: what is tested is the way to WhatsApp. */
const NO_CAPS = JSON.stringify({
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
});

/** Our process: an office with its store on disk, a desk, and a Trigger that hears everything. */
export class Workplace {
	readonly items: InboxItem[] = [];
	readonly #folder: string;
	readonly #source: CredentialSource;
	#open: { office: Office; desk: Desk; listening: Listening } | null = null;

	private constructor(folder: string, fields: Readonly<Record<string, unknown>>) {
		this.#folder = folder;
		const all = { label: 'Sales', ...fields, capProfile: 'custom', caps: NO_CAPS };
		this.#source = () => Promise.resolve(readCredential(all));
	}

	/**
	 * @param fields of the credential
	 * @param folder of the store; default a new one
	 */
	static async open(
		fields: Readonly<Record<string, unknown>>,
		folder?: string,
	): Promise<Workplace> {
		folder ??= await mkdtemp(path.join(os.tmpdir(), 'whatsapp-team-transport-'));
		const place = new Workplace(folder, fields);
		await place.start();
		return place;
	}

	get office(): Office {
		return this.#now.office;
	}

	get desk(): Desk {
		return this.#now.desk;
	}

	get isOpen(): boolean {
		return this.#open !== null;
	}

	async start(): Promise<void> {
		const host = { folder: this.#folder, encryptionKey: 'key of a test', isQueueMode: false };
		const office = await openOffice({ host, logger: silentLogger });
		const listening = new Listening(office, {
			holder: 'flow:Trigger',
			credential: this.#source,
			scope: 'number',
			takeOverWebhook: false,
			feed: {
				types: EVENT_TYPES,
				includeRaw: false,
				from: 'resume',
				order: 'perConversation',
				maxWaitForPreviousMs: 60_000,
				maxParallelRuns: 20,
			},
			emit: (item) => {
				this.items.push(item);
				return Promise.resolve('finished');
			},
		});
		await listening.firstTry();
		this.#open = { office, listening, desk: await Desk.open(office, this.#source) };
	}

	/** Safe to call twice. */
	async stop(): Promise<void> {
		const open = this.#open;
		this.#open = null;
		await open?.listening.close();
		await open?.office.close();
	}

	async close(): Promise<void> {
		await this.stop();
		await rm(this.#folder, { recursive: true, force: true });
	}

	get #now() {
		if (this.#open === null) throw new Error('Our process does not run.');
		return this.#open;
	}
}
