import type {
	AddressBookEntry,
	InboundMessage,
	OtherUpdate,
	RecordedMessage,
} from '../../../domain/inbound.ts';
import type { ContactPreference } from '../../../domain/consent.ts';
import type { Failure, StatusUpdate } from '../../../domain/message.ts';

/** What a webhook brings for one number. */
export interface NumberNews {
	readonly phoneNumberId: string;
	readonly messages: InboundMessage[];
	/** Written on the business's own phone, or long ago. */
	readonly recorded: RecordedMessage[];
	readonly statuses: StatusUpdate[];
	/** What customers have switched at Meta. */
	readonly preferences: ContactPreference[];
	/** People of the address book of the app on the phone. Absent: none. */
	addressBook?: AddressBookEntry[];
	/** How much of the history of the app has come, in percent. Absent: it is not said. */
	historyProgress?: number;
	/** Trouble of the number or the app that belongs to no message. */
	readonly problems: Failure[];
	readonly others: OtherUpdate[];
	/** Parts whose shape was not understood. */
	unreadable: number;
	/** Messages and statuses of groups, which are no conversations with a customer. */
	groupIgnored: number;
}

/** Everything that a webhook brings. */
export interface WebhookNews {
	readonly numbers: readonly NumberNews[];
	/** News that name no number. */
	readonly others: readonly OtherUpdate[];
	/** Parts that name no number although they should. */
	readonly unreadable: number;
}

/** Nothing yet. */
export function noNews(phoneNumberId: string): NumberNews {
	return {
		phoneNumberId,
		messages: [],
		recorded: [],
		statuses: [],
		preferences: [],
		problems: [],
		others: [],
		unreadable: 0,
		groupIgnored: 0,
	};
}
