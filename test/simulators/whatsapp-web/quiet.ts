/** How the lines begin that libsignal prints; some are followed by whole sessions with their keys. */
const LINES =
	/^(?:Closing (?:open )?session|Opening session|Removing old closed session|Session (?:already (?:closed|open)|error:)|Migrating session|Failed to decrypt message|Decrypted message with closed session)/;

const METHODS = ['info', 'warn', 'error'] as const;

let users = 0;
let restore: () => void = () => undefined;

/**
 * Keeps libsignal from printing to the console of this process. Gives the end of it, which is safe
 * to call twice; the last end restores the console.
 */
export function silenceLibSignal(): () => void {
	if (users++ === 0) restore = filterConsole();
	let ended = false;
	return () => {
		if (ended) return;
		ended = true;
		if (--users === 0) restore();
	};
}

function filterConsole(): () => void {
	const originals = METHODS.map((method) => [method, console[method]] as const);
	for (const [method, print] of originals) {
		console[method] = (...values: unknown[]) => {
			if (typeof values[0] !== 'string' || !LINES.test(values[0])) print(...values);
		};
	}
	return () => {
		for (const [method, print] of originals) console[method] = print;
	};
}
