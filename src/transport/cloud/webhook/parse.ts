import type { OtherUpdate } from '../../../domain/inbound.ts';
import { asList, asObject, asObjects, asText, type JsonObject } from '../json.ts';
import { readAddressBook } from './address-book.ts';
import { readCall } from './call.ts';
import { isOfGroup, readMessage } from './message.ts';
import { noNews, type NumberNews, type WebhookNews } from './news.ts';
import { readOther } from './others.ts';
import { addProblem, readEchoes, readHistory } from './recorded.ts';
import { readPreferences } from './preferences.ts';
import { readStatus } from './status.ts';

/**
 * Reads the body of a webhook. Only `metadata` is relied on; everything else may be missing. Never
 * throws: what cannot be read is counted.
 *
 * @returns `undefined` if it is no webhook of a WhatsApp business account at all
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components
 */
export function parseWebhook(body: unknown): WebhookNews | undefined {
	const envelope = asObject(body);
	if (envelope?.['object'] !== 'whatsapp_business_account') return undefined;
	const reading: Reading = { numbers: new Map(), others: [], unreadable: 0 };
	for (const entry of asObjects(envelope['entry'])) {
		for (const change of asList(entry['changes'])) readChange(asObject(change), reading);
	}
	return { ...reading, numbers: [...reading.numbers.values()] };
}

interface Reading {
	readonly numbers: Map<string, NumberNews>;
	readonly others: OtherUpdate[];
	unreadable: number;
}

function readChange(change: JsonObject | undefined, reading: Reading): void {
	const field = asText(change?.['field']);
	if (field === undefined) {
		reading.unreadable += 1;
		return;
	}
	const value = asObject(change?.['value']);
	const phoneNumberId = asText(asObject(value?.['metadata'])?.['phone_number_id']);
	const news = phoneNumberId === undefined ? undefined : newsOf(phoneNumberId, reading);
	const read = Object.hasOwn(READERS, field) ? READERS[field] : undefined;
	if (read === undefined) (news ?? reading).others.push(readOther(field, value));
	// What is about messages is about a number.
	else if (value === undefined || news === undefined) reading.unreadable += 1;
	else read(value, news);
}

function newsOf(phoneNumberId: string, { numbers }: Reading): NumberNews {
	const news = numbers.get(phoneNumberId) ?? noNews(phoneNumberId);
	numbers.set(phoneNumberId, news);
	return news;
}

/** By the field of the webhook; all others are only counted. */
const READERS: Readonly<Record<string, (value: JsonObject, news: NumberNews) => void>> = {
	messages: readMessages,
	calls: readCalls,
	smb_message_echoes: readEchoes,
	message_echoes: readEchoes,
	history: readHistory,
	smb_app_state_sync: readAddressBook,
	user_preferences: readPreferences,
	group_lifecycle_update: ignoreGroup,
	group_participants_update: ignoreGroup,
	group_settings_update: ignoreGroup,
	group_status_update: ignoreGroup,
};

function readMessages(value: JsonObject, news: NumberNews): void {
	const contacts = asObjects(value['contacts']);
	for (const entry of asList(value['messages'])) {
		const message = isOfGroup(entry) ? 'group' : readMessage(entry, contacts);
		if (message === 'group') news.groupIgnored += 1;
		else if (message === undefined) news.unreadable += 1;
		else news.messages.push(message);
	}
	for (const entry of asList(value['statuses'])) {
		const status = isOfGroup(entry) ? 'group' : readStatus(entry, contacts);
		if (status === 'group') news.groupIgnored += 1;
		else if (status === undefined) news.unreadable += 1;
		else news.statuses.push(status);
	}
	for (const error of asList(value['errors'])) addProblem(error, news);
}

function readCalls(value: JsonObject, news: NumberNews): void {
	const contacts = asObjects(value['contacts']);
	for (const entry of asList(value['calls'])) {
		const call = readCall(entry, contacts);
		if (call === undefined) news.unreadable += 1;
		else if (call !== null) news.messages.push(call);
	}
	for (const error of asList(value['errors'])) addProblem(error, news);
}

function ignoreGroup(_value: JsonObject, news: NumberNews): void {
	news.groupIgnored += 1;
}
