import type { MessageStatus } from '../log-entries.ts';

/** What a Graph call does. `receipt` is the read receipt that is posted to `/messages`. */
export type Operation =
	| 'send'
	| 'receipt'
	| 'readNumber'
	| 'changeNumber'
	| 'listNumbers'
	| 'subscribe'
	| 'debugToken'
	| 'uploadMedia'
	| 'readMedia'
	| 'downloadMedia'
	| 'deleteMedia'
	| 'listTemplates'
	| 'createTemplate'
	| 'readTemplate'
	| 'editTemplate'
	| 'deleteTemplate'
	| 'uploadSample'
	| 'requestCode'
	| 'verifyCode'
	| 'register'
	| 'deregister'
	| 'setPin'
	| 'readProfile'
	| 'changeProfile'
	| 'syncApp'
	| 'other';

/** Whom a fault meets, and for how long. Everything left out means "any" or "until removed". */
interface Scope {
	readonly phoneNumberId?: string;
	/** A customer: phone digits or business-scoped user id. */
	readonly recipient?: string;
	/** So many calls, webhooks or attempts; then it is spent. */
	readonly times?: number;
	/** It is removed after so many ms of simulated time. */
	readonly forMs?: number;
}

interface CallScope extends Scope {
	/** Default `send`. */
	readonly operation?: Operation | 'any';
}

/**
 * The whole Graph API is away, whatever the scope says: connections refused (default), requests cut
 * off, or 503.
 */
export interface Down extends Scope {
	readonly kind: 'down';
	readonly how?: 'refuse' | 'reset' | 'status503';
}

/** The connection breaks before anything was accepted. */
export interface DropBeforeAccept extends CallScope {
	readonly kind: 'dropBeforeAccept';
}

/** The call is carried out, then the connection breaks without an answer. */
export interface DropAnswer extends CallScope {
	readonly kind: 'dropAnswer';
}

/** The call is carried out; its answer comes when the fault is removed. */
export interface HoldAnswer extends CallScope {
	readonly kind: 'holdAnswer';
}

/** The call is carried out; its answer comes `ms` later. */
export interface Latency extends CallScope {
	readonly kind: 'latency';
	readonly ms: number;
}

/** Graph refuses with this code; status, title and details default to Meta's for it. */
export interface Fail extends CallScope {
	readonly kind: 'fail';
	readonly code: number;
	readonly subcode?: number;
	readonly httpStatus?: number;
	readonly message?: string;
	readonly details?: string;
}

/** Something between the client and Graph answers with a page of its own. */
export interface Garbage extends CallScope {
	readonly kind: 'garbage';
	/** Default 502. */
	readonly httpStatus?: number;
	/** Default a small HTML page. */
	readonly body?: string;
}

/** The send is accepted and ends with the status `failed` and this code. */
export interface FailAsync extends Scope {
	readonly kind: 'failAsync';
	readonly code: number;
	readonly details?: string;
}

/** Each webhook goes out `copies` more times. */
export interface Duplicate extends Scope {
	readonly kind: 'duplicate';
	/** Default 1. */
	readonly copies?: number;
}

/** `size` webhooks are gathered, then handed over last first, one after the other. */
export interface Reorder extends Scope {
	readonly kind: 'reorder';
	/** Default 2. */
	readonly size?: number;
}

/** `size` webhooks of a number go out as one body. */
export interface Batch extends Scope {
	readonly kind: 'batch';
	readonly size: number;
}

/** Each webhook leaves `ms` later. */
export interface Delay extends Scope {
	readonly kind: 'delay';
	readonly ms: number;
}

/** Webhooks wait until the fault is removed. */
export interface HoldWebhooks extends Scope {
	readonly kind: 'holdWebhooks';
}

/** A 200 of the receiver counts as refused: the webhook is delivered again. */
export interface Refuse200 extends Scope {
	readonly kind: 'refuse200';
}

/** The attempt is signed with another secret. */
export interface WrongSecret extends Scope {
	readonly kind: 'wrongSecret';
}

/** Statuses are never told. */
export interface LoseStatuses extends Scope {
	readonly kind: 'loseStatuses';
	/** Default all. */
	readonly statuses?: readonly MessageStatus[];
}

/** Something that goes wrong on Meta's side, or between Meta and us. */
export type Fault =
	| Down
	| DropBeforeAccept
	| DropAnswer
	| HoldAnswer
	| Latency
	| Fail
	| Garbage
	| FailAsync
	| Duplicate
	| Reorder
	| Batch
	| Delay
	| HoldWebhooks
	| Refuse200
	| WrongSecret
	| LoseStatuses;

/** The names of the faults. */
export type FaultKind = Fault['kind'];

/** The fault of one kind. */
export type FaultOf<K extends FaultKind> = Extract<Fault, { kind: K }>;

/** A fault that was set: what is left of it. */
export interface FaultView {
	readonly id: string;
	readonly fault: Fault;
	readonly used: number;
}
