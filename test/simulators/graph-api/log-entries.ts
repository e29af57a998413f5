import type { FaultKind, Operation } from './faults/fault.ts';
import type { JsonValue } from './json.ts';

/** Whom a send was for, as the caller wrote it and as it was understood. */
export interface LoggedRecipient {
	/** The text of `to` or `recipient`. */
	readonly input: string;
	/** The customer's phone number (digits), if known. */
	readonly waId: string | null;
	/** The customer's business-scoped user id, if any. */
	readonly userId: string | null;
}

/** A send that was accepted: it counts, whatever became of the answer. */
export interface AcceptedSend {
	readonly kind: 'accepted';
	readonly phoneNumberId: string;
	readonly recipient: LoggedRecipient;
	readonly wamid: string;
	readonly type: string;
	/** The body of a text, otherwise null. */
	readonly body: string | null;
	/** The object named like the type, as it was posted. */
	readonly content: JsonValue;
	readonly opaque: string | null;
	/** The message it quotes, if that message exists. */
	readonly quotes: string | null;
}

/** A Graph call that was answered with an error envelope. */
export interface RefusedCall {
	readonly kind: 'refused';
	readonly operation: Operation;
	readonly method: string;
	readonly path: string;
	/** For a send, what the caller gave as `to` or `recipient`. */
	readonly recipient: string | null;
	readonly httpStatus: number;
	readonly code: number;
	readonly subcode: number | null;
	readonly message: string;
}

/** A Graph call that a fault met: its answer never came, came late, or was garbage. */
export interface FaultedCall {
	readonly kind: 'faulted';
	readonly fault: FaultKind;
	readonly operation: Operation;
	readonly path: string;
	readonly recipient: string | null;
}

/** A read receipt of the business, with or without the typing indicator. */
export interface BusinessReceipt {
	readonly kind: 'receipt';
	readonly phoneNumberId: string;
	readonly wamid: string;
	readonly typing: boolean;
}

/** A file was uploaded. */
export interface UploadedFile {
	readonly kind: 'uploaded';
	readonly phoneNumberId: string;
	readonly mediaId: string;
	readonly mimeType: string;
	readonly fileName: string | null;
	/** In bytes. */
	readonly size: number;
	/** Hex. */
	readonly sha256: string;
}

/** A customer wrote. */
export interface InboundMessage {
	readonly kind: 'inbound';
	readonly phoneNumberId: string;
	readonly customer: string;
	readonly wamid: string;
	readonly text: string;
}

/** A status was reached; `lost` ones are never told to anybody. */
export interface StatusChange {
	readonly kind: 'status';
	readonly phoneNumberId: string;
	readonly wamid: string;
	readonly status: MessageStatus;
	/** The error code of a `failed`. */
	readonly code: number | null;
	readonly lost: boolean;
}

/** The statuses that the simulator gives. */
export type MessageStatus = 'sent' | 'delivered' | 'read' | 'failed';

/** One try to hand one webhook over. */
export interface WebhookAttempt {
	readonly kind: 'webhook';
	/** The same for all attempts of one webhook; a duplicate is a webhook of its own. */
	readonly deliveryId: number;
	/** 1 for the first. */
	readonly attempt: number;
	/** Null if the number has no callback, or the app is not subscribed. */
	readonly url: string | null;
	readonly httpStatus: number | null;
	/** How long the receiver took, in real time. */
	readonly ms: number;
	readonly outcome: 'acknowledged' | 'willRetry' | 'gaveUp' | 'noCallback';
	/** Why there is no HTTP status. */
	readonly error: string | null;
	readonly field: string;
	/** Ids of the inbound messages in the body. */
	readonly messages: readonly string[];
	/** `<wamid> <status>` of the statuses in the body. */
	readonly statuses: readonly string[];
}

/** A callback override was set, taken away, or refused because the URL was not verified. */
export interface CallbackChange {
	readonly kind: 'override';
	readonly level: 'number' | 'account';
	readonly objectId: string;
	/** Null when the override was taken away. */
	readonly url: string | null;
	readonly outcome: 'set' | 'removed' | 'refused';
}

/** Somebody worked with the templates of an account, or Meta changed one. */
export interface TemplateAction {
	readonly kind: 'template';
	/** `listed` is one page. `changed` is what Meta itself did. */
	readonly action: 'listed' | 'read' | 'created' | 'edited' | 'deleted' | 'changed';
	/** Null for a page of the list. */
	readonly name: string | null;
	readonly language: string | null;
}

/** A step in the life of a number. */
export interface NumberStep {
	readonly kind: 'number';
	readonly phoneNumberId: string;
	readonly action:
		| 'codeSent'
		| 'verified'
		| 'registered'
		| 'deregistered'
		| 'pinSet'
		| 'profileChanged'
		| 'syncAsked';
}

/** What can happen. */
export type LogFact =
	| AcceptedSend
	| RefusedCall
	| FaultedCall
	| BusinessReceipt
	| UploadedFile
	| InboundMessage
	| StatusChange
	| WebhookAttempt
	| TemplateAction
	| NumberStep
	| CallbackChange;

/** What happened, and when. */
export type LogEntry = LogFact & {
	/** Counts up from 1 and is never used twice, not even after a reset. */
	readonly seq: number;
	/** Simulated time in ms. */
	readonly at: number;
};

/** The entries of one kind. */
export type LogEntryOf<K extends LogEntry['kind']> = Extract<LogEntry, { kind: K }>;
