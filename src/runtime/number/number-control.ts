import { describeCaps } from '../../domain/caps/caps-words.ts';
import type { TeamNumber } from '../../domain/number/number.ts';
import type { NumberStanding, QueuedMessage, Recipient } from '../../ports/store.ts';
import type { LinkView, LinkWay } from '../../ports/linked.ts';
import type { NumberCredential } from '../credential/credential.ts';
import { linkAddress, type LinkAddress } from './link-address.ts';
import { linkNumber, unlinkNumber } from './link-number.ts';
import type { Office } from '../office.ts';
import { recommendedProfile } from './sending-profile.ts';
import { findContact } from '../desk/people.ts';

/** Which of the messages that wait are meant: all where nothing is said. */
export interface QueueChoice {
	readonly sequence: string | null;
	readonly who: Recipient | null;
}

/** What a person sees and steers of a number. */
export class NumberControl {
	readonly #office: Office;
	readonly #number: TeamNumber;
	readonly #credential: NumberCredential;

	constructor(office: Office, number: TeamNumber, credential: NumberCredential) {
		this.#office = office;
		this.#number = number;
		this.#credential = credential;
	}

	/** How it stands, its caps also in words. */
	async get(): Promise<NumberStanding & { readonly capsInWords: string }> {
		const { store, clock } = this.#office;
		const input = { numberId: this.#number.id, now: clock.now() };
		const standing = await store.numberStanding(input);
		return { ...standing, capsInWords: describeCaps(standing.rules) };
	}

	/**
	 * Pauses it, or resumes it. What it has to send waits meanwhile, and still expires.
	 *
	 * @returns how it stands then
	 */
	async pause(isPaused: boolean): ReturnType<NumberControl['get']> {
		const { store, clock, engine, logger } = this.#office;
		const numberId = this.#number.id;
		const { hasChanged } = await store.pauseNumber({ numberId, isPaused, now: clock.now() });
		if (hasChanged) logger.info({ numberId, isPaused }, 'number was paused or resumed');
		engine.find(numberId)?.wake();
		return await this.get();
	}

	/**
	 * What waits, in the order in which it would go.
	 *
	 * @throws TeamError `notFound` for a person that nobody knows
	 */
	async queue(choice: QueueChoice, limit: number): Promise<readonly QueuedMessage[]> {
		const pace = recommendedProfile(this.#number.mode).recipient;
		return await this.#office.store.listQueue({ ...(await this.#chosen(choice)), limit, pace });
	}

	/**
	 * Takes back what waits.
	 *
	 * @returns how many messages
	 * @throws TeamError `notFound` for a person that nobody knows
	 */
	async cancelQueued(choice: QueueChoice): Promise<number> {
		const { store, watch, logger } = this.#office;
		const { outboxIds } = await store.cancelQueued(await this.#chosen(choice));
		// A run may be waiting for them.
		watch.notify(outboxIds);
		const { id: numberId } = this.#number;
		logger.info({ numberId, messages: outboxIds.length }, 'queued messages were cancelled');
		return outboxIds.length;
	}

	/**
	 * Begins to link it.
	 *
	 * @param toTheEnd whether to wait until it is linked or linking has ended otherwise
	 * @throws TeamError `invalidInput`, `numberNotOpen`
	 */
	async link(
		way: LinkWay,
		toTheEnd: boolean,
		signal: AbortSignal | undefined,
	): Promise<LinkView> {
		const [number, credential] = [this.#number, this.#credential];
		return await linkNumber(this.#office, { number, credential, way, toTheEnd, signal });
	}

	/** The address of its link page; `null` while no workflow serves it. */
	async linkAddress(): Promise<LinkAddress | null> {
		return await linkAddress(this.#office, this.#number);
	}

	/**
	 * Takes its link back. Links to its link page that were given out hold no more.
	 *
	 * @throws TeamError `invalidInput`, `numberNotOpen`
	 */
	async unlink(signal: AbortSignal | undefined): Promise<void> {
		const [number, credential] = [this.#number, this.#credential];
		await unlinkNumber(this.#office, { number, credential, signal });
		await this.revokeLinkPages();
	}

	/** Makes every link to its link page that was given out worthless. */
	async revokeLinkPages(): Promise<void> {
		const { store, logger } = this.#office;
		const { id: numberId } = this.#number;
		await store.revokeLinks({ numberId });
		logger.info({ numberId }, 'links to the link page were revoked');
	}

	async #chosen({ sequence, who }: QueueChoice) {
		const { id: numberId, workspaceId } = this.#number;
		if (who !== null) await findContact(this.#office, { workspaceId, actingAgent: null }, who);
		return { workspaceId, numberId, sequence, who, now: this.#office.clock.now() };
	}
}
