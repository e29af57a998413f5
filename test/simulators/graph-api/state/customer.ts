/**
 * What a customer lets the business see:
 * - `phone`: the payloads from before business-scoped user ids (BSUIDs)
 * - `phoneAndUserId`: phone and BSUID, no username
 * - `usernameAndPhone`: username and BSUID, the phone is shareable
 * - `userIdOnly`: BSUID (and the username, if there is one); the phone is withheld
 */
export const IDENTITIES = ['phone', 'phoneAndUserId', 'usernameAndPhone', 'userIdOnly'] as const;

/** One of `IDENTITIES`. */
export type Identity = (typeof IDENTITIES)[number];

/** Somebody who uses WhatsApp, or does not. */
export interface Customer {
	/** The phone in digits; for a customer without one, the BSUID. */
	readonly id: string;
	readonly waId: string | null;
	readonly userId: string | null;
	readonly profileName: string;
	/** With the leading `@`, as in Meta's examples. */
	readonly username: string | null;
	readonly identity: Identity;
	/** Has blocked the business: sends end as `failed` 131026. */
	readonly blocked: boolean;
	/** If not: sends end as `failed` 131026. */
	readonly onWhatsApp: boolean;
}

/** Whether the customer's phone number appears in webhooks. */
export function phoneIsVisible(customer: Customer): boolean {
	return customer.waId !== null && customer.identity !== 'userIdOnly';
}

/** The BSUID, where webhooks carry one. */
export function visibleUserId(customer: Customer): string | null {
	return customer.identity === 'phone' ? null : customer.userId;
}

/** Every name under which a send or a fault may mean this customer. */
export function namesOf(customer: Customer): readonly string[] {
	return [customer.waId, customer.userId].filter((name) => name !== null);
}
