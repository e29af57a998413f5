import { NO_CAPS } from '../../../../src/domain/caps/caps.ts';
import { EVENT_TYPES } from '../../../../src/domain/event.ts';
import type { InboundMessage, RecordedMessage } from '../../../../src/domain/inbound.ts';
import type { ContactPart, ConversationPart, MessagePart } from '../../../../src/domain/item.ts';
import type { StatusUpdate } from '../../../../src/domain/message.ts';
import type { TeamNumber } from '../../../../src/domain/number/number.ts';
import { CLOUD_RECIPIENT_PACE } from '../../../../src/domain/caps/recipient-pace.ts';
import type {
	Claim,
	ClaimResult,
	DeliveryKey,
	Draft,
	EnqueueResult,
	FeedEntry,
	FeedPage,
	Outcome,
	ReadFeed,
	ReceiveResult,
	SaveNumber,
	Store,
} from '../../../../src/ports/store.ts';
import type { HandOverOutcome } from '../../../../src/ports/transport.ts';
import { ANNA, draft, inbound, NOON, phone, unique } from './builders.ts';
import type { Stores } from './use-store.ts';

/** What a credential says of a number that is ready. */
export function numberOf(workspaceId: string, given: Partial<SaveNumber> = {}): SaveNumber {
	return {
		workspaceId,
		mode: 'cloud',
		phone: null,
		phoneNumberId: unique('phone-number'),
		businessAccountId: null,
		label: 'Shop',
		group: null,
		timeZone: null,
		defaultCountry: null,
		state: 'ready',
		perSecond: 80,
		rules: NO_CAPS,
		appFingerprint: 'app',
		now: NOON,
		...given,
	};
}

/** What a credential says of a linked number. */
export function linkedNumberOf(workspaceId: string, phone: string): SaveNumber {
	const none = { phoneNumberId: null, appFingerprint: null, state: null };
	return numberOf(workspaceId, { mode: 'linked', phone, perSecond: 1, ...none });
}

/** What the log of {@link Team} shows. */
const TOLD = EVENT_TYPES.filter(
	(type) => type !== 'contact.created' && type !== 'conversation.created',
);

/** An event that a message caused. */
export type Told = FeedEntry & {
	readonly item: {
		readonly message: MessagePart;
		readonly contact: ContactPart;
		readonly conversation: ConversationPart;
	};
};

/** Opens a workspace with one number that this process sends for. */
export async function openTeam(stores: Stores, given: Partial<SaveNumber> = {}): Promise<Team> {
	const workspaceId = unique('workspace');
	const key = { keySalt: null, keyHash: null };
	await stores.store.openWorkspace({ workspaceId, ...key, now: NOON });
	const team = new Team(stores, await stores.store.saveNumber(numberOf(workspaceId, given)));
	await team.takeOver();
	return team;
}

/**
 * A workspace with a number, in the words of the tests. What a test does not say is the same
 * everywhere: it is noon, and it is Anna.
 */
export class Team {
	readonly number: TeamNumber;
	fence = 0;
	readonly #stores: Stores;

	constructor(stores: Stores, number: TeamNumber) {
		this.#stores = stores;
		this.number = number;
	}

	get workspaceId(): string {
		return this.number.workspaceId;
	}

	get numberId(): string {
		return this.number.id;
	}

	get store(): Store {
		return this.#stores.store;
	}

