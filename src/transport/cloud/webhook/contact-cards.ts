import { parseWaId } from '../../../domain/address.ts';
import type { CardEntry, InboundCard } from '../../../domain/inbound-content.ts';
import { asObject, asObjects, asText, type JsonObject } from '../json.ts';
import type { ReadContent } from './content.ts';

/** Reads contact cards; their names are the text. Every part of a card may be missing. */
export function readContacts(value: unknown): ReadContent | undefined {
	if (!Array.isArray(value)) return undefined;
	const contacts = asObjects(value).map(readCard);
	const names = contacts.map((card) => card.name ?? card.phones[0]?.value);
	const text = names.filter((name) => name !== undefined).join(', ');
	return { content: { type: 'contacts', contacts }, text: text === '' ? null : text };
}

function readCard(card: JsonObject): InboundCard {
	const name = asObject(card['name']);
	const org = asObject(card['org']);
	const [firstName, lastName] = [asText(name?.['first_name']), asText(name?.['last_name'])];
	const joined = [firstName, lastName].filter((part) => part !== undefined).join(' ');
	return {
		name: asText(name?.['formatted_name']) ?? (joined === '' ? null : joined),
		firstName: firstName ?? null,
		lastName: lastName ?? null,
		phones: asObjects(card['phones']).flatMap((entry) => {
			const whatsAppPhone = parseWaId(asText(entry['wa_id']) ?? '') ?? null;
			const value = asText(entry['phone']) ?? whatsAppPhone;
			return value === null ? [] : [{ value, type: typeOf(entry), whatsAppPhone }];
		}),
		emails: readEntries(card['emails'], 'email'),
		urls: readEntries(card['urls'], 'url'),
		company: asText(org?.['company']) ?? null,
		jobTitle: asText(org?.['title']) ?? null,
		birthday: asText(card['birthday']) ?? null,
		origin: card['origin'] === 'contact_request' ? 'contact_request' : 'other',
		vcard: asText(card['vcard']) ?? null,
	};
}

function readEntries(value: unknown, key: string): CardEntry[] {
	return asObjects(value).flatMap((entry) => {
		const text = asText(entry[key]);
		return text === undefined ? [] : [{ value: text, type: typeOf(entry) }];
	});
}

function typeOf(entry: JsonObject): string | null {
	return asText(entry['type']) ?? null;
}
