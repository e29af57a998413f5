import { accountOf } from '../graph/access.ts';
import type { Endpoint } from '../graph/call.ts';
import { badParameter } from '../graph/refusal.ts';
import type { JsonObject } from '../json.ts';
import { accountHealth } from '../numbers/health.ts';
import { readFields } from './number-fields.ts';

/** `GET /{waba_id}?fields=`: https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/ */
export const readAccount: Endpoint = (call, { world }) => {
	const account = accountOf(call, world);
	const node: JsonObject = {};
	for (const field of readFields(call.query.get('fields'), ['id', 'name'])) {
		switch (field) {
			case 'id':
				break;
			case 'name':
				node['name'] = account.name;
				break;
			case 'owner_business_info':
				node['owner_business_info'] = { id: account.portfolioId, name: account.name };
				break;
			case 'health_status':
				node['health_status'] = accountHealth(account);
				break;
			default:
				throw badParameter(
					`Tried accessing nonexisting field (${field}) on node type (WhatsAppBusinessAccount)`,
				);
		}
	}
	return { ...node, id: account.id };
};
