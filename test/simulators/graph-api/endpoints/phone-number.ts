import { accountOf, numberOf } from '../graph/access.ts';
import type { Endpoint } from '../graph/call.ts';
import { missingParameter } from '../graph/refusal.ts';
import { isJsonObject } from '../json.ts';
import { readAccount } from './account.ts';
import { changeOverride } from './callback-override.ts';
import { LIST_FIELDS, NODE_FIELDS, numberNode, readFields } from './number-fields.ts';
import { pageOf } from './paging.ts';

/** `GET /{phone_number_id}?fields=`, and the same of an account, which its id tells apart. */
export const readNumber: Endpoint = (call, parts) => {
	const { world } = parts;
	if (world.accounts.has(call.objectId)) return readAccount(call, parts);
	const number = numberOf(call, world, 'whatsapp_business_management');
	return numberNode(number, readFields(call.query.get('fields'), NODE_FIELDS), world);
};

/** `POST /{phone_number_id}` with `webhook_configuration`. https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components. */
export const changeNumber: Endpoint = async (call, parts) => {
	const number = numberOf(call, parts.world, 'whatsapp_business_management');
	const configuration = call.body['webhook_configuration'];
	if (!isJsonObject(configuration)) throw missingParameter('webhook_configuration');
	const url = configuration['override_callback_uri'];
	if (typeof url !== 'string') throw missingParameter('override_callback_uri');
	await changeOverride('number', number, url, configuration['verify_token'], parts);
	return { success: true };
};

/** `GET /{waba_id}/phone_numbers`. */
export const listNumbers: Endpoint = (call, { world }) => {
	const account = accountOf(call, world);
	const fields = readFields(call.query.get('fields'), LIST_FIELDS);
	const nodes = world.numbersOf(account.id).map((number) => numberNode(number, fields, world));
	return pageOf(nodes, call);
};
