import type { Clock } from '../../ports/clock.ts';
import type { CredentialSource, NumberCredential } from './credential.ts';

/** How long a credential is used before it is read again, in ms. */
const FRESH_MS = 10_000;

/**
 * Credentials that were read a moment ago. n8n takes several milliseconds to give one, as long as
 * all the rest of a webhook: a burst of messages reads it once. An edit is seen after ten seconds
 * at the latest.
 */
export class CredentialCache {
	readonly #clock: Clock;
	readonly #read = new Map<string, { readonly at: number; readonly value: NumberCredential }>();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/**
	 * Gives a credential as it is, or was a moment ago.
	 *
	 * @param id n8n's id of it; `null` to read it in any case
	 * @throws what the source throws
	 */
	async recent(id: string | null, source: CredentialSource): Promise<NumberCredential> {
		const known = id === null ? undefined : this.#read.get(id);
		const isFresh = known !== undefined && this.#clock.now() - known.at < FRESH_MS;
		return isFresh ? known.value : await this.renew(id, source);
	}

	/** Reads a credential anew, for all who use it: an older one must not undo what the newer says. */
	async renew(id: string | null, source: CredentialSource): Promise<NumberCredential> {
		const value = await source();
		const key = id ?? value.id;
		if (key !== null) this.#read.set(key, { at: this.#clock.now(), value });
		return value;
	}
}