	/** Another number of the same workspace. */
	async addNumber(given: Partial<SaveNumber> = {}): Promise<Team> {
		const number = await this.store.saveNumber(numberOf(this.workspaceId, given));
		const team = new Team(this.#stores, number);
		await team.takeOver();
		return team;
	}

	/** Becomes the number's sender; later claims bring the new fence. */
	async takeOver(now = NOON): Promise<{ readonly fence: number; readonly uncertain: number }> {
		const result = await this.store.takeOver({ numberId: this.numberId, now });
		this.fence = result.fence;
		return result;
	}

	async receive(...messages: InboundMessage[]): Promise<ReceiveResult> {
		const { numberId, store } = this;
		return await store.receiveBatch({ numberId, messages, statuses: [], now: NOON });
	}

	/** Takes in what was written on the business's own phone, or long ago. */
	async record(...recorded: RecordedMessage[]): Promise<ReceiveResult> {
		const { numberId, store } = this;
		return await store.receiveBatch({
			numberId,
			messages: [],
			recorded,
			statuses: [],
			now: NOON,
		});
	}

	async hear(...statuses: StatusUpdate[]): Promise<ReceiveResult> {
		const { numberId, store } = this;
		return await store.receiveBatch({ numberId, messages: [], statuses, now: NOON });
	}

	/** Lets a customer write, so that the window is open. */
	async writtenBy(customer = ANNA, sentAt = NOON): Promise<Told> {
		await this.receive(inbound({ sender: [phone(customer)], sentAt }));
		return last(await this.log());
	}

	async enqueue(drafts: readonly Draft[], now = NOON): Promise<readonly EnqueueResult[]> {
		const { workspaceId, numberId, store } = this;
		return await store.enqueue({ workspaceId, numberId, drafts, now });
	}

	/** Puts one message into the outbox. @returns its id */
	async queue(given: Partial<Draft> = {}, now = NOON): Promise<string> {
		const [result] = await this.enqueue([draft(given)], now);
		if (result?.kind !== 'queued') throw new Error(`Not queued: ${JSON.stringify(result)}`);
		return result.outboxId;
	}

	/** Puts one message to somebody who has just written into the outbox, and claims it. */
	async hand(given: Partial<Draft> = {}): Promise<string> {
		await this.writtenBy();
		const id = await this.queue(given);
		const claimed = idsOf(await this.claim());
		if (claimed.length !== 1 || claimed[0] !== id) throw new Error('Another was claimed');
		return id;
	}

	async claim(given: Partial<Claim> = {}): Promise<ClaimResult> {
		return await this.store.claim({
			numberId: this.numberId,
			fence: this.fence,
			limit: 10,
			pace: CLOUD_RECIPIENT_PACE,
			random: 0.5,
			now: NOON,
			...given,
		});
	}

	async settle(
		outboxId: string,
		outcome: HandOverOutcome,
		{ now = NOON, retryAt = null as number | null, fence = this.fence } = {},
	): Promise<null> {
		return await this.store.settle({
			numberId: this.numberId,
			outboxId,
			fence,
			outcome,
			retryAt,
			pace: CLOUD_RECIPIENT_PACE,
			now,
		});
	}

	/** Settles a message as sent. @returns the id that WhatsApp gave it */
	async sent(outboxId: string, now = NOON): Promise<string> {
		const providerId = unique('wamid.out');
		await this.settle(outboxId, { kind: 'sent', providerId }, { now });
		return providerId;
	}

	async outcomes(outboxIds: readonly string[], now = NOON): Promise<readonly Outcome[]> {
		return await this.store.outcomes({ outboxIds, now, pace: CLOUD_RECIPIENT_PACE });
	}

	async outcome(outboxId: string, now = NOON): Promise<Outcome> {
		return last(await this.outcomes([outboxId], now));
	}

	/** State and reason of a message of the outbox. */
	async stateOf(outboxId: string): Promise<Pick<Outcome, 'state' | 'reason'>> {
		const { state, reason } = await this.outcome(outboxId);
		return { state, reason };
	}

	/**
	 * A page of the log; all of it if nothing is given, but for the beginning of conversations, which
	 * is told beside their first message and has tests of its own.
	 */
	async readFeed(given: Partial<ReadFeed> = {}): Promise<FeedPage> {
		return await this.store.readFeed({
			workspaceId: this.workspaceId,
			consumer: 'reader',
			after: 0,
			limit: 1_000,
			types: TOLD,
			numberId: null,
			includeRaw: false,
			...given,
		});
	}

	/** The whole log of the workspace. Of what no message caused, see {@link readFeed}. */
	async log(): Promise<readonly Told[]> {
		return (await this.readFeed()).entries as readonly Told[];
	}

	/** The names of all events, in the order of the log. */
	async eventNames(): Promise<readonly string[]> {
		return (await this.log()).map((entry) => entry.item.event);
	}

	/** Opens the cursor of a trigger of this workspace. */
	async position(consumer: string, from: 'end' | 'resume' = 'resume'): Promise<number> {
		const { workspaceId, store } = this;
		return (await store.openCursor({ consumer, workspaceId, from, now: NOON })).position;
	}

	/** The newest event, as a delivery to a trigger of this workspace. */
	async delivery(): Promise<DeliveryKey & { readonly seq: number }> {
		const { seq, item } = last(await this.log());
		return { consumer: `trigger of ${this.workspaceId}`, eventId: item.eventId, seq };
	}
}

/** The ids of the messages that a claim took. */
export function idsOf(result: ClaimResult): readonly string[] {
	return result.claimed.map((message) => message.outboxId);
}

/** The last of a list that must not be empty. */
export function last<T>(list: readonly T[]): T {
	const item = list.at(-1);
	if (item === undefined) throw new Error('The list is empty');
	return item;
}
