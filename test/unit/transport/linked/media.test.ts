import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { opening, sealing, type Expected } from '../../../../src/transport/linked/media/cipher.ts';
import { fetchUrl } from '../../../../src/transport/linked/media/fetch-url.ts';
import { publicLookup } from '../../../../src/transport/linked/media/public-lookup.ts';

async function through(
	chunks: readonly Buffer[],
	stream: ReturnType<typeof opening>,
): Promise<Buffer> {
	Readable.from(chunks).pipe(stream);
	const opened: Buffer[] = [];
	for await (const chunk of stream) opened.push(chunk as Buffer);
	return Buffer.concat(opened);
}

/** A buffer in pieces of a length. */
function pieces(data: Buffer, length: number): Buffer[] {
	return Array.from({ length: Math.ceil(data.length / length) }, (_, n) =>
		data.subarray(n * length, (n + 1) * length),
	);
}

async function seal(data: Buffer) {
	const mediaKey = randomBytes(32);
	const { stream, sealed } = sealing('image', mediaKey);
	const bytes = await through(pieces(data, 1_000), stream);
	const { fileSha256, fileLength } = sealed();
	const expected: Expected = {
		kind: 'image',
		mediaKey,
		sha256: fileSha256.toString('base64'),
		size: fileLength,
		maxBytes: 1_000_000,
	};
	return { bytes, expected };
}

test.each([0, 1, 15, 16, 17, 1_000, 65_537])(
	'a file of %i bytes opens as it was sealed',
	async (length) => {
		const data = randomBytes(length);
		const { bytes, expected } = await seal(data);

		for (const size of [1, 7, 10, 11, 16, 100_000]) {
			if (length > 1_000 && size < 100) continue;
			expect((await through(pieces(bytes, size), opening(expected))).equals(data)).toBe(true);
		}
	},
);

test('a file that is too long fails as soon as that shows, and not at its end', async () => {
	const { bytes, expected } = await seal(randomBytes(100_000));
	const stream = opening({ ...expected, maxBytes: 50_000 });
	const failure = new Promise((resolve) => stream.once('error', resolve));
	stream.resume();
	// Its end never comes.
	stream.write(bytes.subarray(0, 60_000));

	expect(await failure).toMatchObject({ code: 'remoteRefused' });
});

test('whatever was changed of a file, it fails', async () => {
	const { bytes, expected } = await seal(randomBytes(100));
	const damaged = { code: 'remoteUnreachable' };
	for (const at of [0, 50, bytes.length - 1]) {
		const changed = Buffer.from(bytes);
		changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
		await expect(through([changed], opening(expected))).rejects.toMatchObject(damaged);
	}
	for (const short of [bytes.subarray(0, 50), bytes.subarray(0, 5), Buffer.alloc(0)]) {
		await expect(through([short], opening(expected))).rejects.toMatchObject(damaged);
	}
	await expect(through([bytes], opening({ ...expected, kind: 'video' }))).rejects.toMatchObject(
		damaged,
	);
	await expect(through([bytes], opening({ ...expected, size: 99 }))).rejects.toMatchObject(
		damaged,
	);
	await expect(through([bytes], opening({ ...expected, sha256: 'x' }))).rejects.toMatchObject(
		damaged,
	);
});

test('a file is cut off where it becomes too large', async () => {
	const { bytes, expected } = await seal(randomBytes(1_000));
	const lying = { ...expected, size: null };

	for (const maxBytes of [0, 500, 999]) {
		const cut = through(pieces(bytes, 100), opening({ ...lying, maxBytes }));
		await expect(cut).rejects.toMatchObject({ code: 'remoteRefused' });
	}
	expect((await through(pieces(bytes, 100), opening({ ...lying, maxBytes: 1_000 }))).length).toBe(
		1_000,
	);
});

test.each([
	'https://127.0.0.1/x',
	'https://[::1]/x',
	'https://10.0.0.1/x',
	'https://169.254.169.254/latest/meta-data',
	'https://localhost/x',
	'https://0x7f.1/x',
	'http://example.com/x',
	'https://user:secret@example.com/x',
	'file:///etc/passwd',
	'',
])('the address %s is not fetched', async (url) => {
	expect(await fetchUrl(url, false)).toMatchObject({ kind: 'refused' });
});

test('a name that leads into a private network is refused when it is looked up', async () => {
	for (const all of [true, false]) {
		const error = await new Promise((resolve) => publicLookup('localhost', { all }, resolve));
		expect(error).toMatchObject({ code: 'EPRIVATE' });
	}
});
