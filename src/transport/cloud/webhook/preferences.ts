import type { ContactPreference, Marketing } from '../../../domain/consent.ts';
import { asList, asObject, asObjects, asText, asTimestamp, type JsonObject } from '../json.ts';
import { contactOf, keysOf, merged, namedIn } from './addresses.ts';
import type { NumberNews } from './news.ts';

const WISHES: Readonly<Record<string, Marketing>> = { stop: 'out', resume: 'in' };

/**
 * Reads what customers have switched in WhatsApp itself: whether they want marketing.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/user_preferences
 */
export function readPreferences(value: JsonObject, news: NumberNews): void {
	const contacts = asObjects(value['contacts']);
	for (const entry of asList(value['user_preferences'])) {
		const said = asObject(entry);
		const category = asText(said?.['category']);
		if (said !== undefined && category !== 'marketing_messages') {
			// A switch that we do not know yet.
			news.others.push({
				field: 'user_preferences',
				subject: 'contact',
				event: category ?? null,
			});
			continue;
		}
		const preference = said === undefined ? undefined : readPreference(said, contacts);
		if (preference === undefined) news.unreadable += 1;
		else news.preferences.push(preference);
	}
}

function readPreference(
	said: JsonObject,
	contacts: readonly JsonObject[],
): ContactPreference | undefined {
	const word = asText(said['value']) ?? '';
	const marketing = Object.hasOwn(WISHES, word) ? WISHES[word] : undefined;
	const at = asTimestamp(said['timestamp']);
	const named = {
		phone: said['wa_id'],
		user: said['user_id'],
		parent: said['parent_user_id'],
	};
	const contact = keysOf(merged(named, namedIn(contactOf(named, contacts))));
	if (marketing === undefined || at === undefined || contact.length === 0) return undefined;
	return { contact, marketing, at };
}
