import type { LogFields, Logger } from '../../../src/ports/logger.ts';

/** What happened, in order. */
export type OrderedLog = string[];

/** A logger that writes `level: sentence` into a log of a test. */
export function loggerInto(log: OrderedLog): Logger {
	const line =
		(level: string) =>
		(_fields: LogFields, message: string): void =>
			void log.push(`${level}: ${message}`);
	return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
}

/** Takes everything out of a log, so that the next expectation begins anew. */
export function drain(log: OrderedLog): readonly string[] {
	return log.splice(0);
}
