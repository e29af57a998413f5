import type { EventType } from '../domain/event.ts';
import type { ContactOperations } from './store/contacts.ts';
import type { DeskOperations } from './store/desk.ts';
import type { FeedOperations } from './store/feed.ts';
import type { KeepingOperations } from './store/keeping.ts';
import type { LinkedOperations } from './store/linked.ts';
import type { LookupOperations } from './store/lookup.ts';
import type { NoteOperations } from './store/notes.ts';
import type { NumberLifeOperations } from './store/number-life.ts';
import type { NumberListOperations } from './store/number-list.ts';
import type { NumberOperations } from './store/numbers.ts';
import type { OwnerOperations } from './store/owners.ts';
import type { QueueOperations } from './store/queue.ts';
import type { ReceivingOperations } from './store/receiving.ts';
import type { ReportOperations } from './store/report.ts';
import type { SendingOperations } from './store/sending.ts';
import type { TemplateOperations } from './store/templates.ts';
import type { WaitOperations } from './store/waits.ts';

export type * from './store/numbers.ts';
export type * from './store/receiving.ts';
export type * from './store/feed.ts';
export type * from './store/sending.ts';
export type * from './store/queue.ts';
export type * from './store/waits.ts';
export type * from './store/keeping.ts';
export type * from './store/linked.ts';
export type * from './store/number-life.ts';
export type * from './store/templates.ts';
export type * from './store/desk.ts';
export type * from './store/notes.ts';
export type * from './store/owners.ts';
export type * from './store/lookup.ts';
export type * from './store/contacts.ts';
export type * from './store/report.ts';
export type * from './store/number-list.ts';

/**
 * The book. Every method is one transaction, takes and gives plain data, and is committed when its
 * promise resolves. All times are milliseconds since 1970, UTC; `now` comes from the caller.
 */
export interface StoreOperations
	extends
		NumberOperations,
		QueueOperations,
		ReceivingOperations,
		FeedOperations,
		SendingOperations,
		WaitOperations,
		KeepingOperations,
		LinkedOperations,
		NumberLifeOperations,
		TemplateOperations,
		OwnerOperations,
		LookupOperations,
		ContactOperations,
		ReportOperations,
		NumberListOperations,
		DeskOperations,
		NoteOperations {}

/** The store as the use cases hold it. */
export interface Store extends StoreOperations {
	/** Calls back after each commit. Returns the function that ends it. */
	onCommit(listener: CommitListener): () => void;
	/** Finishes what is under way and closes the file. Safe to call twice. */
	close(): Promise<void>;
}

/**
 * Hears which operation was committed, and which number it named; `null` if it named none.
 * `elsewhere` is a commit of another process. `told`: which events it appended to the log, `null` if
 * that is not known.
 */
export type CommitListener = (
	what: keyof StoreOperations | 'elsewhere',
	numberId: string | null,
	told: readonly EventType[] | null,
) => void;
