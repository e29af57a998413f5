import { receive, type OutboxChange, type Received } from '../app/receive.ts';
import { send, SEND_WAIT_MS, type SendResult, type WhenHeld } from '../app/send.ts';
import { isProblem } from '../domain/problem.ts';
import { CLOUD_PROFILE } from '../limiter/profiles.ts';
import type { Marketing } from '../domain/consent.ts';
import { checkSettings, type Settings } from '../domain/settings.ts';
import type {
	Draft,
	Erased,
	KnownContact,
	Limit,
	PreviewResult,
	Receiver,
	Recipient,
} from '../ports/store.ts';
import type { IncomingFile } from '../transport/cloud/media-download.ts';
import type { OutgoingFile } from '../transport/cloud/media-upload.ts';
import { knownNumber } from './binding.ts';
import { openCloudNumber } from './cloud-number.ts';
import type { CredentialSource, NumberCredential } from './credential.ts';
import type { Office } from './office.ts';
import { fetchMedia, type MediaOrder } from './fetch-media.ts';
import { markRead, type MarkedRead, type MarkRead } from './mark-read.ts';
import { readPhone } from './national-phone.ts';
import type { Asker } from './number-access.ts';
import { NumberControl } from './number-control.ts';
import { eraseContact, findContact, setConsent } from './people.ts';
import { newId } from './system.ts';
import { typeFirst } from './typing.ts';
import { askAndWait, type Question, type Waiting } from './ask-and-wait.ts';
import { uploadFor, type Uploads } from './upload.ts';
import { enterWorkspace } from './workspace.ts';

/** How a webhook is to be answered. */
export interface WebhookAnswer {
	/** 200 acknowledges; Meta delivers everything else again, for up to seven days. */
	readonly status: 200 | 400 | 401 | 503;
	readonly text: string;
}

/** A message, and whether its recipient shall see that somebody types it. */
export type Message = Draft & { readonly typing?: boolean };

/** What a Send node hands over. */
export interface SendOrder {
	readonly drafts: readonly Message[];
	readonly stopOnFailure: boolean;
	/** What happens with messages that have to wait. Default: `output`. */
	readonly whenHeld?: WhenHeld;
	/** How long the run waits for its messages, in ms. Default: half a minute. */
	readonly waitMs?: number;
	readonly signal?: AbortSignal;
}

/** The desk of one workspace, as the nodes use it. */
export class Desk {
	readonly #office: Office;
	readonly #source: CredentialSource;
	readonly #credentialId: string | null;
	readonly #uploads: Uploads = new Map();

	#credential: NumberCredential;

	private constructor(
		office: Office,
		credential: NumberCredential,
		source: CredentialSource,
		credentialId: string | null,
	) {
		this.#office = office;
		this.#credential = credential;
		this.#source = source;
		this.#credentialId = credentialId;
	}

	/**
	 * Opens the desk that a credential belongs to.
	 *
	 * @param credentialId n8n's id of the credential: one that was read a moment ago will do
	 * @throws TeamError `workspaceKey`, `storeUnavailable`
	 */
	static async open(
		office: Office,
		source: CredentialSource,
		credentialId: string | null = null,
	): Promise<Desk> {
		const credential = await office.credentials.recent(credentialId, source);
		await enterWorkspace(office, credential);
		return new Desk(office, credential, source, credentialId);
	}

