import type { Baileys, BinaryNode, SocketConfig } from '../baileys.ts';
import { JOURNAL } from '../keys/codec.ts';
import type { Journal, Slot } from './journal.ts';
import { keptAttributes, type StanzaAttributes } from './open-envelope.ts';

/** A message that was decrypted, and noted in the journal. */
export interface OpenedMessage {
	readonly attrs: StanzaAttributes;
	/** Padding included. */
	readonly plaintext: Uint8Array;
	readonly slot: Slot;
}

/** What notes messages. */
export interface NotingParts {
	readonly journal: Journal;
	readonly onOpened: (message: OpenedMessage) => void;
}

/**
 * Takes each message at the moment it is decrypted, and notes it in the same write as the step of the
 * keys. The library tells of a message only afterwards, when it is acknowledged already, and not at
 * all if the line has broken by then.
 */
export class NoteOpened {
	readonly #parts: NotingParts;
	/** The envelope of each sealed text, until it is opened. */
	readonly #envelopes = new WeakMap<Uint8Array, StanzaAttributes>();
	#isOver = false;

	constructor(parts: NotingParts) {
		this.#parts = parts;
	}

	/** A stanza has come; what is sealed in it will be opened in a moment. */
	expect({ attrs, content }: BinaryNode): void {
		// From our own phone about keys and the like: nothing for the book.
		if (attrs['category'] === 'peer' || !Array.isArray(content)) return;
		const kept = keptAttributes(attrs);
		for (const { tag, content: sealed } of content) {
			if (tag === 'enc' && sealed instanceof Uint8Array) this.#envelopes.set(sealed, kept);
		}
	}

	/**
	 * The line has ended: nothing more is opened. What was not opened by then was not acknowledged, and
	 * comes again over the next line.
	 */
	end(): void {
		this.#isOver = true;
	}

	/** The library's own way to open messages, with the noting in it. */
	repositoryFor(baileys: Baileys): SocketConfig['makeSignalRepository'] {
		return (auth, logger, askLids) => {
			const { makeSignalRepository } = baileys.DEFAULT_CONNECTION_CONFIG;
			const repository = makeSignalRepository(auth, logger, askLids);
			const open = repository.decryptMessage.bind(repository);
			const keys = auth.keys as typeof auth.keys & {
				transaction<T>(work: () => Promise<T>, key: string): Promise<T>;
			};
			return {
				...repository,
				decryptMessage: async (sealed) => {
					const attrs = this.#envelopes.get(sealed.ciphertext);
					if (attrs === undefined) return await open(sealed);
					const { journal, onOpened } = this.#parts;
					const slot = await journal.take();
					let isNoted = false;
					try {
						const plaintext = await keys.transaction(async () => {
							if (this.#isOver) throw new Error('The line has ended');
							const opened = await open(sealed);
							const note = journal.note(slot, { attrs, plaintext: opened });
							await keys.set({ [JOURNAL]: { [slot]: note.value } } as object);
							return opened;
						}, sealed.jid);
						isNoted = true;
						onOpened({ attrs, plaintext, slot });
						return plaintext;
					} finally {
						if (!isNoted) journal.giveBack(slot);
					}
				},
			};
		};
	}
}
