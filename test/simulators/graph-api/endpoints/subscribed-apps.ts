import { accountOf } from '../graph/access.ts';
import type { Endpoint } from '../graph/call.ts';
import { changeOverride } from './callback-override.ts';

/** `POST /{waba_id}/subscribed_apps`: without an override in the body, an existing one goes. */
export const subscribeApp: Endpoint = async (call, parts) => {
	const account = accountOf(call, parts.world);
	const url = call.body['override_callback_uri'];
	const asked = typeof url === 'string' ? url : '';
	if (asked !== '' || account.override !== null) {
		await changeOverride('account', account, asked, call.body['verify_token'], parts);
	}
	account.appSubscribed = true;
	return { success: true };
};

/** `GET /{waba_id}/subscribed_apps`. */
export const listSubscribedApps: Endpoint = (call, { world }) => {
	const account = accountOf(call, world);
	if (!account.appSubscribed) return { data: [] };
	const { id, name } = world.appOf(account);
	const link = `https://www.facebook.com/games/?app_id=${id}`;
	const override = account.override?.url;
	return {
		data: [
			{
				whatsapp_business_api_data: { id, name, link },
				...(override === undefined ? {} : { override_callback_uri: override }),
			},
		],
	};
};

/** `DELETE /{waba_id}/subscribed_apps`. */
export const unsubscribeApp: Endpoint = async (call, parts) => {
	const account = accountOf(call, parts.world);
	if (account.override !== null) {
		await changeOverride('account', account, '', undefined, parts);
	}
	account.appSubscribed = false;
	return { success: true };
};
