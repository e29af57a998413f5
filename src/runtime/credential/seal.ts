import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps a secret at rest: nobody without the key reads it, changes it or puts it elsewhere. */
export interface Seal {
	/** @param about what the secret belongs to: it opens for nothing else */
	close(secret: string, about: string): string;
	/** @returns `null` for what was sealed with another key, for something else, or was changed */
	open(sealed: string, about: string): string | null;
}

/**
 * Makes a seal.
 *
 * @param key 32 bytes
 */
export function sealWith(key: Buffer): Seal {
	const keyId = createHash('sha256').update(key).digest('hex').slice(0, 8);
	return {
		close(secret, about) {
			const iv = randomBytes(IV_BYTES);
			const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(about));
			const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
			const bytes = Buffer.concat([iv, cipher.getAuthTag(), text]);
			return `${keyId}.${bytes.toString('base64url')}`;
		},
		open(sealed, about) {
			const [id, text = ''] = sealed.split('.');
			const bytes = Buffer.from(text, 'base64url');
			if (id !== keyId || bytes.length < IV_BYTES + TAG_BYTES) return null;
			const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES), {
				authTagLength: TAG_BYTES,
			})
				.setAAD(Buffer.from(about))
				.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
			try {
				const secret = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
				return Buffer.concat([secret, decipher.final()]).toString('utf8');
			} catch {
				return null;
			}
		},
	};
}
