import type { EventType } from '../../domain/event.ts';
import type { OperationName } from '../operations.ts';

/** What the worker is started with. */
export interface WorkerStart {
	/** The database file; its folder exists. */
	readonly file: string;
	/** Whether it only looks things up, beside the thread that writes. */
	readonly isReader?: boolean;
}

/** One operation for the worker. */
export interface Request {
	readonly id: number;
	readonly name: OperationName;
	readonly input: unknown;
}

/** What the worker says. */
export type Reply =
	| { readonly kind: 'ready' }
	| { readonly kind: 'failedToOpen'; readonly error: string }
	| {
			readonly kind: 'done';
			readonly id: number;
			readonly result: unknown;
			/** The events that it appended. */
			readonly told: readonly EventType[];
	  }
	| {
			readonly kind: 'failed';
			readonly id: number;
			readonly error: string;
			/** Whether it is a mistake of the package, not of disk or file. */
			readonly isOurs: boolean;
	  }
	/** Another process has written to the file since we last looked. */
	| { readonly kind: 'changedElsewhere' };
