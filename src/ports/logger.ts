/** Facts of a log line. Never a token, a key, a message text or a whole phone number. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Where we log: object first, then a fixed sentence. */
export interface Logger {
	debug(fields: LogFields, message: string): void;
	info(fields: LogFields, message: string): void;
	warn(fields: LogFields, message: string): void;
	error(fields: LogFields, message: string): void;
}

/** A logger that keeps nothing. */
export const silentLogger: Logger = {
	debug: () => undefined,
	info: () => undefined,
	warn: () => undefined,
	error: () => undefined,
};
