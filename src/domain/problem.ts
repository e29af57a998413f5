/** What kind of thing went wrong; decides how it is shown. */
export type ProblemCode =
	| 'invalidInput'
	| 'invalidCredential'
	| 'workspaceKey'
	| 'numberNotOpen'
	| 'notOwner'
	| 'held'
	| 'notFound'
	| 'notAllowed'
	| 'remoteRefused'
	| 'remoteUnreachable'
	| 'storeUnavailable'
	| 'unsupportedHost'
	| 'internal';

/**
 * An error that a person can act on. `message` says what happened, `advice` what to do and whether
 * waiting helps. Neither ever holds a token, a key, a message text or a whole phone number.
 */
export class TeamError extends Error {
	override readonly name = 'TeamError';
	readonly code: ProblemCode;
	readonly advice: string;
	/** How long to wait before the same call can succeed, in ms; absent if waiting does not help. */
	readonly retryAfterMs?: number;

	constructor(
		code: ProblemCode,
		message: string,
		advice: string,
		more: { readonly cause?: unknown; readonly retryAfterMs?: number } = {},
	) {
		super(message, more.cause === undefined ? undefined : { cause: more.cause });
		this.code = code;
		this.advice = advice;
		if (more.retryAfterMs !== undefined) this.retryAfterMs = more.retryAfterMs;
	}
}

/** Makes a {@link TeamError}; errors are made by functions so that they are mapped in one place. */
export function problem(...args: ConstructorParameters<typeof TeamError>): TeamError {
	return new TeamError(...args);
}

/** Whether an error is ours, also if another copy of this package made it. */
export function isProblem(error: unknown): error is TeamError {
	return error instanceof Error && error.name === 'TeamError' && 'advice' in error;
}

/** One line about any thrown value. Only for errors that cannot carry a secret. */
export function describe(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
