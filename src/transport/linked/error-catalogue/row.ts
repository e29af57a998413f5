import type { Failure } from '../../../domain/message.ts';

/**
 * What to do about a code of WhatsApp's:
 * - `retry`: the same may be tried again after a pause
 * - `later`: waiting helps, but longer than a message should be kept; a person decides
 * - `fix`: something has to be changed first
 * - `never`: this message to this recipient will not work
 */
export type LinkedErrorClass = 'retry' | 'later' | 'fix' | 'never';

/** One row of a catalogue of linked numbers. */
export interface LinkedRow extends Failure {
	readonly class: LinkedErrorClass;
}

/** What a person is told of a row. */
export function toFailure({ name, code, message, advice }: LinkedRow): Failure {
	return { name, code, message, advice };
}
