import type { AttemptKind, Attempts } from '../../domain/number/number-attempts.ts';
import type { NumberState } from '../../domain/number/number.ts';
import type { NumberFacts } from '../../domain/number/number-facts.ts';

/** Whether a step that Meta counts may be tried. */
export type AttemptAnswer =
	/** It may, and counts from now on. */
	| { readonly isFree: true; readonly attemptId: string; readonly attempts: Attempts }
	| { readonly isFree: false; readonly attempts: Attempts };

/** What Meta says of a number of the Cloud API. */
export interface NoteNumber {
	readonly numberId: string;
	readonly state: NumberState;
	readonly facts: NumberFacts;
	readonly perSecond: number;
	/** Stands for the portfolio where Meta names none. */
	readonly businessAccountId: string | null;
	readonly now: number;
}

/** A number as it is known here. */
export interface NumberLife {
	/** What Meta said last; `null` if it was never asked. */
	readonly facts: NumberFacts | null;
	/** When it was asked last. */
	readonly seenAt: number | null;
	readonly attempts: Readonly<Record<AttemptKind, Attempts>>;
}

/** What the store does for the life of a number, from pending to ready, and for its health. */
export interface NumberLifeOperations {
	/** Counts an attempt of a step that Meta counts, unless there were as many as Meta takes. */
	beginAttempt(input: {
		readonly numberId: string;
		readonly kind: AttemptKind;
		readonly now: number;
	}): Promise<AttemptAnswer>;
	/** An attempt provably never reached Meta: it counts no more. */
	forgetAttempt(input: { readonly attemptId: string }): Promise<null>;
	/**
	 * Writes down what Meta says of a number, with an event for each change of its state and quality,
	 * and one when it waits for its next step for too long. The first look tells nothing.
	 *
	 * @returns the state that it has then
	 */
	noteNumber(input: NoteNumber): Promise<{ readonly state: NumberState }>;
	/** Notes that the data of the app on the phone is asked for. @returns whether it never was */
	beginAppSync(input: {
		readonly numberId: string;
		readonly now: number;
	}): Promise<{ readonly isFirst: boolean }>;
	/** Asking for it provably never reached Meta. */
	forgetAppSync(input: { readonly numberId: string }): Promise<null>;
	/** What is known of a number. */
	numberLife(input: { readonly numberId: string; readonly now: number }): Promise<NumberLife>;
}
