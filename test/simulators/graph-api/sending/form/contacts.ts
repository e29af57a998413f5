import type { JsonValue } from '../../json.ts';
import { FormReader, invalid } from './reader.ts';

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages. */
const MOST_CONTACTS = 257;

/** What a name has besides its formatted form, of which Meta wants one at least. */
const NAME_PARTS = ['first_name', 'last_name', 'middle_name', 'prefix', 'suffix'];

/** Address cards. */
export function checkContacts(content: JsonValue): void {
	const cards = new FormReader({ contacts: content }, 'message');
	for (const card of cards.list('contacts', 1, MOST_CONTACTS)) {
		const name = card.object('name');
		name.text('formatted_name', 1024);
		if (!NAME_PARTS.some((part) => name.has(part))) {
			throw invalid('A contact needs one part of its name besides formatted_name.');
		}
		for (const [list, field] of [
			['phones', 'phone'],
			['emails', 'email'],
			['urls', 'url'],
		] as const) {
			if (!card.has(list)) continue;
			for (const entry of card.list(list, 1, 100)) entry.text(field, 1024);
		}
		const birthday = card.optionalText('birthday', 10);
		if (birthday !== null && !/^\d{4}-\d\d-\d\d$/.test(birthday)) {
			throw card.refuse('birthday', 'must be YYYY-MM-DD');
		}
	}
}
