import type { Baileys, WAMessageKey, proto } from '../baileys.ts';
import type { KeyBox } from '../keys/key-box.ts';

/** The kind under which is kept what was sent. */
const SENT = 'sent';

/**
 * Keeps what was sent: a customer's phone that cannot read a message asks for it again, hours later
 * if it was off, and maybe of another process.
 */
export class SentCopies {
	readonly #baileys: Baileys;
	readonly #box: KeyBox;

	constructor(baileys: Baileys, box: KeyBox) {
		this.#baileys = baileys;
		this.#box = box;
	}

	/** Committed when it resolves. @throws TeamError `notOwner` */
	async keep(id: string, message: proto.IMessage): Promise<void> {
		const bytes = this.#baileys.proto.Message.encode(message).finish();
		const value = Buffer.from(bytes).toString('base64');
		await this.#box.set([{ kind: SENT, id, value }]);
	}

	/** What was sent under an id; `undefined` if it is not known any more. */
	async find({ id }: WAMessageKey): Promise<proto.IMessage | undefined> {
		if (id === undefined || id === null) return undefined;
		const text = (await this.#box.get(SENT, [id])).get(id);
		if (text === undefined) return undefined;
		return this.#baileys.proto.Message.decode(Buffer.from(text, 'base64'));
	}
}
