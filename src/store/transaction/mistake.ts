import { problem, type TeamError } from '../../domain/problem.ts';

/** The error of an operation that failed through no fault of disk, file or database. */
export function mistake(reason: string): TeamError {
	return problem(
		'internal',
		`The inbox could not do what it was asked: ${reason}`,
		'This is a mistake in WhatsApp Team, and repeating does not help: please report it.',
	);
}
