import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether a webhook was signed with the app secret. Meta signs the bytes that it sends, so the raw
 * body is needed, not the parsed one. Compared in constant time, so that the answer's timing tells
 * nothing about the signature.
 *
 * @param header the value of `X-Hub-Signature-256`: `sha256=` and 64 hex digits
 * @see https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 */
export function isSignedBy(
	appSecret: string,
	rawBody: Uint8Array,
	header: string | undefined,
): boolean {
	const given = /^sha256=([0-9a-f]{64})$/i.exec(header ?? '')?.[1];
	if (given === undefined || appSecret === '') return false;
	const expected = createHmac('sha256', appSecret).update(rawBody).digest();
	return timingSafeEqual(expected, Buffer.from(given, 'hex'));
}
