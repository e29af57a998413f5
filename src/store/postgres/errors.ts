import { types } from 'node:util';
import { DatabaseError } from 'pg';
import { problem, type TeamError } from '../../domain/problem.ts';
import { mistake } from '../transaction/mistake.ts';
import { nameOf, secretsOf, type PostgresConfig } from './config.ts';

/** What was thrown, as something that can be thrown on. */
export function asError(error: unknown): Error {
	return types.isNativeError(error) ? error : new Error(String(error));
}

/** Deadlock, failed serialization, and a row that another has just made. */
const RACES: readonly unknown[] = ['40P01', '40001', '23505'];

/** Whether a transaction lost a race with another, and is to be done again. */
export function isRace(error: unknown): boolean {
	return error instanceof DatabaseError && RACES.includes(error.code);
}

/** Whether the server refused one statement and goes on; after all else the connection is gone. */
export function isRefusal(error: unknown): boolean {
	return error instanceof DatabaseError && error.severity === 'ERROR';
}

/** Whether a statement got no answer in time. */
export function isTimeout(error: unknown): boolean {
	return error instanceof Error && error.message === 'Query read timeout';
}

/** The database is not there, or does not work. */
export function unavailable(config: PostgresConfig, reason: unknown): TeamError {
	return problem(
		'storeUnavailable',
		`The inbox database ${nameOf(config)} could not be used: ${wordsOf(config, reason)}`,
		'Check that PostgreSQL runs and is reached from here, and that the user may make a schema in the database. The call can be repeated.',
	);
}

/**
 * The error of an operation as its caller sees it. Holds neither the password nor what was stored.
 *
 * @param isConnected whether the connection outlived it
 */
export function failure(config: PostgresConfig, error: unknown, isConnected: boolean): TeamError {
	return isConnected && isOurs(error)
		? mistake(wordsOf(config, error))
		: unavailable(config, error);
}

/** Classes of errors that are about what was asked: feature, value, constraint, statement. */
const OURS = ['0A', '21', '22', '23', '42'];

const MAY_NOT = '42501';

function isOurs(error: unknown): boolean {
	if (!(error instanceof DatabaseError)) return true;
	const { code = '' } = error;
	return OURS.includes(code.slice(0, 2)) && code !== MAY_NOT;
}

function wordsOf(config: PostgresConfig, reason: unknown): string {
	if (typeof reason === 'string') return reason;
	if (!types.isNativeError(reason)) return 'unknown reason';
	const code = 'code' in reason ? String(reason.code) : '';
	// Errors of class 22 quote the value that was refused.
	if (reason instanceof DatabaseError && code.startsWith('22')) {
		return `a value was refused (SQLSTATE ${code})`;
	}
	// A refusal at several addresses comes as one error without words.
	const words = reason.message || code || reason.name;
	return secretsOf(config).reduce((text, secret) => text.replaceAll(secret, '***'), words);
}
