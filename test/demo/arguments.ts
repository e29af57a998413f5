import { parseArgs } from 'node:util';

/** What the demo was asked to do. */
export type DemoArguments =
	| { readonly kind: 'help' }
	| { readonly kind: 'once' }
	| { readonly kind: 'play'; readonly port: number; readonly reset: boolean }
	/** Not understood; `reason` says what is wrong. */
	| { readonly kind: 'wrong'; readonly reason: string };

/** n8n's port; the simulator takes the two after it. Away from n8n's own 5678 and 5679. */
export const DEFAULT_PORT = 5690;

/** What `--help` prints. */
export const HELP = `Starts n8n with the WhatsApp Team nodes, and a WhatsApp that is played on this machine.

  npm run demo                  you write as a customer, a workflow in n8n answers
  npm run demo -- --once        a scripted customer writes, then everything ends;
                                the last line is JSON, the exit code 0 if all went well

Options
  --port <number>   port of n8n (default ${DEFAULT_PORT}); the two after it are WhatsApp's
  --reset           forgets what earlier demos left behind, then starts
  --help            shows this

The first start installs n8n: 3 to 5 minutes, 2 GB, inside this folder. Later ones take seconds.`;

/**
 * Reads the words after `npm run demo --`.
 *
 * @returns never throws: what cannot be understood is `wrong`
 */
export function readArguments(words: readonly string[]): DemoArguments {
	const parsed = parse(words);
	if (typeof parsed === 'string') return { kind: 'wrong', reason: parsed };
	const { help = false, once = false, reset = false, port } = parsed;
	if (help) return { kind: 'help' };
	if (once && (reset || port !== undefined)) {
		const reason = '--once has a folder and ports of its own: leave out --port and --reset.';
		return { kind: 'wrong', reason };
	}
	if (once) return { kind: 'once' };
	if (port === undefined) return { kind: 'play', port: DEFAULT_PORT, reset };
	const number = readPort(port);
	if (number !== undefined) return { kind: 'play', port: number, reset };
	const reason = `--port takes a number from 1024 to ${LAST_PORT}, not '${port}'.`;
	return { kind: 'wrong', reason };
}

/** Two more ports follow n8n's. */
const LAST_PORT = 65_535 - 2;

function parse(words: readonly string[]) {
	try {
		const { values } = parseArgs({
			args: [...words],
			options: {
				help: { type: 'boolean', short: 'h' },
				once: { type: 'boolean' },
				reset: { type: 'boolean' },
				port: { type: 'string' },
			},
		});
		return values;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

function readPort(text: string): number | undefined {
	const port = /^\d{4,5}$/.test(text) ? Number(text) : 0;
	return port >= 1024 && port <= LAST_PORT ? port : undefined;
}
