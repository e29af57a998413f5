import { HELP, readArguments } from './arguments.ts';
import { listenForEnd } from './interruption.ts';
import { playOnce } from './once.ts';
import { play } from './play.ts';

// An install of n8n that is under way goes on until this process is gone, and would keep whoever
// pressed Ctrl+C waiting.
void main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(`\n${error instanceof Error ? error.message : String(error)}`);
		process.exit(1);
	},
);

async function main(): Promise<number> {
	const wanted = readArguments(process.argv.slice(2));
	switch (wanted.kind) {
		case 'help':
			console.log(HELP);
			return 0;
		case 'wrong':
			console.error(`${wanted.reason}\n\n${HELP}`);
			return 2;
		case 'once':
			return (await playOnce(listenForEnd().signal)) ? 0 : 1;
		case 'play':
			await play(wanted, listenForEnd());
			return 0;
	}
}
