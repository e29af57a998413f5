import type { AddressBookEntry } from '../../../domain/inbound.ts';
import { asObject, asObjects, asText, type JsonObject } from '../json.ts';
import { keysOf } from './addresses.ts';
import type { NumberNews } from './news.ts';

/**
 * Reads contacts of the app on the phone of a number (`smb_app_state_sync`).
 *
 * @see https://developers.facebook.com/docs/whatsapp/embedded-signup/custom-flows/onboarding-business-app-users
 */
export function readAddressBook(value: JsonObject, news: NumberNews): void {
	for (const entry of asObjects(value['state_sync'])) {
		const read = asText(entry['type']) === 'contact' ? readEntry(entry) : undefined;
		if (read === undefined) news.unreadable += 1;
		else (news.addressBook ??= []).push(read);
	}
}

function readEntry(entry: JsonObject): AddressBookEntry | undefined {
	const contact = asObject(entry['contact']);
	const [key] = keysOf({ phone: contact?.['phone_number'], user: contact?.['user_id'] });
	if (key === undefined) return undefined;
	const name = asText(contact?.['full_name']) ?? asText(contact?.['first_name']) ?? null;
	return { key, name, isRemoved: asText(entry['action']) === 'remove' };
}
