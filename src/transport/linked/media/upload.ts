import { randomBytes, randomInt } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { mediaType } from '../../../domain/media-limits.ts';
import type { MediaKind } from '../../../domain/outgoing/media.ts';
import { isProblem, problem, type TeamError } from '../../../domain/problem.ts';
import type { Baileys, LibrarySocket } from '../baileys.ts';
import { sealing, tooLong } from './cipher.ts';
import type { UploadedFile } from './uploaded-file.ts';

const TIMEOUT_MS = 300_000;

/** A file to be uploaded. */
export interface FileToUpload {
	readonly kind: MediaKind;
	readonly mimeType: string;
	readonly fileName: string | null;
	/** Whether it is to be shown as a voice message. */
	readonly voice: boolean;
	readonly maxBytes: number;
	readonly open: () => Promise<Readable>;
	/** Whether it can be opened a second time, to find out how long a recording is. */
	readonly canReopen: boolean;
	readonly signal?: AbortSignal | undefined;
}

/**
 * Seals a file and uploads it. It lies on the disk for that, sealed: its checksum is part of the
 * address.
 *
 * @param now milliseconds since 1970, UTC
 * @throws TeamError `remoteUnreachable`, `remoteRefused`
 */
export async function uploadFile(
	baileys: Baileys,
	library: Pick<LibrarySocket, 'waUploadToServer'>,
	file: FileToUpload,
	now: number,
): Promise<UploadedFile> {
	const { kind, voice, maxBytes, signal } = file;
	const mediaKey = randomBytes(32);
	const place = path.join(tmpdir(), `whatsapp-team-${randomBytes(12).toString('hex')}`);
	try {
		const { stream, sealed } = sealing(kind, mediaKey);
		const target = createWriteStream(place, { mode: 0o600 });
		await pipeline(limited(await file.open(), maxBytes), stream, target, { signal });
		const { fileSha256, fileEncSha256, fileLength } = sealed();
		const { mediaUrl, directPath } = await library.waUploadToServer(place, {
			mediaType: kind,
			fileEncSha256B64: fileEncSha256.toString('base64'),
			timeoutMs: TIMEOUT_MS,
		});
		const seconds =
			kind === 'audio' && file.canReopen ? await secondsOf(baileys, file) : undefined;
		return {
			fields: {
				url: mediaUrl,
				directPath,
				mediaKey,
				mimetype: voice ? 'audio/ogg; codecs=opus' : mediaType(file.mimeType),
				fileSha256,
				fileEncSha256,
				fileLength,
				mediaKeyTimestamp: Math.floor(now / 1_000),
				...(seconds === undefined ? {} : { seconds }),
				...(file.fileName === null ? {} : { fileName: file.fileName }),
			},
		};
	} catch (error) {
		throw isProblem(error) ? error : away();
	} finally {
		await rm(place, { force: true });
	}
}

/** An id by which a message names an upload: digits, as Meta's are. */
export function newUploadId(): string {
	return `${randomInt(1e9, 1e10)}${randomInt(1e9, 1e10)}`;
}

async function* limited(source: Readable, maxBytes: number): AsyncGenerator<Buffer> {
	let length = 0;
	for await (const chunk of source as AsyncIterable<Buffer>) {
		length += chunk.length;
		if (length > maxBytes) throw tooLong(maxBytes);
		yield chunk;
	}
}

/** How long a recording is; an ornament, which is left out if it cannot be found out. */
async function secondsOf(baileys: Baileys, file: FileToUpload): Promise<number | undefined> {
	const source = await file.open();
	try {
		const seconds = await baileys.getAudioDuration(source);
		return seconds === undefined ? undefined : Math.round(seconds);
	} catch {
		return undefined;
	} finally {
		source.destroy();
	}
}

/** Without its cause: that may hold what WhatsApp gave us to upload with. */
function away(): TeamError {
	return problem(
		'remoteUnreachable',
		'A file could not be uploaded to WhatsApp',
		'Waiting may help. Check the network of the n8n server if it stays.',
		{ retryAfterMs: 10_000 },
	);
}
