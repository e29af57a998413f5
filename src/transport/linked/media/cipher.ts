import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import type { SealedFile } from '../../../domain/inbound-content.ts';
import { problem, type TeamError } from '../../../domain/problem.ts';

/** By which word the keys of a kind of file are derived. Voice messages and stickers have none of their own. */
const WORDS: Readonly<Record<SealedFile['kind'], string>> = {
	image: 'WhatsApp Image Keys',
	sticker: 'WhatsApp Image Keys',
	video: 'WhatsApp Video Keys',
	audio: 'WhatsApp Audio Keys',
	document: 'WhatsApp Document Keys',
};

/** What proves that a file is whole stands at its end. In bytes. */
const MAC_LENGTH = 10;

interface FileKeys {
	readonly iv: Buffer;
	readonly cipher: Buffer;
	readonly mac: Buffer;
}

function keysFrom(mediaKey: Uint8Array, kind: SealedFile['kind']): FileKeys {
	const all = Buffer.from(hkdfSync('sha256', mediaKey, Buffer.alloc(32), WORDS[kind], 112));
	return { iv: all.subarray(0, 16), cipher: all.subarray(16, 48), mac: all.subarray(48, 80) };
}

/** What is known of a file before it is opened. */
export interface Expected {
	readonly kind: SealedFile['kind'];
	readonly mediaKey: Uint8Array;
	/** Checksum of the opened file, base64. */
	readonly sha256: string | null;
	/** In bytes, opened. */
	readonly size: number | null;
	readonly maxBytes: number;
}

/**
 * Opens a file as it comes, and fails at its end if anything of it was changed. What has gone out
 * by then is not to be used.
 */
export function opening({ kind, mediaKey, sha256, size, maxBytes }: Expected): Transform {
	const keys = keysFrom(mediaKey, kind);
	const mac = createHmac('sha256', keys.mac).update(keys.iv);
	const hash = createHash('sha256');
	const cipher = createDecipheriv('aes-256-cbc', keys.cipher, keys.iv);
	/** The last bytes so far: they may be the proof. */
	let tail = Buffer.alloc(0);
	let length = 0;
	const take = (opened: Buffer): Buffer => {
		hash.update(opened);
		length += opened.length;
		return opened;
	};
	return new Transform({
		transform(chunk: Buffer, _encoding, done: TransformCallback) {
			const all = Buffer.concat([tail, chunk]);
			const body = all.subarray(0, Math.max(0, all.length - MAC_LENGTH));
			tail = Buffer.from(all.subarray(body.length));
			mac.update(body);
			const opened = take(cipher.update(body));
			if (length > maxBytes) done(tooLong(maxBytes));
			else done(null, opened);
		},
		flush(done: TransformCallback) {
			if (!mac.digest().subarray(0, MAC_LENGTH).equals(tail)) return done(damaged());
			let last: Buffer;
			try {
				last = take(cipher.final());
			} catch {
				return done(damaged());
			}
			if (length > maxBytes) return done(tooLong(maxBytes));
			const fits =
				(size === null || size === length) &&
				(sha256 === null || sha256 === hash.digest('base64'));
			return fits ? done(null, last) : done(damaged());
		},
	});
}

/** What a file turned out to be while it was sealed. */
export interface Sealed {
	readonly fileSha256: Buffer;
	readonly fileEncSha256: Buffer;
	/** In bytes, before it was sealed. */
	readonly fileLength: number;
}

/** Seals a file as it goes. @returns the stream, and what is known of the file once it has ended */
export function sealing(
	kind: SealedFile['kind'],
	mediaKey: Uint8Array,
): { readonly stream: Transform; readonly sealed: () => Sealed } {
	const keys = keysFrom(mediaKey, kind);
	const mac = createHmac('sha256', keys.mac).update(keys.iv);
	const [plain, outside] = [createHash('sha256'), createHash('sha256')];
	const cipher = createCipheriv('aes-256-cbc', keys.cipher, keys.iv);
	let fileLength = 0;
	const take = (bytes: Buffer): Buffer => {
		mac.update(bytes);
		outside.update(bytes);
		return bytes;
	};
	const stream = new Transform({
		transform(chunk: Buffer, _encoding, done: TransformCallback) {
			plain.update(chunk);
			fileLength += chunk.length;
			done(null, take(cipher.update(chunk)));
		},
		flush(done: TransformCallback) {
			const last = take(cipher.final());
			const proof = mac.digest().subarray(0, MAC_LENGTH);
			outside.update(proof);
			done(null, Buffer.concat([last, proof]));
		},
	});
	return {
		stream,
		sealed: () => ({
			fileSha256: plain.digest(),
			fileEncSha256: outside.digest(),
			fileLength,
		}),
	};
}

function damaged(): TeamError {
	return problem('remoteUnreachable', 'A file arrived incomplete or changed', 'Try again later.');
}

/** A file is larger than what is fetched. */
export function tooLong(maxBytes: number): TeamError {
	return problem(
		'remoteRefused',
		`A file is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB and was not fetched`,
		'Ask the customer for a smaller one, or for a link.',
	);
}
