/** Whom a fault meets, and how often. What is left out means "any" or "until removed". */
interface Scope {
	/** Our number, in any notation. */
	readonly phone?: string;
	/** So many times; then it is spent. */
	readonly times?: number;
}

interface MessageScope extends Scope {
	/** The customer's number, in any notation. */
	readonly customer?: string;
	readonly messageId?: string;
}

interface IqScope extends Scope {
	/** A part of "type|xmlns|child", as "usync" of "get|usync|usync". */
	readonly iq: string;
}

/** The server refuses a message of the client: 463 (restricted), 479 (invalid), any other. */
export interface Nack extends MessageScope {
	readonly kind: 'nack';
	readonly code: number;
}

/** The server never answers a message of the client. */
export interface Swallow extends MessageScope {
	readonly kind: 'swallow';
	/** It was delivered nevertheless. Default false: it is lost. */
	readonly delivers?: boolean;
}

/** The connection breaks when a message of the client comes. */
export interface Cut extends MessageScope {
	readonly kind: 'cut';
	/** After it was delivered, but before it was acknowledged. Default false: it is lost. */
	readonly delivers?: boolean;
}

/** The server acknowledges a message of the client, and delivers it, only when this is removed. */
export interface HoldAck extends MessageScope {
	readonly kind: 'holdAck';
}

/** The server never answers a question of the client. */
export interface DropIq extends IqScope {
	readonly kind: 'dropIq';
}

/** The server refuses a question of the client. */
export interface RefuseIq extends IqScope {
	readonly kind: 'refuseIq';
	/** Default 429. */
	readonly code?: number;
	/** Default "rate-overlimit". */
	readonly text?: string;
}

/** A new connection is reset at once; whose it is cannot be known yet. */
export interface Refuse extends Omit<Scope, 'phone'> {
	readonly kind: 'refuse';
}

/** A new connection is taken, but its handshake is never answered. */
export interface Stall extends Omit<Scope, 'phone'> {
	readonly kind: 'stall';
}

/** A black hole: what the client says is not heard, and nothing is said to it, until removed. */
export interface Mute extends Scope {
	readonly kind: 'mute';
}

/** The login is refused: 401, 403, 405, 411, 503, any other. */
export interface LoginFailure extends Scope {
	readonly kind: 'loginFailure';
	readonly reason: number;
}

/** What a customer writes reaches the client in a form that it cannot decrypt. */
export interface Garble extends MessageScope {
	readonly kind: 'garble';
}

/** A customer's phone cannot decrypt what the client sent, and asks for it again. */
export interface Undecryptable extends MessageScope {
	readonly kind: 'undecryptable';
}

/** What a customer writes reaches the client more than once. */
export interface Duplicate extends MessageScope {
	readonly kind: 'duplicate';
	/** How many more; default 1. */
	readonly copies?: number;
}

/** What is for the client stays on the server until this is removed. */
export interface HoldInbound extends Scope {
	readonly kind: 'holdInbound';
}

/** Receipts of customers are lost. */
export interface LoseReceipts extends MessageScope {
	readonly kind: 'loseReceipts';
}

/**
 * The client's receipt for a message is lost on the way: the server delivers the message again at
 * the next login.
 */
export interface LoseClientReceipts extends MessageScope {
	readonly kind: 'loseClientReceipts';
}

/** The server of media files refuses: an upload, or a download. */
export interface MediaFailure extends Omit<Scope, 'phone'> {
	readonly kind: 'mediaFailure';
	readonly of: 'upload' | 'download';
	/** HTTP status; default 503 for an upload, 410 for a download. */
	readonly status?: number;
}

/** Something that goes wrong on WhatsApp's side, or between WhatsApp and us. */
export type Fault =
	| Nack
	| Swallow
	| Cut
	| HoldAck
	| DropIq
	| RefuseIq
	| Refuse
	| Stall
	| Mute
	| LoginFailure
	| Garble
	| Undecryptable
	| Duplicate
	| HoldInbound
	| LoseReceipts
	| LoseClientReceipts
	| MediaFailure;

/** The names of the faults. */
export type FaultKind = Fault['kind'];

/** The fault of one kind. */
export type FaultOf<K extends FaultKind> = Extract<Fault, { kind: K }>;

/** A fault that was set, and how often it met something. */
export interface FaultView {
	readonly id: string;
	readonly fault: Fault;
	readonly used: number;
}
