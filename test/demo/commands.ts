/** What a line typed in the demo means. */
export type Line =
	| { readonly kind: 'nothing' }
	/** The customer writes this. */
	| { readonly kind: 'message'; readonly text: string }
	| { readonly kind: 'command'; readonly name: CommandName }
	| { readonly kind: 'unknown'; readonly word: string };

/** Words that do something else than write, and what they do. */
export const COMMANDS = {
	'/offline': 'WhatsApp cannot be reached any more: answers wait in n8n',
	'/online': 'WhatsApp is back: what waits goes out',
	'/restart': 'n8n ends in an orderly way and starts again',
	'/crash': 'n8n ends as by a power cut and starts again',
	'/ben': 'Ben asks the second, linked number for its hours',
	'/tour': 'shows the addresses and the tour again',
	'/help': 'shows these commands',
	'/quit': 'ends the demo, as Ctrl+C does',
} as const;

/** One of the keys of {@link COMMANDS}. */
export type CommandName = keyof typeof COMMANDS;

/** Reads a line. What begins with a slash is a command, everything else is for the customer. */
export function readLine(line: string): Line {
	const text = line.trim();
	if (text === '') return { kind: 'nothing' };
	if (!text.startsWith('/')) return { kind: 'message', text };
	const word = text.toLowerCase();
	return isCommand(word) ? { kind: 'command', name: word } : { kind: 'unknown', word: text };
}

/** The commands as a table. */
export function describeCommands(): string {
	return Object.entries(COMMANDS)
		.map(([name, does]) => `  ${name.padEnd(9)} ${does}`)
		.join('\n');
}

function isCommand(word: string): word is CommandName {
	return Object.hasOwn(COMMANDS, word);
}
