import type { ContactKey } from './address.ts';

/** Who a message goes from and to, seen from the team. */
export type Direction = 'in' | 'out';

/** Where a message was written. */
export type Origin = 'customer' | 'agent' | 'phone' | 'automation' | 'api' | 'history';

/** How far an outgoing message has come. */
export type DeliveryStatus = 'sent' | 'delivered' | 'read' | 'played' | 'failed';

/** What is said of an outgoing message; `uncertain` if nobody knows whether it left. */
export type MessageStatus = DeliveryStatus | 'uncertain';

/** Why a message failed: a row of the error catalogue, in words. */
export interface Failure {
	/** Short name that workflows may depend on, for example `notOnWhatsApp`. */
	readonly name: string;
	/** The code of Meta or of WhatsApp Web, 0 if there is none. */
	readonly code: number;
	/** What happened. */
	readonly message: string;
	/** What to do, and whether waiting helps. */
	readonly advice: string;
}

/** What Meta charges a message as. */
export interface Pricing {
	/** `marketing`, `utility`, `service`, `authentication`, … */
	readonly category: string | null;
	/** `regular`, `free_customer_service`, `free_entry_point`. */
	readonly type: string | null;
	/** `PMP` (per message), before July 2025 `CBP`. */
	readonly model: string | null;
	readonly isBillable: boolean | null;
}

/** News of an outgoing message. */
export interface StatusUpdate {
	readonly providerId: string;
	/** Our outbox id, which was sent along with the message and came back. */
	readonly outboxId: string | null;
	readonly status: DeliveryStatus;
	readonly recipient: readonly ContactKey[];
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
	readonly failure: Failure | null;
	/** On `sent` and one later status. */
	readonly pricing: Pricing | null;
	/** How the billed conversation began: `marketing`, `service`, `referral_conversion`, … */
	readonly conversationOrigin: string | null;
}

const RANK: Readonly<Record<DeliveryStatus, number>> = {
	sent: 1,
	delivered: 2,
	read: 3,
	played: 4,
	failed: 5,
};

/**
 * Whether a status carries the message forward. Statuses arrive late, doubled and out of order:
 * only forward counts, and what has been delivered cannot fail any more.
 */
export function advances(current: MessageStatus | null, next: DeliveryStatus): boolean {
	if (current === null || current === 'uncertain') return true;
	if (next === 'failed') return current === 'sent';
	return current !== 'failed' && RANK[next] > RANK[current];
}
