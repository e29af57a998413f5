/**
 * The headers of a page. It lies on the same origin as n8n's editor, and whoever reads it may be
 * logged in there: the sandbox takes that origin from it, so that nothing on it reaches the editor.
 * Therefore the addresses that its script may call are spelled out, and the script calls them as a
 * stranger.
 *
 * @param nonce what the page's own script and style carry; another one for each answer
 * @param origins where n8n answers, as in `https://n8n.example`
 * @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy/sandbox
 */
export function pageHeaders(
	nonce: string,
	origins: readonly string[],
): Readonly<Record<string, string>> {
	const policy = [
		'sandbox allow-scripts allow-forms',
		"default-src 'none'",
		`script-src 'nonce-${nonce}'`,
		`style-src 'nonce-${nonce}'`,
		`connect-src ${origins.join(' ')}`,
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
	];
	return {
		'Content-Type': 'text/html; charset=utf-8',
		'Content-Security-Policy': policy.join('; '),
		...QUIET,
	};
}

/** The headers of what the script of a page is answered. */
export function answerHeaders(): Readonly<Record<string, string>> {
	return {
		'Content-Type': 'application/json; charset=utf-8',
		// The origin of a page in a sandbox.
		'Access-Control-Allow-Origin': 'null',
		...QUIET,
	};
}

/** Nothing is kept, guessed, passed on or found. */
const QUIET = {
	'Cache-Control': 'no-store',
	'Referrer-Policy': 'no-referrer',
	'X-Content-Type-Options': 'nosniff',
	'X-Robots-Tag': 'noindex, nofollow',
};

const HOST = /^(?:[\w.-]{1,253}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i;

/**
 * The origins at which a page may have been opened: the public one of n8n, and the one that the
 * browser named. Whether that is plain or encrypted is known to the proxy alone.
 *
 * @param address n8n's own address of the page; another one than a person has typed, maybe
 * @param host the `Host` header
 */
export function originsOf(address: string | null, host: string | undefined): readonly string[] {
	const own = address === null ? null : URL.parse(address)?.origin;
	const named = host !== undefined && HOST.test(host) ? host : null;
	return [
		...new Set([
			...(own === null || own === undefined || own === 'null' ? [] : [own]),
			...(named === null ? [] : [`https://${named}`, `http://${named}`]),
		]),
	];
}
