import type { ContactKey } from '../../../domain/address.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { LibrarySocket } from '../baileys.ts';
import { formatJid, isPerson, jidOf, parseJid } from '../jid.ts';

/** How long it is believed that nobody uses a phone number, in ms. */
const ABSENT_MS = 10 * 60_000;

/** How many phone numbers are remembered. */
const REMEMBERED = 1_000;

/** Whether and where a recipient can be reached. */
export type FoundRecipient =
	| { readonly kind: 'found'; readonly jid: string }
	/** WhatsApp says that nobody uses the number. */
	| { readonly kind: 'absent' }
	/** The contact has no address of WhatsApp's. */
	| { readonly kind: 'noAddress' }
	/** WhatsApp did not say. */
	| { readonly kind: 'noAnswer' };

/** What is asked of the library. */
export type RecipientSource = Pick<LibrarySocket, 'onWhatsApp' | 'authState'>;

/**
 * Finds the address by which a recipient is written to. WhatsApp takes a message for a number that
 * nobody uses without a word: a phone that is not known yet is asked about first, once.
 */
export class Recipients {
	readonly #clock: Clock;
	/** By digits: the address, or when it was learned that there is none. */
	readonly #known = new Map<string, string | { readonly absentSince: number }>();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** @throws what the library throws, if WhatsApp refuses to say */
	async find(source: RecipientSource, keys: readonly ContactKey[]): Promise<FoundRecipient> {
		const address = jidOf(keys);
		if (address === undefined) return { kind: 'noAddress' };
		// A LID comes from WhatsApp itself.
		if (address.kind === 'lid') return { kind: 'found', jid: formatJid(address) };
		return await this.#findPhone(source, address.user);
	}

	async #findPhone(source: RecipientSource, digits: string): Promise<FoundRecipient> {
		// Whoever has a LID is there. The chat stays by phone until the customer writes by LID.
		const mapped = (await source.authState.keys.get('lid-mapping', [digits]))[digits];
		if (mapped !== undefined) {
			return { kind: 'found', jid: formatJid({ kind: 'phone', user: digits }) };
		}
		const known = this.#known.get(digits);
		if (typeof known === 'string') return { kind: 'found', jid: known };
		if (known !== undefined && this.#clock.now() - known.absentSince < ABSENT_MS) {
			return { kind: 'absent' };
		}
		const answer = await source.onWhatsApp(digits);
		if (answer === undefined) return { kind: 'noAnswer' };
		// It may be written otherwise than it was asked for: WhatsApp knows some by an older form.
		const jid = answer.find(({ exists }) => exists)?.jid;
		const person = parseJid(jid);
		const found = isPerson(person) ? formatJid(person) : null;
		this.#remember(digits, found ?? { absentSince: this.#clock.now() });
		return found === null ? { kind: 'absent' } : { kind: 'found', jid: found };
	}

	#remember(digits: string, what: string | { readonly absentSince: number }): void {
		this.#known.delete(digits);
		this.#known.set(digits, what);
		if (this.#known.size <= REMEMBERED) return;
		for (const oldest of this.#known.keys()) {
			this.#known.delete(oldest);
			break;
		}
	}
}
