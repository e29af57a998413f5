import type { MessageStatus } from '../log-entries.ts';
import type { TemplateCategory } from './template.ts';

/** A message that exists: later ones may quote it, receipts and statuses speak of it. */
export interface StoredMessage {
	readonly wamid: string;
	readonly direction: 'in' | 'out';
	readonly phoneNumberId: string;
	readonly customerId: string;
	readonly type: string;
	/** Simulated ms. */
	readonly at: number;
}

/** Why an accepted message does not arrive. */
export interface AsyncFailure {
	readonly code: number;
	readonly details?: string | undefined;
}

/** A message of the business and how far it came. */
export interface SentMessage extends StoredMessage {
	readonly direction: 'out';
	/** Whether it was addressed by phone or by BSUID: the status payloads differ. */
	readonly addressedBy: 'phone' | 'userId';
	readonly opaque: string | null;
	/** Of a template. */
	readonly category: TemplateCategory | null;
	status: MessageStatus | 'accepted';
}
