import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { isProblem } from '../../../../src/domain/problem.ts';
import {
	loadGraphClient,
	type AccessSource,
	type GraphClient,
} from '../../../../src/transport/cloud/graph-client.ts';
import {
	downloadMedia,
	mayCarryToken,
	type MediaRequest,
} from '../../../../src/transport/cloud/media-download.ts';
import { uploadMedia, type OutgoingFile } from '../../../../src/transport/cloud/media-upload.ts';
import { openBench, type Bench } from '../../simulators/graph-api/bench.ts';
import { answer, startGraphServer, type GraphServer } from '../../support/graph-server.ts';

const MB = 1024 * 1024;
const BYTES = Buffer.from('not really a PDF');
const hex = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

let bench: Bench;
let access: AccessSource;
let client: GraphClient;
beforeEach(async () => {
	bench = await openBench();
	access = () =>
		Promise.resolve({
			baseUrl: bench.simulator.url,
			apiVersion: 'v25.0',
			accessToken: bench.number.accessTokens[0] ?? '',
		});
	client = (await loadGraphClient())(access);
});
afterEach(async () => {
	client.close();
	await bench.close();
});

const file = (changes: Partial<OutgoingFile> = {}): OutgoingFile => ({
	key: 'file',
	fileName: 'Rechnung "März".pdf',
	mimeType: 'application/pdf',
	size: BYTES.length,
	open: () => Promise.resolve(Readable.from([BYTES])),
	...changes,
});

/** What a call was refused with. */
async function refusal(call: Promise<unknown>): Promise<string> {
	try {
		await call;
	} catch (error) {
		if (isProblem(error)) return `${error.code}: ${error.message}`;
		throw error;
	}
	throw new Error('It was not refused');
}

describe('an upload', () => {
	const upload = (changes: Partial<OutgoingFile> = {}, options = {}) =>
		uploadMedia(access, bench.number.id, file(changes), options);

	it('brings the file with its name and type', async () => {
		const id = await upload();

		expect(await bench.control.logOf('uploaded')).toMatchObject([
			{
				mediaId: id,
				phoneNumberId: bench.number.id,
				mimeType: 'application/pdf',
				fileName: 'Rechnung "März".pdf',
				size: BYTES.length,
				sha256: hex(BYTES),
			},
		]);
	});

	it('calls the type as Meta does', async () => {
		await upload({ mimeType: 'audio/mp3', fileName: 'a.mp3' });

		expect(await bench.control.logOf('uploaded')).toMatchObject([{ mimeType: 'audio/mpeg' }]);
	});

	it('reads a large file piece by piece', async () => {
		const piece = Buffer.alloc(MB, 7);
		const open = () => Promise.resolve(Readable.from(Array.from({ length: 20 }, () => piece)));
		await upload({ size: 20 * MB, open });

		expect(await bench.control.logOf('uploaded')).toMatchObject([{ size: 20 * MB }]);
	});

	it('is tried once more where nobody answered', async () => {
		await bench.control.addFault({
			kind: 'dropBeforeAccept',
			operation: 'uploadMedia',
			times: 1,
		});
		await upload();

		expect(await bench.control.logOf('uploaded')).toHaveLength(1);
	});

	it('is given up after that', async () => {
		await bench.control.addFault({ kind: 'dropBeforeAccept', operation: 'uploadMedia' });

		expect(await refusal(upload())).toMatch(/^remoteUnreachable: /);
		expect(await bench.control.logOf('faulted')).toHaveLength(2);
	});

	it('is not repeated where Meta refused the file', async () => {
		expect(await refusal(upload({ mimeType: 'application/zip' }))).toMatch(/^remoteRefused: /);
		expect(await bench.control.logOf('refused')).toHaveLength(1);
	});

	it('asks for a fresh token where Meta refused the old one', async () => {
		const fresh = access;
		const stale: AccessSource = async (options) => ({
			...(await fresh(options)),
			...(options.isFresh ? {} : { accessToken: 'EAAold' }),
		});
		await uploadMedia(stale, bench.number.id, file());

		expect(await bench.control.logOf('uploaded')).toHaveLength(1);
	});

	it('fails where the file is not as long as was said', async () => {
		expect(await refusal(upload({ size: BYTES.length + 1 }))).toMatch(/^remoteUnreachable: /);
		expect(await bench.control.logOf('uploaded')).toEqual([]);
	});

	it('ends when it is cancelled', async () => {
		const signal = AbortSignal.abort();

		expect(await refusal(upload({}, { signal }))).toMatch(/^remoteUnreachable: /);
	});
});

