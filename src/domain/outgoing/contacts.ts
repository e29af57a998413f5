import { wrong } from './field.ts';

/** Address cards. */
export interface ContactsContent {
	readonly type: 'contacts';
	/** 1 to 257. */
	readonly contacts: readonly ContactCard[];
}

/** A person or a company, as in an address book. */
export interface ContactCard {
	readonly name: CardName;
	readonly phones?: readonly CardPhone[];
	readonly emails?: readonly { readonly email: string; readonly type?: string }[];
	readonly addresses?: readonly CardAddress[];
	readonly organization?: {
		readonly company?: string;
		readonly department?: string;
		readonly title?: string;
	};
	readonly urls?: readonly { readonly url: string; readonly type?: string }[];
	/** `1999-01-23` */
	readonly birthday?: string;
}

/** A name as it is shown, and its parts. */
export interface CardName {
	readonly formatted: string;
	readonly first?: string;
	readonly last?: string;
	readonly middle?: string;
	readonly prefix?: string;
	readonly suffix?: string;
}

/** A phone of a card. */
export interface CardPhone {
	readonly phone: string;
	readonly type?: string;
	/** Digits: the customer can write to it at once. */
	readonly waId?: string;
}

/** A postal address of a card. */
export interface CardAddress {
	readonly street?: string;
	readonly city?: string;
	readonly state?: string;
	readonly zip?: string;
	readonly country?: string;
	readonly countryCode?: string;
	readonly type?: string;
}

/**
 * How many cards a message may hold.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/messages/contacts-messages
 */
export const MAX_CONTACTS = 257;

/** @throws TeamError `invalidInput` */
export function checkContacts({ contacts }: ContactsContent): void {
	if (contacts.length === 0) {
		throw wrong('Contacts', 'is empty', 'Add at least one contact with a name.');
	}
	if (contacts.length > MAX_CONTACTS) {
		throw wrong(
			'Contacts',
			`has ${contacts.length} contacts; WhatsApp takes at most ${MAX_CONTACTS}`,
			'Send them in several messages.',
		);
	}
	for (const [index, card] of contacts.entries()) {
		if (card.name.formatted.trim() === '') {
			throw wrong(`Contact ${index + 1}: Name`, 'is empty', 'Every contact needs a name.');
		}
		if (card.birthday !== undefined && !/^\d{4}-\d\d-\d\d$/.test(card.birthday)) {
			throw wrong(
				`Contact ${index + 1}: Birthday`,
				'is not a date',
				'Write it as in 1999-01-23.',
			);
		}
	}
}
