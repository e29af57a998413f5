import type { LinkedKeyChange } from '../../../ports/linked.ts';
import type { KeyBox } from '../keys/key-box.ts';
import { asNumber, asObject, asText } from '../json.ts';
import { JOURNAL, parse } from '../keys/codec.ts';
import type { StanzaAttributes } from './open-envelope.ts';

/** How many messages may be on their way into the book. More wait where they are: at WhatsApp. */
const SLOTS = 256;

const IDS = Array.from({ length: SLOTS }, (_, slot) => String(slot));

/** A message that has been decrypted and may not be in the book yet. */
export interface JournalEntry {
	readonly attrs: StanzaAttributes;
	/** Decrypted, padding included. */
	readonly plaintext: Uint8Array;
}

/** A place in the journal. */
export type Slot = string;

/**
 * Notes each message together with the step of the keys that opened it, in one write. WhatsApp gives
 * a message once: after that step it can never be opened again, and a process may die, or a line
 * break, before the book has it. What is found here at the next start was not lost.
 */
export class Journal {
	readonly #box: KeyBox;
	readonly #free: Slot[] = [...IDS];
	readonly #waiting: ((slot: Slot) => void)[] = [];
	#serial = 0;

	constructor(box: KeyBox) {
		this.#box = box;
	}

	/**
	 * Reads what an earlier process has left, the oldest first. To be called once, before the others.
	 *
	 * @throws TeamError `notOwner`
	 */
	async restore(): Promise<readonly (JournalEntry & { readonly slot: Slot })[]> {
		const texts = await this.#box.get(JOURNAL, IDS);
		const found = [...texts].flatMap(([slot, text]) => {
			const entry = readEntry(text);
			return entry === undefined ? [] : [{ ...entry, slot }];
		});
		this.#serial = Math.max(0, ...found.map(({ serial }) => serial));
		const taken = new Set(found.map(({ slot }) => slot));
		this.#free.splice(0, this.#free.length, ...IDS.filter((slot) => !taken.has(slot)));
		return found.sort((a, b) => a.serial - b.serial);
	}

	/** Takes a place, as soon as there is one. */
	take(): Promise<Slot> {
		const slot = this.#free.pop();
		if (slot !== undefined) return Promise.resolve(slot);
		return new Promise((resolve) => this.#waiting.push(resolve));
	}

	/** What is to be written together with the keys. */
	note(slot: Slot, { attrs, plaintext }: JournalEntry): LinkedKeyChange & { value: string } {
		this.#serial += 1;
		const entry = {
			serial: this.#serial,
			attrs,
			plaintext: Buffer.from(plaintext).toString('base64'),
		};
		return { kind: JOURNAL, id: slot, value: JSON.stringify(entry) };
	}

	/** The message is in the book. */
	settle(slots: readonly Slot[]): void {
		if (slots.length === 0) return;
		this.#box.defer(slots.map((id) => ({ kind: JOURNAL, id, value: null })));
		for (const slot of slots) this.giveBack(slot);
	}

	/** The place was not used. */
	giveBack(slot: Slot): void {
		const next = this.#waiting.shift();
		if (next === undefined) this.#free.push(slot);
		else next(slot);
	}
}

function readEntry(text: string): (JournalEntry & { readonly serial: number }) | undefined {
	const entry = asObject(parse(text));
	const serial = asNumber(entry?.['serial']);
	const attrs = asObject(entry?.['attrs']);
	const plaintext = asText(entry?.['plaintext']);
	if (serial === undefined || attrs === undefined || plaintext === undefined) return undefined;
	const texts = Object.entries(attrs).filter(
		(pair): pair is [string, string] => typeof pair[1] === 'string',
	);
	return {
		serial,
		attrs: Object.fromEntries(texts),
		plaintext: Buffer.from(plaintext, 'base64'),
	};
}
