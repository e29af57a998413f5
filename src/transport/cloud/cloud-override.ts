import type { WebhookOverride } from '../../ports/transport.ts';
import type { GraphClient } from './graph-client.ts';
import { asObject, asText } from './json.ts';
import { successOf } from './number-report.ts';

/**
 * The callback address of one number, which goes before the account's and the app's.
 * @see https://developers.facebook.com/docs/whatsapp/embedded-signup/webhooks/override
 */
export function cloudOverride(client: GraphClient, phoneNumberId: string): WebhookOverride {
	const configure = async (
		override_callback_uri: string,
		verify_token: string,
	): Promise<void> => {
		const webhook_configuration = { override_callback_uri, verify_token };
		successOf(await client.call('POST', phoneNumberId, { webhook_configuration }));
	};
	return {
		async read() {
			const path = `${phoneNumberId}?fields=webhook_configuration`;
			const body = successOf(await client.call('GET', path));
			return asText(asObject(body['webhook_configuration'])?.['phone_number']) ?? null;
		},
		set: configure,
		clear: () => configure('', ''),
	};
}
