import { parseWaId } from '../../../domain/address.ts';
import type { RecordedMessage } from '../../../domain/inbound.ts';
import type { DeliveryStatus } from '../../../domain/message.ts';
import { readFailure } from '../failure.ts';
import { asList, asNumber, asObject, asObjects, asText, type JsonObject } from '../json.ts';
import { contactOf, keysOf, merged, namedIn, profileName, type Named } from './addresses.ts';
import { isOfGroup, readWritten } from './message.ts';
import type { NumberNews } from './news.ts';

/**
 * Reads what the business wrote on its own phone (`smb_message_echoes`).
 *
 * @see https://developers.facebook.com/docs/whatsapp/embedded-signup/custom-flows/onboarding-business-app-users
 */
export function readEchoes(value: JsonObject, news: NumberNews): void {
	const contacts = asObjects(value['contacts']);
	for (const entry of asList(value['message_echoes'])) {
		add(entry, news, (message) =>
			record(message, {
				origin: 'phone',
				direction: 'out',
				contacts,
				person: receiverOf(message),
			}),
		);
	}
}

/**
 * Reads what was written before the number was connected: threads of messages, and later, one by
 * one, the files that those had placeholders for.
 */
export function readHistory(value: JsonObject, news: NumberNews): void {
	const contacts = asObjects(value['contacts']);
	const own = parseWaId(digits(asObject(value['metadata'])?.['display_phone_number']));
	for (const chunk of asObjects(value['history'])) {
		for (const error of asList(chunk['errors'])) addProblem(error, news);
		const progress = asNumber(asObject(chunk['metadata'])?.['progress']) ?? 0;
		if (progress > 0) news.historyProgress = Math.max(news.historyProgress ?? 0, progress);
		for (const thread of asObjects(chunk['threads'])) {
			for (const entry of asList(thread['messages'])) {
				add(entry, news, (message) => {
					const isIn = isSamePhone(message['from'], thread['id']);
					const named = isIn ? senderOf(message) : receiverOf(message);
					const person = merged({ phone: thread['id'] }, named);
					const direction = isIn ? 'in' : 'out';
					return record(message, { origin: 'history', direction, contacts, person });
				});
			}
		}
	}
	for (const entry of asList(value['messages'])) {
		add(entry, news, (message) => {
			const isOut = parseWaId(asText(message['from']) ?? '') === own && own !== undefined;
			const person = isOut ? receiverOf(message) : senderOf(message);
			const direction = isOut ? 'out' : 'in';
			return record(message, { origin: 'history', direction, contacts, person });
		});
	}
}

/** Trouble of the number or the app; what has no code is counted as unreadable. */
export function addProblem(error: unknown, news: NumberNews): void {
	const known = readFailure(error);
	if (known === undefined) news.unreadable += 1;
	else news.problems.push(known.failure);
}

function add(
	entry: unknown,
	news: NumberNews,
	read: (message: JsonObject) => RecordedMessage | undefined,
): void {
	if (isOfGroup(entry)) {
		news.groupIgnored += 1;
		return;
	}
	const message = asObject(entry);
	const recorded = message === undefined ? undefined : read(message);
	if (recorded === undefined) news.unreadable += 1;
	else news.recorded.push(recorded);
}

interface Circumstances extends Pick<RecordedMessage, 'origin' | 'direction'> {
	readonly contacts: readonly JsonObject[];
	/** Who the customer is. */
	readonly person: Named;
}

function record(
	message: JsonObject,
	{ origin, direction, contacts, person }: Circumstances,
): RecordedMessage | undefined {
	const written = readWritten(message);
	const entry = contactOf(person, contacts);
	const contact = keysOf(merged(person, namedIn(entry)));
	if (written === undefined || contact.length === 0) return undefined;
	const status = direction === 'in' ? null : statusOf(message, origin);
	return { ...written, origin, direction, contact, contactName: profileName(entry), status };
}

const HISTORY_STATUSES: Readonly<Record<string, DeliveryStatus>> = {
	SENT: 'sent',
	DELIVERED: 'delivered',
	READ: 'read',
	PLAYED: 'played',
	ERROR: 'failed',
};

/** An echo has left the phone already; in the history it stands how far it came. */
function statusOf(message: JsonObject, origin: 'phone' | 'history'): DeliveryStatus | null {
	if (origin === 'phone') return 'sent';
	const word = asText(asObject(message['history_context'])?.['status']) ?? '';
	return Object.hasOwn(HISTORY_STATUSES, word) ? (HISTORY_STATUSES[word] ?? null) : null;
}

function senderOf(message: JsonObject): Named {
	return {
		phone: message['from'],
		user: message['from_user_id'],
		parent: message['from_parent_user_id'],
	};
}

function receiverOf(message: JsonObject): Named {
	return {
		phone: message['to'],
		user: message['to_user_id'],
		parent: message['to_parent_user_id'],
	};
}

function isSamePhone(one: unknown, other: unknown): boolean {
	const phone = parseWaId(asText(one) ?? '');
	return phone === undefined ? one === other : phone === parseWaId(asText(other) ?? '');
}

function digits(value: unknown): string {
	return (asText(value) ?? '').replace(/\D/g, '');
}
