import type { Clock } from '../../ports/clock.ts';
import type { FoundNumber, NumberKey, Store } from '../../ports/store.ts';

/** How long what is known of a number is believed, in ms: another process may change it. */
const FRESH_MS = 60_000;

/** Spares every webhook the question whose number it is for. */
export class NumberCache {
	readonly #store: Pick<Store, 'findNumber'>;
	readonly #clock: Clock;
	readonly #known = new Map<string, { readonly number: FoundNumber; readonly at: number }>();

	constructor(store: Pick<Store, 'findNumber'>, clock: Clock) {
		this.#store = store;
		this.#clock = clock;
	}

	/** The number with this phone number id or phone; `null` is never remembered. */
	async find(key: NumberKey): Promise<FoundNumber | null> {
		const address = 'phone' in key ? key.phone : key.phoneNumberId;
		const known = this.#known.get(address);
		if (known !== undefined && this.#clock.now() - known.at < FRESH_MS) return known.number;
		const number = await this.#store.findNumber(key);
		if (number !== null) this.#known.set(address, { number, at: this.#clock.now() });
		return number;
	}

	/** Says that a number was saved anew. @param address its phone number id or phone */
	forget(address: string): void {
		this.#known.delete(address);
	}
}
