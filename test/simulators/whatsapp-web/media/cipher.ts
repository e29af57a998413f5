import { createCipheriv, createDecipheriv, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FileKind } from '../content/content.ts';
import { hkdf, hmacSha256, sha256 } from '../crypto.ts';

/** A file as it lies on the server, and what only the message says of it. */
export interface EncryptedFile {
	readonly encrypted: Buffer;
	readonly mediaKey: Buffer;
	readonly fileSha256: Buffer;
	readonly fileEncSha256: Buffer;
}

const MAC_BYTES = 10;

/** What the keys of each kind are derived with. */
const INFO: Readonly<Record<FileKind, string>> = {
	image: 'WhatsApp Image Keys',
	sticker: 'WhatsApp Image Keys',
	video: 'WhatsApp Video Keys',
	audio: 'WhatsApp Audio Keys',
	voice: 'WhatsApp Audio Keys',
	document: 'WhatsApp Document Keys',
};

/** Encrypts a file as phones do: AES-256-CBC, then a shortened HMAC. */
export function encryptFile(kind: FileKind, data: Uint8Array): EncryptedFile {
	const mediaKey = randomBytes(32);
	const { iv, key, macKey } = keysOf(kind, mediaKey);
	const cipher = createCipheriv('aes-256-cbc', key, iv);
	const sealed = Buffer.concat([cipher.update(data), cipher.final()]);
	const mac = hmacSha256(macKey, iv, sealed).subarray(0, MAC_BYTES);
	const encrypted = Buffer.concat([sealed, mac]);
	return { encrypted, mediaKey, fileSha256: sha256(data), fileEncSha256: sha256(encrypted) };
}

/** Undoes `encryptFile`. Throws if anything is not as the message says. */
export function decryptFile(kind: FileKind, file: EncryptedFile): Buffer {
	const { encrypted } = file;
	if (!sha256(encrypted).equals(file.fileEncSha256)) throw new Error('It is another file.');
	const { iv, key, macKey } = keysOf(kind, file.mediaKey);
	const sealed = encrypted.subarray(0, -MAC_BYTES);
	const mac = hmacSha256(macKey, iv, sealed).subarray(0, MAC_BYTES);
	if (!timingSafeEqual(mac, encrypted.subarray(-MAC_BYTES))) throw new Error('The MAC is wrong.');
	const cipher = createDecipheriv('aes-256-cbc', key, iv);
	const data = Buffer.concat([cipher.update(sealed), cipher.final()]);
	if (!sha256(data).equals(file.fileSha256)) throw new Error('The content is another one.');
	return data;
}

function keysOf(kind: FileKind, mediaKey: Uint8Array) {
	const keys = hkdf(mediaKey, 112, { info: INFO[kind] });
	return { iv: keys.subarray(0, 16), key: keys.subarray(16, 48), macKey: keys.subarray(48, 80) };
}