	/**
	 * Takes a webhook in. Nothing is acknowledged before it is committed.
	 *
	 * @param rawBody the bytes as they came: they are what Meta signed
	 */
	async receive(rawBody: Uint8Array, signature: string | undefined): Promise<WebhookAnswer> {
		const { logger, keys } = this.#office;
		const isSigned = await this.#isSigned(rawBody, signature);
		const { phoneNumberId, appSecret, workspace: workspaceId } = this.#credential;
		if (!isSigned) {
			await this.#count('signatureRejected');
			logger.warn(
				{ phoneNumberId },
				'webhook refused: its signature does not fit. Most likely the app secret in the credential is not the one of the Meta app that sends it',
			);
			return { status: 401, text: 'signature does not fit' };
		}
		const [{ parseJson }, { parseWebhook }] = await Promise.all([
			import('../transport/cloud/json.ts'),
			import('../transport/cloud/webhook/parse.ts'),
		]);
		const delivered = parseWebhook(parseJson(Buffer.from(rawBody).toString('utf8')));
		if (delivered === undefined) return { status: 400, text: 'not a WhatsApp webhook' };
		if (delivered.numbers.some((news) => news.phoneNumberId === phoneNumberId)) {
			// The number may be new, and Meta unreachable: then this is delivered again.
			await this.#findNumber();
		}
		const appFingerprint = keys.appFingerprint(appSecret);
		const door = { workspaceId, phoneNumberId, appFingerprint };
		const received: Received = await receive(this.#receiveParts(), door, delivered);
		logger.debug({ phoneNumberId, ...received }, 'webhook taken in');
		return { status: 200, text: 'ok' };
	}

	/**
	 * Sends messages and waits for what becomes of them, at most about half a minute.
	 *
	 * @throws TeamError if the number of the credential cannot be found
	 */
	async send(order: SendOrder): Promise<readonly SendResult[]> {
		const own = await knownNumber(this.#office, this.#credential);
		const { store, watch, clock } = this.#office;
		const parts = {
			store,
			watch,
			clock,
			recipientPace: CLOUD_PROFILE.recipient,
			callSender: (numberId: string) => this.#callSender(numberId, own.id),
		};
		const asker = await this.#asker();
		const typed = order.drafts.map(({ typing = false, ...draft }) =>
			typing ? typeFirst(asker, draft) : draft,
		);
		const drafts = await Promise.all(typed);
		const request = { workspaceId: own.workspaceId, numberId: own.id };
		return await send(parts, { waitMs: SEND_WAIT_MS, ...order, ...request, drafts });
	}

	/**
	 * Sends a message whose reply is waited for.
	 *
	 * @throws TeamError
	 */
	async sendAndWait(question: Question): Promise<Waiting> {
		return await askAndWait(this.#office, (order) => this.send(order), question);
	}

	/**
	 * Foretells what would become of messages that were sent now. Nothing is sent or written.
	 *
	 * @throws TeamError if the number of the credential cannot be found
	 */
	async preview(drafts: readonly Draft[]): Promise<readonly PreviewResult[]> {
		const { own } = await this.#asker();
		const { store, clock } = this.#office;
		const { id: numberId, workspaceId } = own;
		const pace = CLOUD_PROFILE.recipient;
		const input = { workspaceId, numberId, drafts, pace, now: clock.now() };
		const results: PreviewResult[] = [];
		for (const result of await store.preview(input)) {
			const isClosed =
				result.kind === 'forecast' &&
				result.number.id !== own.id &&
				!(await this.#isOpen(result.number.id));
			const forecast = { verdict: 'refused', reason: 'numberNotOpen' } as const;
			results.push(isClosed ? { ...result, forecast } : result);
		}
		return results;
	}

	/**
	 * Uploads a file for a message to this recipient.
	 *
	 * @returns the id by which the message names it
	 * @throws TeamError
	 */
	async upload(recipient: Recipient, file: OutgoingFile, signal?: AbortSignal): Promise<string> {
		return await uploadFor(await this.#asker(), recipient, file, this.#uploads, signal);
	}

	/**
	 * Shows a customer that a message was read.
	 *
	 * @throws TeamError
	 */
	async markRead(request: MarkRead): Promise<MarkedRead> {
		return await markRead(await this.#asker(), request);
	}

	/**
	 * Fetches the file of a message, trying for half a minute.
	 *
	 * @param consume reads the file to its end; called once for each try
	 * @throws TeamError, or what `consume` throws
	 */
	async fetchMedia<T>(
		order: MediaOrder,
		consume: (file: IncomingFile) => Promise<T>,
	): Promise<T> {
		return await fetchMedia(await this.#asker(), order, consume);
	}

	/** Reads a phone number; one without country code is one of the credential's default country. */
	async readPhone(text: string): Promise<string | undefined> {
		return await readPhone(text, this.#credential.defaultCountry);
	}

	/** Finds a person. @throws TeamError `notFound` */
	async findContact(who: Recipient): Promise<KnownContact> {
		return await findContact(this.#office, this.#credential.workspace, who);
	}

	/**
	 * Writes down whether a person wants marketing; `null` for nobody knows.
	 *
	 * @returns the person as they are known from now on
	 * @throws TeamError `notFound`
	 */
	async setConsent(who: Recipient, marketing: Marketing | null): Promise<KnownContact> {
		return await setConsent(this.#office, this.#credential.workspace, { who, marketing });
	}

	/** Deletes all that is known of a person. @throws TeamError `notFound` */
	async eraseContact(who: Recipient): Promise<Erased> {
		return await eraseContact(this.#office, this.#credential.workspace, who);
	}

	/** How much of their caps numbers have used, by the number's id. */
	async limits(numberIds: readonly string[]): Promise<ReadonlyMap<string, readonly Limit[]>> {
		const { store, clock } = this.#office;
		const found = await store.limits({ numberIds: [...new Set(numberIds)], now: clock.now() });
		return new Map(found.map(({ numberId, limits }) => [numberId, limits]));
	}

	/** What a person may see and steer of the credential's number. */
	async numberControl(): Promise<NumberControl> {
		return new NumberControl(this.#office, await knownNumber(this.#office, this.#credential));
	}

	/** What the workspace has set. */
	async settings(): Promise<Settings> {
		return await this.#office.store.getSettings({ workspaceId: this.#credential.workspace });
	}

	/** Sets what is given. @throws TeamError `invalidInput`, naming the field */
	async saveSettings(change: Partial<Settings>): Promise<Settings> {
		checkSettings(change);
		const [workspaceId, now] = [this.#credential.workspace, this.#office.clock.now()];
		return await this.#office.store.saveSettings({ workspaceId, change, now });
	}

	/** Notes where webhooks of the credential's number can be delivered. */
	async addReceiver(receiver: Omit<Receiver, 'workspaceId' | 'phoneNumberId'>): Promise<void> {
		const { phoneNumberId, workspace: workspaceId } = this.#credential;
		const now = this.#office.clock.now();
		await this.#office.store.saveReceiver({ ...receiver, workspaceId, phoneNumberId, now });
		await this.#receiversChanged();
	}

	/** Notes that a receiver has gone. */
	async removeReceiver(webhookId: string, mode: Receiver['mode']): Promise<void> {
		const now = this.#office.clock.now();
		await this.#office.store.removeReceiver({ webhookId, mode, now });
		await this.#receiversChanged();
	}

	/** Whether a receiver is noted with this address. */
	async hasReceiver({
		webhookId,
		mode,
		url,
	}: Omit<Receiver, 'workspaceId' | 'phoneNumberId' | 'workflowId'>): Promise<boolean> {
		const { phoneNumberId } = this.#credential;
		const known = await this.#office.store.listReceivers({ phoneNumberId });
		return known.some(
			(receiver) =>
				receiver.webhookId === webhookId &&
				receiver.mode === mode &&
				receiver.url === url &&
				!receiver.isRemoved,
		);
	}

	/** Whether Meta signed this with the app secret; it may have been changed a moment ago. */
	async #isSigned(rawBody: Uint8Array, signature: string | undefined): Promise<boolean> {
		const { isSignedBy } = await import('../transport/cloud/signature.ts');
		const { credentials } = this.#office;
		if (isSignedBy(this.#credential.appSecret, rawBody, signature)) return true;
		if (this.#credentialId === null) return false;
		this.#credential = await credentials.renew(this.#credentialId, this.#source);
		await enterWorkspace(this.#office, this.#credential);
		return isSignedBy(this.#credential.appSecret, rawBody, signature);
	}

	/** Wrong caps keep messages from going out, not from coming in. */
	async #findNumber(): Promise<void> {
		const { numbers, logger } = this.#office;
		const { phoneNumberId } = this.#credential;
		await knownNumber(this.#office, this.#credential).catch(async (error: unknown) => {
			const isKnown = (await numbers.find({ phoneNumberId })) !== null;
			if (!isKnown || !isProblem(error) || error.code !== 'invalidCredential') throw error;
			logger.warn(
				{ phoneNumberId, error: error.message },
				'caps of the credential cannot be read: those before hold',
			);
		});
	}

	#receiveParts() {
		const { store, numbers, clock, logger, watch, engine } = this.#office;
		const { receiveBatch, count } = store;
		return {
			clock,
			logger,
			onOutbox: ({ numberId, ended, isDue }: OutboxChange) => {
				watch.notify(ended);
				if (isDue) engine.find(numberId)?.wake();
			},
			store: { receiveBatch, count, findNumber: numbers.find.bind(numbers) },
		};
	}

	async #receiversChanged(): Promise<void> {
		const { phoneNumberId } = this.#credential;
		const number = await this.#office.store.findNumber({ phoneNumberId });
		if (number !== null) this.#office.engine.find(number.id)?.override.receiversChanged();
	}

	async #count(name: 'signatureRejected'): Promise<void> {
		const { phoneNumberId } = this.#credential;
		await this.#office.store.count({ phoneNumberId, name, now: this.#office.clock.now() });
	}

	/**
	 * Wakes the number's sender. The credential's own number is opened for a while if it is open
	 * nowhere here; another number must be open, here or in another process.
	 */
	async #callSender(numberId: string, ownId: string): Promise<boolean> {
		const open = this.#office.engine.find(numberId);
		if (open !== null) {
			open.wake();
			return true;
		}
		if (numberId === ownId) {
			await this.#openForAWhile();
			return true;
		}
		return await this.#isOpen(numberId);
	}

	/** Whether the number is open, here or in another process. */
	async #isOpen(numberId: string): Promise<boolean> {
		const { engine, locks } = this.#office;
		if (engine.find(numberId) !== null) return true;
		const lock = await locks.acquire(numberId);
		await lock?.release();
		return lock === null;
	}

	async #asker(): Promise<Asker> {
		const own = await knownNumber(this.#office, this.#credential);
		return { office: this.#office, own, source: this.#source };
	}

	async #openForAWhile(): Promise<void> {
		const office = this.#office;
		const number = await knownNumber(office, this.#credential);
		office.accessOf(number.id).add('send', this.#source);
		const open = await openCloudNumber(office, number, this.#credential.phoneNumberId);
		const holder = `send:${newId()}`;
		office.engine.hold(number, holder, open).wake();
		office.engine.releaseLater(number.id, holder);
	}
}
