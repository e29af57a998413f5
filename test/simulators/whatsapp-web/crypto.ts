import {
	createCipheriv,
	createDecipheriv,
	createHash,
	createHmac,
	hkdfSync,
	pbkdf2 as pbkdf2WithCallback,
} from 'node:crypto';
import { promisify } from 'node:util';

const pbkdf2 = promisify(pbkdf2WithCallback);
const GCM_TAG_BYTES = 16;
/** What WhatsApp stretches a pairing code with. */
const PAIRING_CODE_ROUNDS = 131_072;

/** Two keys of a Curve25519 pair, 32 bytes each. */
export interface KeyPair {
	readonly public: Uint8Array;
	readonly private: Uint8Array;
}

/** HKDF with SHA-256; an empty salt where none is given. */
export function hkdf(
	key: Uint8Array,
	bytes: number,
	{ salt = Buffer.alloc(0), info = '' }: { salt?: Uint8Array; info?: string } = {},
): Buffer {
	return Buffer.from(hkdfSync('sha256', key, salt, info, bytes));
}

export function sha256(data: Uint8Array): Buffer {
	return createHash('sha256').update(data).digest();
}

export function hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer {
	const hmac = createHmac('sha256', key);
	for (const part of parts) hmac.update(part);
	return hmac.digest();
}

/** AES-256-GCM; the tag follows the ciphertext. */
export function encryptGcm(
	plain: Uint8Array,
	key: Uint8Array,
	iv: Uint8Array,
	authenticated: Uint8Array = Buffer.alloc(0),
): Buffer {
	const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(authenticated);
	return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Undoes `encryptGcm`. Throws if anything was changed. */
export function decryptGcm(
	sealed: Uint8Array,
	key: Uint8Array,
	iv: Uint8Array,
	authenticated: Uint8Array = Buffer.alloc(0),
): Buffer {
	const end = sealed.length - GCM_TAG_BYTES;
	const cipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(authenticated);
	cipher.setAuthTag(sealed.subarray(end));
	return Buffer.concat([cipher.update(sealed.subarray(0, end)), cipher.final()]);
}

/** AES-256-CTR, which encrypts and decrypts alike. */
export function applyCtr(data: Uint8Array, key: Uint8Array, iv: Uint8Array): Buffer {
	const cipher = createCipheriv('aes-256-ctr', key, iv);
	return Buffer.concat([cipher.update(data), cipher.final()]);
}

/** The key that a pairing code stands for. */
export function pairingCodeKey(code: string, salt: Uint8Array): Promise<Buffer> {
	return pbkdf2(code, salt, PAIRING_CODE_ROUNDS, 32, 'sha256');
}
