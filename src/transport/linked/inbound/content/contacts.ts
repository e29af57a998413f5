import { asObjects, asText, type JsonObject } from '../../json.ts';
import type { ReadContent } from './read.ts';
import { readVcard } from './vcard.ts';

/** Reads one contact card, or several; their names are the text. */
export function readContacts(message: JsonObject): ReadContent {
	const many = asObjects(message['contacts']);
	const contacts = (many.length > 0 ? many : [message]).flatMap((card) => {
		const vcard = asText(card['vcard']);
		return vcard === undefined ? [] : [readVcard(vcard, asText(card['displayName']) ?? null)];
	});
	const names = contacts.map(({ name, phones }) => name ?? phones[0]?.value ?? null);
	const text = names.filter((name) => name !== null).join(', ');
	return { content: { type: 'contacts', contacts }, text: text === '' ? null : text };
}
