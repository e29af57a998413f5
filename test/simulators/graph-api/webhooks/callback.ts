import type { Callback } from '../state/account.ts';
import type { World } from '../state/world.ts';

/** Fields that follow an override; template and account fields always go to the app. https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components. */
const OVERRIDABLE_FIELDS = new Set([
	'messages',
	'message_echoes',
	'calls',
	'consumer_profile',
	'messaging_handovers',
	'smb_message_echoes',
	'smb_app_state_sync',
	'history',
	'account_settings_update',
]);

/** Whether webhooks of this field follow the overrides of number and account. */
export function followsOverride(field: string): boolean {
	return OVERRIDABLE_FIELDS.has(field) || field.startsWith('group_');
}

/** Where a webhook goes: number, then account, then app. Null if the app is not subscribed. */
export function callbackFor(phoneNumberId: string, field: string, world: World): Callback | null {
	const number = world.numbers.get(phoneNumberId);
	if (number === undefined) return null;
	const account = world.accountOf(number);
	if (!account.appSubscribed) return null;
	const app = world.appOf(account);
	if (!followsOverride(field)) return app.callback;
	return number.override ?? account.override ?? app.callback;
}
