/** Something that can be tapped below a message. */
export interface Choice {
	readonly id: string;
	readonly title: string;
	/** Of a row in a list. */
	readonly description?: string;
	readonly kind: 'button' | 'row' | 'quickReply';
}

/** A message as the person sees it on the phone. Times in ms since 1970, UTC. */
export interface Bubble {
	readonly id: string;
	/** `null` where nobody noted it. */
	readonly at: number | null;
	/** Whether the person wrote it. */
	readonly isOwn: boolean;
	readonly text: string;
	readonly choices: readonly Choice[];
	/** Of an own message: whether the number has taken it in, and read it. */
	readonly ticks: 'sent' | 'delivered' | 'read' | null;
}

/** One chat of the page: one person, one number. */
export interface ChatView {
	readonly id: string;
	/** Whose phone it is, and whom they write to. */
	readonly person: string;
	readonly number: string;
	readonly kind: string;
	/** What stands in the chat while it is empty. */
	readonly hint: string;
	readonly bubbles: readonly Bubble[];
	/** What the person can do besides writing. */
	readonly acts: readonly ActView[];
}

/** A button of the page. With `field` something is typed into it first. */
export interface ActView {
	readonly name: string;
	readonly label: string;
	readonly field?: string;
	/** Of a switch: whether it is on. */
	readonly isOn?: boolean;
}

/** What the person does. */
export type Deed =
	| { readonly kind: 'write'; readonly text: string }
	| { readonly kind: 'tap'; readonly choice: Choice }
	| { readonly kind: 'open' }
	| { readonly kind: 'act'; readonly name: string; readonly value: string };

/** A phone on the page. */
export interface PhoneChat {
	readonly id: string;
	view(): Promise<ChatView>;
	/** @throws in words, if it cannot be done */
	does(deed: Deed): Promise<void>;
}
