/** A message that lay in the app before the number was connected. */
export interface AppMessage {
	/** Phone digits of the customer. */
	readonly customer: string;
	readonly wamid: string;
	readonly text: string;
	readonly isFromBusiness: boolean;
	/** Simulated ms since the epoch. */
	readonly at: number;
}

/** A contact in the address book of the phone. */
export interface AppContact {
	/** Phone digits. */
	readonly phone: string;
	readonly fullName: string;
}

/** What the WhatsApp Business app on the phone holds of a number that lives there as well. */
export interface AppData {
	contacts: readonly AppContact[];
	messages: readonly AppMessage[];
	/** Whether the business lets the history out. */
	sharesHistory: boolean;
}

/** Of an app that is new. */
export function emptyApp(): AppData {
	return { contacts: [], messages: [], sharesHistory: true };
}
