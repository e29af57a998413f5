/** Somebody in a line, and whose chat it is. */
export interface InChat {
	readonly id: string;
	readonly chat: { readonly id: string };
}

/**
 * The order within chats: a message that is to be tried again keeps its place before those that
 * were written after it.
 */
export class ChatOrder<Row extends InChat> {
	/** By chat, the ids of those that are to be tried again. */
	readonly #retrying = new Map<string, Set<string>>();
	readonly #behind = new Map<string, Row[]>();

	/** Says that a message is to be tried again. */
	noteRetry(id: string, chatId: string): void {
		this.#retrying.set(chatId, (this.#retrying.get(chatId) ?? new Set()).add(id));
	}

	/** Whether a message has to keep behind another; it is remembered then. */
	keepsBehind(row: Row): boolean {
		const { id } = row.chat;
		const isBehind = [...(this.#retrying.get(id) ?? [])].some((other) => other < row.id);
		if (isBehind) this.#behind.set(id, [...(this.#behind.get(id) ?? []), row]);
		return isBehind;
	}

	/**
	 * Says that a message has been tried again, or is held like any other.
	 *
	 * @returns those that it kept behind itself: they are to be asked again
	 */
	release({ id, chat }: Row): readonly Row[] {
		if (this.#retrying.get(chat.id)?.delete(id) !== true) return [];
		const behind = this.#behind.get(chat.id) ?? [];
		this.#behind.delete(chat.id);
		return behind;
	}
}
