import type { Readable } from 'node:stream';
import type { SealedFile } from '../../../domain/inbound-content.ts';
import { problem, type TeamError } from '../../../domain/problem.ts';
import type { LinkedDownload, LinkedDownloadOptions } from '../../../ports/linked.ts';
import { opening, tooLong } from './cipher.ts';

/** Where WhatsApp keeps files, unless a message says otherwise. */
const MEDIA_HOST = 'mmg.whatsapp.net';

/** Hosts of WhatsApp's own. */
const WHATSAPP_HOST = /^([\w-]+\.)+whatsapp\.net$/;

/** What customers may send, whatever the kind. */
const MAX_BYTES = 100 * 1024 * 1024;

const TIMEOUT_MS = 300_000;

/** How opening a file ended. */
export type Opening =
	| { readonly kind: 'open'; readonly file: LinkedDownload }
	/** WhatsApp does not have it any more: the phone may. */
	| { readonly kind: 'gone' };

/**
 * Opens a file that came to a linked number. Needs no connection, and not the library. The address
 * comes from the customer's message: nothing but WhatsApp's own hosts is asked.
 *
 * @param ownHost a host that is WhatsApp's besides; tests have one
 * @throws TeamError `remoteUnreachable`, `remoteRefused`
 */
export async function openSealed(
	file: SealedFile,
	options: LinkedDownloadOptions,
	ownHost: string | null = null,
): Promise<Opening> {
	const { sha256, mimeType, maxBytes = MAX_BYTES, signal } = options;
	if (file.size !== null && file.size > maxBytes) throw tooLong(maxBytes);
	const source = await fetchFile(addressOf(file, ownHost), signal);
	if (source === 'gone') return { kind: 'gone' };
	const opened = opening({
		kind: file.kind,
		mediaKey: Buffer.from(file.key, 'base64'),
		sha256,
		size: file.size,
		maxBytes,
	});
	source.once('error', () => opened.destroy(away('connection lost')));
	opened.once('close', () => source.destroy());
	source.pipe(opened);
	return {
		kind: 'open',
		file: {
			mimeType: mimeType ?? 'application/octet-stream',
			size: file.size,
			stream: opened,
		},
	};
}

function addressOf({ path, url }: SealedFile, ownHost: string | null): string {
	const named = URL.parse(url ?? '');
	const isTheirs =
		named !== null &&
		named.protocol === 'https:' &&
		(named.hostname === ownHost || (named.port === '' && WHATSAPP_HOST.test(named.hostname)));
	const host = isTheirs ? named.host : MEDIA_HOST;
	if (path === null) {
		if (!isTheirs) throw elsewhere();
		return named.href;
	}
	const address = URL.parse(path, `https://${host}`);
	// A path may begin with two slashes, and then it names a host.
	if (address === null || address.host !== host) throw elsewhere();
	return address.href;
}

async function fetchFile(url: string, signal: AbortSignal | undefined): Promise<Readable | 'gone'> {
	const { default: axios } = await import('axios');
	const deadline = AbortSignal.timeout(TIMEOUT_MS);
	let status: string;
	try {
		const response = await axios.request<Readable>({
			url,
			responseType: 'stream',
			headers: { Origin: 'https://web.whatsapp.com' },
			maxRedirects: 0,
			decompress: false,
			validateStatus: () => true,
			signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
		});
		if (response.status === 200) return response.data;
		response.data.destroy();
		if (response.status === 404 || response.status === 410) return 'gone';
		status = `HTTP ${response.status}`;
	} catch (error) {
		const code = (error as { code?: unknown }).code;
		status = typeof code === 'string' ? code : 'NETWORK';
	}
	throw away(status);
}

function away(status: string): TeamError {
	return problem(
		'remoteUnreachable',
		`A file could not be fetched from WhatsApp (${status})`,
		'Try again later: WhatsApp keeps files for about a month.',
	);
}

/** WhatsApp and the phone do not have a file any more. */
export function gone(): TeamError {
	return problem(
		'notFound',
		'WhatsApp does not have the file any more, and the phone did not bring it back',
		'See that the phone is on and still has the message, or ask the customer to send it again.',
	);
}

function elsewhere(): TeamError {
	return problem(
		'remoteRefused',
		'The address of a file does not lead to WhatsApp, and was not fetched',
		'The message was not made by WhatsApp itself. Ask the customer to send it again.',
	);
}
