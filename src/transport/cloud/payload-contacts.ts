import type { CardAddress, CardName, ContactsContent } from '../../domain/outgoing/contacts.ts';

/**
 * Address cards as Meta takes them.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/messages/contacts-messages
 */
export function contactsPayload({ contacts }: ContactsContent) {
	return contacts.map(({ name, phones, emails, addresses, organization, urls, birthday }) => ({
		name: namePayload(name),
		...(phones === undefined ? {} : { phones: phones.map(phonePayload) }),
		...(emails === undefined ? {} : { emails }),
		...(addresses === undefined ? {} : { addresses: addresses.map(addressPayload) }),
		...(organization === undefined ? {} : { org: organization }),
		...(urls === undefined ? {} : { urls }),
		...(birthday === undefined ? {} : { birthday }),
	}));
}

/** Meta refuses a name that has nothing but its formatted form. */
function namePayload({ formatted, first, last, middle, prefix, suffix }: CardName) {
	const parts = {
		...(first === undefined ? {} : { first_name: first }),
		...(last === undefined ? {} : { last_name: last }),
		...(middle === undefined ? {} : { middle_name: middle }),
		...(prefix === undefined ? {} : { prefix }),
		...(suffix === undefined ? {} : { suffix }),
	};
	const hasParts = Object.keys(parts).length > 0;
	return { formatted_name: formatted, ...(hasParts ? parts : { first_name: formatted }) };
}

function phonePayload({ phone, type, waId }: { phone: string; type?: string; waId?: string }) {
	return {
		phone,
		...(type === undefined ? {} : { type }),
		...(waId === undefined ? {} : { wa_id: waId }),
	};
}

function addressPayload({ countryCode, ...address }: CardAddress) {
	return countryCode === undefined ? address : { ...address, country_code: countryCode };
}