describe('a download', () => {
	const stored = async (bytes = BYTES, mimeType = 'image/png') =>
		await bench.control.customerUploads({ mimeType, base64: bytes.toString('base64') });

	const download = async (mediaId: string, changes: Partial<MediaRequest> = {}) => {
		const phoneNumberId = bench.number.id;
		const request = { mediaId, phoneNumberId, sha256: null, ...changes };
		const { stream, ...rest } = await downloadMedia(client, access, request);
		return { ...rest, bytes: (await buffer(stream)).toString() };
	};

	it('gives what the customer sent, with its type and size', async () => {
		const { id, sha256 } = await stored();

		expect(await download(id, { sha256 })).toEqual({
			mimeType: 'image/png',
			size: BYTES.length,
			bytes: BYTES.toString(),
		});
	});

	it('fails at the end where the checksum of the webhook is another, hex or base64', async () => {
		const { id } = await stored();
		const other = createHash('sha256').update('other').digest();
		const said = 'remoteUnreachable: A file arrived incomplete or changed';

		for (const encoding of ['hex', 'base64'] as const) {
			expect(await refusal(download(id, { sha256: other.toString(encoding) }))).toBe(said);
		}
		expect((await download(id, { sha256: hex(BYTES).toUpperCase() })).size).toBe(BYTES.length);
	});

	it('does not begin where the file is too large', async () => {
		const { id } = await stored(Buffer.alloc(MB + 1));
		const said = 'remoteRefused: A file is larger than 1 MB and was not fetched';

		expect(await refusal(download(id, { maxBytes: MB }))).toBe(said);
		expect((await download(id, { maxBytes: MB + 1 })).size).toBe(MB + 1);
	});

	it('asks for a new address once where the first has expired', async () => {
		const { id } = await stored();
		const call = client.call.bind(client);
		let asked = 0;
		const slow: GraphClient = {
			...client,
			async call(method, path, body) {
				const found = await call(method, path, body);
				asked += 1;
				if (asked === 1) await bench.control.advance(5 * 60_000);
				return found;
			},
		};
		const request = { mediaId: id, phoneNumberId: bench.number.id, sha256: null };
		const { stream } = await downloadMedia(slow, access, request);

		expect([(await buffer(stream)).toString(), asked]).toEqual([BYTES.toString(), 2]);
	});

	it('says so where the file is gone', async () => {
		const { id } = await stored();
		await bench.control.advance(7 * 24 * 3_600_000);

		expect(await refusal(download(id))).toMatch(/^remoteRefused: /);
	});

	it('says so where Meta is away', async () => {
		const { id } = await stored();
		await bench.control.addFault({ kind: 'dropBeforeAccept', operation: 'downloadMedia' });

		expect(await refusal(download(id))).toMatch(/^remoteUnreachable: A file could not/);
	});
});

describe('the token', () => {
	let graph: GraphServer;
	let stranger: Server;
	const visits: (string | undefined)[] = [];
	beforeEach(async () => {
		graph = await startGraphServer();
		stranger = createServer((request, response) => {
			visits.push(request.headers.authorization);
			response.end('hello');
		}).listen(0, '127.0.0.1');
		await once(stranger, 'listening');
		visits.length = 0;
	});
	afterEach(async () => {
		await graph.close();
		await new Promise((resolve) => stranger.close(resolve));
	});

	const strangerUrl = () => `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/x`;
	const fetchFrom = async () => {
		const source = () => Promise.resolve(graph.access);
		const other = (await loadGraphClient())(source);
		const request = { mediaId: '1', phoneNumberId: '501', sha256: null };
		return await refusal(downloadMedia(other, source, request)).finally(() => other.close());
	};

	it('goes to no other origin, whatever Meta seems to answer', async () => {
		graph.script = answer(200, { url: strangerUrl(), mime_type: 'image/png' });

		expect([await fetchFrom(), visits]).toEqual([
			"remoteRefused: The address of a file leads neither to Meta nor to the credential's base URL",
			[],
		]);
	});

	it('follows no redirect', async () => {
		const url = `${graph.access.baseUrl}/file`;
		graph.script = (request, response) => {
			if (request.path === '/file')
				response.writeHead(302, { location: strangerUrl() }).end();
			else answer(200, { url })(request, response);
		};

		expect([await fetchFrom(), visits]).toEqual([
			'remoteUnreachable: A file could not be fetched from Meta (HTTP 302)',
			[],
		]);
	});

	it.each([
		['https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1', true],
		['https://mmg.whatsapp.net/a', true],
		['https://scontent.xx.fbcdn.net/a', true],
		['https://graph.facebook.com/a', true],
		['http://lookaside.fbsbx.com/a', false],
		['https://lookaside.fbsbx.com:8443/a', false],
		['https://user@lookaside.fbsbx.com/a', false],
		['https://lookaside.fbsbx.com.example.com/a', false],
		['https://evilwhatsapp.net/a', false],
		['https://example.com/?fbcdn.net', false],
		['nonsense', false],
	])('may go to %s: %s', (url, may) => {
		expect(mayCarryToken(url, 'https://graph.facebook.com')).toBe(may);
	});
});
