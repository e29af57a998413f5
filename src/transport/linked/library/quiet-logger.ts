import type { Logger } from '../../../ports/logger.ts';

/** What Baileys writes its lines to. */
export interface LibraryLogger {
	level: string;
	child(fields: Record<string, unknown>): LibraryLogger;
	trace(fields: unknown, message?: string): void;
	debug(fields: unknown, message?: string): void;
	info(fields: unknown, message?: string): void;
	warn(fields: unknown, message?: string): void;
	error(fields: unknown, message?: string): void;
}

/** The beginning of a line that can only be the library's own words. */
const PLAIN_WORDS = /^[A-Za-z][A-Za-z ,'()-]{0,79}/;

/**
 * Gives Baileys a logger that lets through hardly anything: of warnings and errors the first words
 * and the status code, as `debug`. Everything else in its lines may be a key, a text or a phone.
 */
export function quietLogger(logger: Logger, numberId: string): LibraryLogger {
	const pass =
		(level: string) =>
		(fields: unknown, message?: string): void => {
			const line = message ?? (typeof fields === 'string' ? fields : '');
			const said = PLAIN_WORDS.exec(line)?.[0].trim() ?? '';
			logger.debug({ numberId, level, said, code: codeIn(fields) }, 'WhatsApp library says');
		};
	const drop = (): void => undefined;
	const quiet: LibraryLogger = {
		// Not `trace`: then it would not even put its lines together.
		level: 'silent',
		child: () => quiet,
		trace: drop,
		debug: drop,
		info: drop,
		warn: pass('warn'),
		error: pass('error'),
	};
	return quiet;
}

/** The status code of an error that a line carries under one of its usual names. */
function codeIn(fields: unknown): number | undefined {
	if (typeof fields !== 'object' || fields === null) return undefined;
	for (const name of ['err', 'error', 'e'] as const) {
		const code = statusCodeOf((fields as Record<string, unknown>)[name]);
		if (code !== undefined) return code;
	}
	return undefined;
}

/** The status code that the library put into an error; `undefined` if there is none. */
export function statusCodeOf(error: unknown): number | undefined {
	if (typeof error !== 'object' || error === null || !('output' in error)) return undefined;
	const { output } = error;
	if (typeof output !== 'object' || output === null || !('statusCode' in output)) {
		return undefined;
	}
	return typeof output.statusCode === 'number' ? output.statusCode : undefined;
}
