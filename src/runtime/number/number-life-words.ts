import { ATTEMPTS_WINDOW_MS, type Attempts } from '../../domain/number/number-attempts.ts';
import { wrong } from '../../domain/outgoing/field.ts';
import { problem, type TeamError } from '../../domain/problem.ts';

/** Reads a PIN of two-step verification. Its value is in no error. @throws TeamError `invalidInput` */
export function readPin(value: unknown): string {
	const text = digitsOf(value);
	if (/^\d{6}$/.test(text)) return text;
	throw wrong('PIN', 'is not six digits', 'Write six digits; as text if the first is a zero.');
}

/** Reads a code as people copy it: `123-456`. Its value is in no error. @throws TeamError `invalidInput` */
export function readCode(value: unknown): string {
	const text = digitsOf(value);
	if (/^\d{6}$/.test(text)) return text;
	throw wrong('Code', 'is not six digits', 'Write the six digits that arrived on the phone.');
}

/** Reads a language as Meta writes it. @throws TeamError `invalidInput` */
export function readLanguage(text: string): string {
	const trimmed = text.trim().replace('-', '_');
	if (/^[a-z]{2,3}(_[A-Z]{2})?$/.test(trimmed)) return trimmed;
	throw wrong('Language', 'is no language code', 'Write it as in en_US or de.');
}

/** There were as many attempts as Meta takes. */
export function attemptsUsedUp({ used, resetsAt }: Attempts): TeamError {
	const hours = ATTEMPTS_WINDOW_MS / 3_600_000;
	const until = resetsAt === null ? `${hours} hours from now` : new Date(resetsAt).toISOString();
	return problem(
		'held',
		`This step was tried ${used} times within ${hours} hours, which is all that Meta takes: it was not asked again`,
		`Wait until ${until}. Meanwhile find out with 'Health' what is wrong.`,
	);
}

function digitsOf(value: unknown): string {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' ? value.trim().replace(/[\s-]/g, '') : '';
}
