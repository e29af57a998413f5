/** What a check of a number found. */
export interface Check {
	/** Short name that workflows may depend on. */
	readonly check: string;
	/** `warn`: it sends, and somebody should look; `fail`: it does not, or nothing comes back. */
	readonly result: 'pass' | 'warn' | 'fail';
	/** What is the case. */
	readonly detail: string;
	/** What to do; `null` if nothing is to be done. */
	readonly nextStep: string | null;
}

/** Nothing is to be done. */
export function pass(check: string, detail: string): Check {
	return { check, result: 'pass', detail, nextStep: null };
}

/** Somebody should look. */
export function warn(check: string, detail: string, nextStep: string): Check {
	return { check, result: 'warn', detail, nextStep };
}

/** It does not work. */
export function fail(check: string, detail: string, nextStep: string): Check {
	return { check, result: 'fail', detail, nextStep };
}
