import type { SendProgress } from '../../app/send-progress.ts';
import { send, SEND_WAIT_MS, type SendResult, type WhenHeld } from '../../app/send.ts';
import type { Template } from '../../domain/template/model.ts';
import type { TemplateReference } from '../../domain/template/reference.ts';
import { checkSettings, type Settings } from '../../domain/settings.ts';
import type { Draft, Limit, PreviewResult, Recipient } from '../../ports/store.ts';
import type { IncomingFile } from '../../transport/cloud/media-download.ts';
import { knownNumber } from '../credential/binding.ts';
import type { CredentialSource } from '../credential/credential.ts';
import { HeldCredential } from '../credential/held-credential.ts';
import type { Office } from '../office.ts';
import { fetchMedia, type MediaOrder } from '../message/fetch-media.ts';
import { LifeDesk } from './life-desk.ts';
import { markRead, type MarkedRead, type MarkRead } from '../message/mark-read.ts';
import { readPhone } from '../message/national-phone.ts';
import type { Asker } from '../number/number-access.ts';
import { NumberControl } from '../number/number-control.ts';
import { NumberLife } from '../number/number-life.ts';
import { checkNumber, type Preflight } from '../number/number-preflight.ts';
import { LookupDesk } from './lookup-desk.ts';
import { PeopleDesk } from './people-desk.ts';
import { addReceiver, hasReceiver, removeReceiver, type OwnReceiver } from '../number/receivers.ts';
import { callSender, isOpen } from '../number/senders.ts';
import { recommendedProfile } from '../number/sending-profile.ts';
import { typeFirst } from '../message/typing.ts';
import { askAndWait, type Question, type Waiting } from '../message/ask-and-wait.ts';
import { uploadFor, type MediaFile, type Uploads } from '../message/upload.ts';
import { TemplateDesk } from './template-desk.ts';
import { TeamDesk } from './team-desk.ts';
import { TemplateLookup } from './template-lookup.ts';
import { takeWebhook, type WebhookAnswer } from '../webhook-door.ts';

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
	/** Hears now and then how far it has come, if it takes long. */
	readonly onProgress?: (progress: SendProgress) => void;
}

/** The desk of one workspace, as the nodes use it. */
export class Desk {
	readonly #office: Office;
	readonly #held: HeldCredential;
	readonly #uploads: Uploads = new Map();
	#lookup: TemplateLookup | null = null;

	private constructor(office: Office, held: HeldCredential) {
		this.#office = office;
		this.#held = held;
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
		return new Desk(office, await HeldCredential.open(office, source, credentialId));
	}

