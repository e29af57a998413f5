import { buffer } from 'node:stream/consumers';
import { mediaType } from '../../../domain/media-limits.ts';
import { problem } from '../../../domain/problem.ts';
import type { AccessSource, GraphAccess, GraphAnswer } from '../graph-client.ts';
import { asObject, asText } from '../json.ts';
import type { OutgoingFile } from '../media-upload.ts';
import { successOf } from '../number-report.ts';

/** How long one call may take, in ms. */
const TIMEOUT_MS = 120_000;

/**
 * Uploads a file as the sample of a header, for Meta's review alone.
 * @see https://developers.facebook.com/docs/graph-api/guides/upload
 *
 * @returns the handle by which the template names it
 * @throws TeamError `remoteRefused` or `remoteUnreachable`
 */
export async function uploadSample(source: AccessSource, file: OutgoingFile): Promise<string> {
	const access = await source({ isFresh: false });
	const appId = await appOf(access);
	const type = mediaType(file.mimeType);
	const query = new URLSearchParams({
		file_name: file.fileName,
		file_length: String(file.size),
		file_type: type,
	});
	const begun = successOf(await post(access, `${appId}/uploads?${query.toString()}`, {}, null));
	const session = asText(begun['id']);
	if (session === undefined) throw unclear();
	const headers = { file_offset: '0', 'Content-Type': 'application/octet-stream' };
	const bytes = await buffer(await file.open());
	const handle = asText(successOf(await post(access, session, headers, bytes))['h']);
	if (handle === undefined) throw unclear();
	return handle;
}

/** The app that the token belongs to: samples are uploaded to it. */
async function appOf(access: GraphAccess): Promise<string> {
	const query = new URLSearchParams({ input_token: access.accessToken });
	const body = successOf(await call(access, 'GET', `debug_token?${query.toString()}`, {}, null));
	const appId = asText(asObject(body['data'])?.['app_id']);
	if (appId === undefined) throw unclear();
	return appId;
}

async function post(
	access: GraphAccess,
	path: string,
	headers: Readonly<Record<string, string>>,
	bytes: Buffer | null,
): Promise<GraphAnswer> {
	return await call(access, 'POST', path, headers, bytes);
}

async function call(
	access: GraphAccess,
	method: 'GET' | 'POST',
	path: string,
	headers: Readonly<Record<string, string>>,
	bytes: Buffer | null,
): Promise<GraphAnswer> {
	const { default: axios } = await import('axios');
	try {
		const { status, data: body } = await axios.request<unknown>({
			method,
			url: `${access.baseUrl}/${access.apiVersion}/${path}`,
			headers: { Authorization: `OAuth ${access.accessToken}`, ...headers },
			...(bytes === null ? {} : { data: bytes }),
			maxRedirects: 0,
			maxBodyLength: Infinity,
			validateStatus: () => true,
			timeout: TIMEOUT_MS,
		});
		if (asObject(body) === undefined) return { kind: 'unknown', reason: `HTTP ${status}` };
		return { kind: 'answered', status, body };
	} catch (error) {
		const code = asObject(error)?.['code'];
		return { kind: 'unknown', reason: typeof code === 'string' ? code : 'NETWORK' };
	}
}

function unclear() {
	return problem(
		'remoteUnreachable',
		'Meta answered the upload of a sample without an ID',
		'Try again later.',
	);
}
