import type { TokenFacts } from '../../domain/number/preflight.ts';
import type { AccessSource, GraphClient } from './graph-client.ts';
import { asList, asNumber, asObject, asText } from './json.ts';

/**
 * Asks Meta what a token is and may do.
 * @see https://developers.facebook.com/docs/graph-api/reference/debug_token
 *
 * @returns `null` if Meta does not tell
 */
export async function readToken(
	client: GraphClient,
	access: AccessSource,
): Promise<TokenFacts | null> {
	const { accessToken } = await access({ isFresh: false });
	const query = new URLSearchParams({ input_token: accessToken });
	const answer = await client.call('GET', `debug_token?${query.toString()}`);
	if (answer.kind !== 'answered' || answer.status >= 400) return null;
	const data = asObject(asObject(answer.body)?.['data']);
	if (data === undefined) return null;
	// 0 means never.
	const seconds = asNumber(data['expires_at']) ?? 0;
	return {
		isValid: data['is_valid'] === true,
		expiresAt: seconds === 0 ? null : seconds * 1_000,
		scopes: asList(data['scopes']).flatMap((scope) => asText(scope) ?? []),
	};
}
