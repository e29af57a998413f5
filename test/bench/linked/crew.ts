/** What a crew of numbers can be told to do. Both crews, ours and bare Baileys', do the same. */
export interface Crew {
	/** Makes a number and asks for the code that links it. */
	link(phone: string, onQr: (text: string) => void): Promise<void>;
	/** How many messages have come in, all numbers together. */
	received(): number;
	/** Sends a text to somebody whom the number knows. Resolves when WhatsApp took it. */
	send(phone: string, to: string, text: string): Promise<void>;
	/** How many numbers are connected. */
	connected(): number;
	close(): Promise<void>;
}

/** What the bench tells its crew. */
export type Order =
	| { readonly do: 'link'; readonly phone: string }
	| { readonly do: 'send'; readonly phone: string; readonly to: string; readonly text: string }
	| { readonly do: 'look' }
	| { readonly do: 'collectGarbage' }
	| { readonly do: 'end' };

/** What is seen of the crew's process. */
export interface Look {
	readonly received: number;
	readonly connected: number;
	/** CPU time of all threads so far, in ms. */
	readonly cpuMs: number;
	readonly rssBytes: number;
}

/** What a crew answers; `qr` comes on its own. */
export type Answer =
	| { readonly id: number; readonly look: Look }
	| { readonly id: number; readonly error: string }
	| { readonly qr: string; readonly phone: string };
