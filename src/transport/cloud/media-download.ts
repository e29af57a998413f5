import { createHash } from 'node:crypto';
import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { problem, type TeamError } from '../../domain/problem.ts';
import type { AccessSource, GraphClient } from './graph-client.ts';
import { asText, type JsonObject } from './json.ts';
import { successOf } from './number-report.ts';

/** A file that a customer sent. */
export interface MediaRequest {
	readonly mediaId: string;
	/** The number that received it: Meta checks that the file is this number's. */
	readonly phoneNumberId: string;
	/** What the webhook said, in hex or base64; `null` if it said nothing. */
	readonly sha256: string | null;
	/** The most that is fetched, in bytes. */
	readonly maxBytes?: number;
	readonly signal?: AbortSignal | undefined;
}

/** A file on its way in. The stream fails if length or checksum turn out wrong. */
export interface IncomingFile {
	readonly mimeType: string;
	/** `null` if Meta did not say. */
	readonly size: number | null;
	readonly stream: Readable;
}

/** What Meta lets customers send, whatever the kind (error 131052). */
export const MAX_INBOUND_BYTES = 100 * 1024 * 1024;

const TIMEOUT_MS = 300_000;

/** Meta's own hosts for files. */
const META_HOST = /^(lookaside\.fbsbx\.com|[\w-]+(\.[\w-]+)*\.(whatsapp\.net|fbcdn\.net))$/;

/**
 * Opens a file that came with a message. The token goes to the Graph API and to Meta's own hosts,
 * and nowhere else. Addresses of files live for five minutes; one that has expired is asked for anew
 * once.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#download-media
 *
 * @throws TeamError `remoteRefused`, `remoteUnreachable`, or `notFound` if the file is gone
 */
export async function downloadMedia(
	client: GraphClient,
	access: AccessSource,
	request: MediaRequest,
): Promise<IncomingFile> {
	const first = await lookUp(client, request);
	const opened = await fetchFile(access, first.url, request.signal);
	if (opened.kind === 'open') return checked(opened.stream, first, request);
	if (!opened.isExpired) throw away(opened.status);
	const second = await lookUp(client, request);
	const again = await fetchFile(access, second.url, request.signal);
	if (again.kind === 'open') return checked(again.stream, second, request);
	throw again.isExpired ? gone() : away(again.status);
}

interface MediaInfo {
	readonly url: string;
	readonly mimeType: string;
	readonly size: number | null;
	readonly sha256: string | null;
}

async function lookUp(client: GraphClient, request: MediaRequest): Promise<MediaInfo> {
	const { mediaId, phoneNumberId, maxBytes = MAX_INBOUND_BYTES } = request;
	const path = `${encodeURIComponent(mediaId)}?phone_number_id=${phoneNumberId}`;
	const body = successOf(await client.call('GET', path));
	const url = asText(body['url']);
	if (url === undefined) throw gone();
	const size = readSize(body);
	if (size !== null && size > maxBytes) throw tooLong(maxBytes);
	return {
		url,
		size,
		mimeType: asText(body['mime_type']) ?? 'application/octet-stream',
		sha256: asText(body['sha256']) ?? null,
	};
}

/** A number in some answers, text in others. */
function readSize(body: JsonObject): number | null {
	const size = Number(body['file_size'] ?? NaN);
	return Number.isInteger(size) && size >= 0 ? size : null;
}

type Fetched =
	| { readonly kind: 'open'; readonly stream: Readable }
	| { readonly kind: 'refused'; readonly status: string; readonly isExpired: boolean };

async function fetchFile(
	access: AccessSource,
	url: string,
	signal: AbortSignal | undefined,
): Promise<Fetched> {
	const { baseUrl, accessToken } = await access({ isFresh: false });
	if (!mayCarryToken(url, baseUrl)) throw elsewhere();
	const { default: axios } = await import('axios');
	const deadline = AbortSignal.timeout(TIMEOUT_MS);
	try {
		const { status, data } = await axios.request<Readable>({
			url,
			headers: { Authorization: `Bearer ${accessToken}` },
			responseType: 'stream',
			// A redirect would carry the token on.
			maxRedirects: 0,
			// The bytes that were hashed, whatever the proxies say.
			decompress: false,
			validateStatus: () => true,
			signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
		});
		if (status === 200) return { kind: 'open', stream: data };
		data.destroy();
		const isExpired = [401, 403, 404, 410].includes(status);
		return { kind: 'refused', status: `HTTP ${status}`, isExpired };
	} catch (error) {
		const code = (error as { code?: unknown }).code;
		const status = typeof code === 'string' ? code : 'NETWORK';
		return { kind: 'refused', status, isExpired: false };
	}
}

/** Whether an address out of Meta's answer is Meta's own. */
export function mayCarryToken(url: string, baseUrl: string): boolean {
	const target = URL.parse(url);
	if (target === null || target.username !== '') return false;
	if (target.origin === URL.parse(baseUrl)?.origin) return true;
	return target.protocol === 'https:' && target.port === '' && META_HOST.test(target.hostname);
}

function checked(source: Readable, info: MediaInfo, request: MediaRequest): IncomingFile {
	const { maxBytes = MAX_INBOUND_BYTES } = request;
	const wanted = [info.sha256, request.sha256].flatMap((sum) => (sum === null ? [] : [sum]));
	const hash = createHash('sha256');
	let length = 0;
	const check = new Transform({
		transform(chunk: Buffer, _encoding, done: TransformCallback) {
			length += chunk.length;
			hash.update(chunk);
			if (length > maxBytes) done(tooLong(maxBytes));
			else done(null, chunk);
		},
		flush(done: TransformCallback) {
			const sum = hash.digest();
			const fits =
				(info.size === null || info.size === length) &&
				wanted.every((one) => isSum(one, sum));
			done(fits ? null : damaged());
		},
	});
	source.once('error', () => check.destroy(away('connection lost')));
	check.once('close', () => source.destroy());
	return { mimeType: info.mimeType, size: info.size, stream: source.pipe(check) };
}

/** Meta writes checksums in hex in one place and in base64 in another. */
function isSum(text: string, sum: Buffer): boolean {
	return text.toLowerCase() === sum.toString('hex') || text === sum.toString('base64');
}

function away(status: string): TeamError {
	return problem(
		'remoteUnreachable',
		`A file could not be fetched from Meta (${status})`,
		'Try again later: Meta keeps files of customers for 7 days.',
	);
}

function gone(): TeamError {
	return problem(
		'notFound',
		'Meta does not have the file any more',
		'Meta keeps files of customers for 7 days. Ask the customer to send it again.',
	);
}

function damaged(): TeamError {
	return problem('remoteUnreachable', 'A file arrived incomplete or changed', 'Try again later.');
}

function tooLong(maxBytes: number): TeamError {
	return problem(
		'remoteRefused',
		`A file is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB and was not fetched`,
		'Ask the customer for a smaller one, or for a link.',
	);
}

function elsewhere(): TeamError {
	return problem(
		'remoteRefused',
		"The address of a file leads neither to Meta nor to the credential's base URL",
		'It was not fetched, because the access token would go there. If you use a proxy for the Graph API, it must serve the files too.',
	);
}