	/**
	 * Takes a webhook in. Nothing is acknowledged before it is committed.
	 *
	 * @param rawBody the bytes as they came: they are what Meta signed
	 */
	async receive(rawBody: Uint8Array, signature: string | undefined): Promise<WebhookAnswer> {
		return await takeWebhook(this.#office, this.#held, rawBody, signature);
	}

	/**
	 * Sends messages and waits for what becomes of them, at most about half a minute.
	 *
	 * @throws TeamError if the number of the credential cannot be found
	 */
	async send(order: SendOrder): Promise<readonly SendResult[]> {
		const own = await knownNumber(this.#office, this.#held.current);
		const { store, watch, clock } = this.#office;
		const parts = {
			store,
			watch,
			clock,
			recipientPace: recommendedProfile(own.mode).recipient,
			callSender: (numberId: string) =>
				callSender(this.#office, this.#held, own.id, numberId),
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
		const pace = recommendedProfile(own.mode).recipient;
		const input = { workspaceId, numberId, drafts, pace, now: clock.now() };
		const results: PreviewResult[] = [];
		for (const result of await store.preview(input)) {
			const isClosed =
				result.kind === 'forecast' &&
				result.number.id !== own.id &&
				!(await isOpen(this.#office, result.number.id));
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
	async upload(recipient: Recipient, file: MediaFile, signal?: AbortSignal): Promise<string> {
		return await uploadFor(await this.#asker(), recipient, file, this.#uploads, signal);
	}

	/**
	 * A template for a message to this recipient; without one, for the credential's own number.
	 *
	 * @returns `null` if it goes by a linked number, which has no templates
	 * @throws TeamError `notFound`, `invalidCredential`, `remoteRefused`, `remoteUnreachable`
	 */
	async findTemplate(
		reference: TemplateReference,
		recipient: Recipient | null = null,
	): Promise<Template | null> {
		const asker = await this.#asker();
		const lookup = (this.#lookup ??= new TemplateLookup(asker));
		if (recipient !== null) return await lookup.forRecipient(recipient, reference);
		if (asker.own.mode === 'linked') return null;
		return await lookup.ofNumber(asker.own.id, reference);
	}

	/** What a person sees and changes of the templates of the credential's account. */
	async templates(): Promise<TemplateDesk> {
		return new TemplateDesk(await this.#asker());
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
		return await readPhone(text, this.#held.current.defaultCountry);
	}

	/** Finds people and writes down what is known of them. @param actingAgent `null` for the workflow */
	people(actingAgent: string | null): PeopleDesk {
		return new PeopleDesk(this.#office, this.#held.current, actingAgent);
	}

	/** Finds conversations, people and what happened; counts; and maps people to a CRM. */
	lookup(): LookupDesk {
		return new LookupDesk(this.#office, this.#held.current.workspace);
	}

	/** How much of their caps numbers have used, by the number's id. */
	async limits(numberIds: readonly string[]): Promise<ReadonlyMap<string, readonly Limit[]>> {
		const { store, clock } = this.#office;
		const found = await store.limits({ numberIds: [...new Set(numberIds)], now: clock.now() });
		return new Map(found.map(({ numberId, limits }) => [numberId, limits]));
	}

	/** What a person may see and steer of the credential's number. */
	async numberControl(): Promise<NumberControl> {
		const credential = this.#held.current;
		const number = await knownNumber(this.#office, credential);
		return new NumberControl(this.#office, number, credential);
	}

	/** Takes the credential's number from pending to ready, and back. */
	async numberLife(): Promise<NumberLife> {
		return new NumberLife(await this.#asker());
	}

	/** Checks the credential's number from the phone to the app. @throws TeamError */
	async checkNumber(): Promise<Preflight> {
		return await checkNumber(await this.#asker());
	}

	/** The members of the team, and whose conversations are. */
	team(): TeamDesk {
		return new TeamDesk(this.#office, this.#held.current.workspace);
	}

	/** Where conversations stand, their labels and notes. */
	life(): LifeDesk {
		return new LifeDesk(this.#office, this.#held.current.workspace);
	}

	/** What the workspace has set. */
	async settings(): Promise<Settings> {
		return await this.#office.store.getSettings({ workspaceId: this.#held.current.workspace });
	}

	/** Sets what is given. @throws TeamError `invalidInput`, naming the field */
	async saveSettings(change: Partial<Settings>): Promise<Settings> {
		checkSettings(change);
		const [workspaceId, now] = [this.#held.current.workspace, this.#office.clock.now()];
		return await this.#office.store.saveSettings({ workspaceId, change, now });
	}

	/** Notes where webhooks of the credential's number can be delivered. */
	async addReceiver(receiver: OwnReceiver): Promise<void> {
		await addReceiver(this.#office, this.#held.current, receiver);
	}

	/** Notes that a receiver has gone. */
	async removeReceiver(webhookId: string, mode: OwnReceiver['mode']): Promise<void> {
		await removeReceiver(this.#office, this.#held.current, { webhookId, mode });
	}

	/** Whether a receiver is noted with this address. */
	async hasReceiver(receiver: Pick<OwnReceiver, 'webhookId' | 'mode' | 'url'>): Promise<boolean> {
		return await hasReceiver(this.#office, this.#held.current, receiver);
	}

	async #asker(): Promise<Asker> {
		const own = await knownNumber(this.#office, this.#held.current);
		return { office: this.#office, own, source: this.#held.source };
	}
}
