import https from 'node:https';
import type { Readable } from 'node:stream';
import { mediaType } from '../../../domain/media-limits.ts';
import { whyNotPublic } from '../../../domain/public-url.ts';
import { PRIVATE_ADDRESS, publicLookup } from './public-lookup.ts';

/** How often an address may lead on to another. */
const REDIRECTS = 3;

const TIMEOUT_MS = 60_000;

/** What came of fetching a file. */
export type FetchedUrl =
	| {
			readonly kind: 'open';
			readonly stream: Readable;
			readonly mimeType: string;
			/** `null` if the server did not say. */
			readonly size: number | null;
	  }
	/** It cannot be had from there. `why` in words, without the address. */
	| { readonly kind: 'refused'; readonly why: string }
	/** Nobody answered; it may be had later. */
	| { readonly kind: 'away'; readonly why: string };

/**
 * Fetches a file that a message names by its address. On the Cloud API Meta does so; here it is n8n,
 * inside somebody's network: where that is not allowed, nothing private is reached, by whatever
 * names and detours.
 *
 * @param privateAddresses whether addresses of a private network will do as well
 */
export async function fetchUrl(url: string, privateAddresses: boolean): Promise<FetchedUrl> {
	const { default: axios } = await import('axios');
	const httpsAgent = new https.Agent(privateAddresses ? {} : { lookup: publicLookup });
	let address = url;
	for (let redirects = 0; redirects <= REDIRECTS; redirects += 1) {
		const wrong = whyNotPublic(address, privateAddresses);
		if (wrong !== null) return { kind: 'refused', why: `the address ${wrong}` };
		try {
			const { status, data, headers } = await axios.request<Readable>({
				url: address,
				responseType: 'stream',
				maxRedirects: 0,
				validateStatus: () => true,
				httpsAgent,
				// A proxy would look the name up itself.
				proxy: false,
				signal: AbortSignal.timeout(TIMEOUT_MS),
			});
			const location: unknown = headers['location'];
			if (status === 200) return { kind: 'open', stream: data, ...describeFile(headers) };
			data.destroy();
			const isMoved = status >= 301 && status <= 308 && typeof location === 'string';
			if (!isMoved) {
				const why = `HTTP ${status}`;
				return status >= 500 ? { kind: 'away', why } : { kind: 'refused', why };
			}
			address = URL.parse(location, address)?.href ?? '';
		} catch (error) {
			const code = (error as { code?: unknown }).code;
			if (code === PRIVATE_ADDRESS) {
				return { kind: 'refused', why: 'the address leads into a private network' };
			}
			return { kind: 'away', why: typeof code === 'string' ? code : 'NETWORK' };
		}
	}
	return { kind: 'refused', why: 'the address leads on and on' };
}

function describeFile(headers: Readonly<Record<string, unknown>>) {
	const type = headers['content-type'];
	const size = Number(headers['content-length'] ?? NaN);
	return {
		mimeType: mediaType(typeof type === 'string' ? type : ''),
		size: Number.isInteger(size) && size >= 0 ? size : null,
	};
}
