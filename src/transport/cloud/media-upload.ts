import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { mediaType } from '../../domain/media-limits.ts';
import { problem } from '../../domain/problem.ts';
import type { AccessSource, GraphAccess, GraphAnswer } from './graph-client.ts';
import { asObject, asText } from './json.ts';
import { successOf } from './number-report.ts';

/** A file that can be read more than once. */
export interface OutgoingFile {
	/** The same for the same file: within a run it is uploaded once. */
	readonly key: string;
	readonly fileName: string;
	readonly mimeType: string;
	/** In bytes, exactly. */
	readonly size: number;
	open(): Promise<Readable>;
}

/** What an upload may be given. */
export interface UploadOptions {
	/** Ends the upload. */
	readonly signal?: AbortSignal | undefined;
	/** How long one try may take, in ms; five minutes by default. */
	readonly timeoutMs?: number;
}

const TIMEOUT_MS = 300_000;

/**
 * Uploads a file, byte by byte as it is read. Meta keeps it for 30 days, for this number alone. An
 * upload that went wrong is tried once more: a file that lies at Meta twice does no harm.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#upload-media
 *
 * @returns the id by which messages name it
 * @throws TeamError `remoteRefused` or `remoteUnreachable`
 */
export async function uploadMedia(
	access: AccessSource,
	phoneNumberId: string,
	file: OutgoingFile,
	options: UploadOptions = {},
): Promise<string> {
	const first = await post(await access({ isFresh: false }), phoneNumberId, file, options);
	const mayRepeat = !isSuccess(first) && !isRefusal(first) && options.signal?.aborted !== true;
	const answer = mayRepeat
		? await post(await access({ isFresh: true }), phoneNumberId, file, options)
		: first;
	const id = asText(successOf(answer)['id']);
	if (id !== undefined) return id;
	throw problem(
		'remoteUnreachable',
		'Meta answered the upload of a file without an ID',
		'Try again later.',
	);
}

function isSuccess(answer: GraphAnswer): boolean {
	return answer.kind === 'answered' && answer.status < 400;
}

/** Whether Meta looked at the file and said no. An old token (190) is worth a second try. */
function isRefusal(answer: GraphAnswer): boolean {
	if (answer.kind !== 'answered' || answer.status >= 500) return false;
	return asObject(asObject(answer.body)?.['error'])?.['code'] !== 190;
}

async function post(
	access: GraphAccess,
	phoneNumberId: string,
	file: OutgoingFile,
	{ signal, timeoutMs = TIMEOUT_MS }: UploadOptions,
): Promise<GraphAnswer> {
	const { default: axios } = await import('axios');
	const form = toForm(file);
	const deadline = AbortSignal.timeout(timeoutMs);
	try {
		const { status, data: body } = await axios.request<unknown>({
			method: 'POST',
			url: `${access.baseUrl}/${access.apiVersion}/${phoneNumberId}/media`,
			headers: { Authorization: `Bearer ${access.accessToken}`, ...form.headers },
			data: form.body,
			maxRedirects: 0,
			maxBodyLength: Infinity,
			maxContentLength: 1_000_000,
			validateStatus: () => true,
			signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
		});
		if (asObject(body) === undefined) return { kind: 'unknown', reason: `HTTP ${status}` };
		return { kind: 'answered', status, body };
	} catch (error) {
		const code = asObject(error)?.['code'];
		return { kind: 'unknown', reason: typeof code === 'string' ? code : 'NETWORK' };
	}
}

/** The file as `multipart/form-data` (RFC 7578), with its length, which Meta's servers want to know. */
function toForm(file: OutgoingFile) {
	const boundary = `----n8n-${randomUUID()}`;
	const type = mediaType(file.mimeType);
	const field = (name: string, value: string) =>
		`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
	const head = Buffer.from(
		field('messaging_product', 'whatsapp') +
			field('type', type) +
			`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${quoted(file.fileName)}"\r\n` +
			`Content-Type: ${type}\r\n\r\n`,
	);
	const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
	return {
		headers: {
			'Content-Type': `multipart/form-data; boundary=${boundary}`,
			'Content-Length': String(head.length + file.size + tail.length),
		},
		body: Readable.from(parts(head, file, tail), { objectMode: false }),
	};
}

async function* parts(head: Buffer, file: OutgoingFile, tail: Buffer): AsyncGenerator<Buffer> {
	yield head;
	let length = 0;
	for await (const chunk of (await file.open()) as AsyncIterable<Buffer>) {
		length += chunk.length;
		yield chunk;
	}
	if (length !== file.size) throw new Error('The file has changed while it was read');
	yield tail;
}

/** As browsers write a name in a form. */
function quoted(name: string): string {
	return name.replace(/"/g, '%22').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}
