import type { JsonObject } from '../json.ts';

/** Something that Meta has to tell a number's callback. */
export interface Webhook {
	readonly phoneNumberId: string;
	/** Every name of the customers in it. */
	readonly recipients: readonly string[];
	readonly field: string;
	/** One for each change. */
	readonly values: readonly JsonObject[];
	/** Ids of the inbound messages in it. */
	readonly messages: readonly string[];
	/** `<wamid> <status>` of the statuses in it. */
	readonly statuses: readonly string[];
}

/** One webhook that says what several said, if they are for one number and field. */
export function merged(webhooks: readonly [Webhook, ...Webhook[]]): Webhook {
	return {
		...webhooks[0],
		recipients: webhooks.flatMap(({ recipients }) => recipients),
		values: webhooks.flatMap(({ values }) => values),
		messages: webhooks.flatMap(({ messages }) => messages),
		statuses: webhooks.flatMap(({ statuses }) => statuses),
	};
}
