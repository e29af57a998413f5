import type { Endpoint } from '../graph/call.ts';
import { missingParameter } from '../graph/refusal.ts';

/** `GET /debug_token?input_token=`: tells what a token may do. */
export const debugToken: Endpoint = (call, { clock, world }) => {
	const input = call.query.get('input_token');
	if (input === null) throw missingParameter('input_token');
	const token = world.tokens.get(input);
	if (token === undefined) {
		const error = { code: 190, message: 'Invalid OAuth access token.' };
		return { data: { is_valid: false, error, scopes: [] } };
	}
	const { appId, scopes, wabaIds, expiresAt } = token;
	return {
		data: {
			app_id: appId,
			application: world.apps.get(appId)?.name ?? '',
			is_valid: expiresAt === null || expiresAt > clock.now(),
			// 0 means never.
			expires_at: Math.floor((expiresAt ?? 0) / 1000),
			data_access_expires_at: 0,
			user_id: `1${appId}`,
			scopes: [...scopes],
			granular_scopes: scopes.map((scope) => ({ scope, target_ids: [...wabaIds] })),
		},
	};
};
