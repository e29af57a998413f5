import { createHmac, hkdfSync, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { sealWith, type Seal } from './seal.ts';

/** Keys for one purpose each, derived from n8n's own, so that there is nothing more to keep safe. */
export interface Keys {
	/** The token that Meta must show when it verifies a webhook. Any process can compute it. */
	verifyToken(webhookId: string): string;
	/** Tells whether two numbers share an app without keeping the app secret. */
	appFingerprint(appSecret: string): string;
	/** Seals the addresses of waiting runs, which hold the token that lets one go on. */
	readonly addresses: Seal;
	/** Seals the keys of linked numbers, with which anybody could read and write as the number. */
	readonly linked: Seal;
	/** Signs links to pages. Any process can check them. */
	signPage(text: string): string;
}

/** @param secret n8n's encryption key */
export function deriveKeys(secret: string): Keys {
	const derive = (purpose: string): Buffer =>
		Buffer.from(hkdfSync('sha256', secret, 'n8n-nodes-whatsapp-team', purpose, 32));
	const sign = (key: Buffer, text: string): string =>
		createHmac('sha256', key).update(text).digest('hex');
	const verifyKey = derive('webhook-verify-token');
	const fingerprintKey = derive('app-fingerprint');
	const pageKey = derive('links-to-pages');
	return {
		verifyToken: (webhookId) => sign(verifyKey, webhookId),
		appFingerprint: (appSecret) => sign(fingerprintKey, appSecret),
		addresses: sealWith(derive('addresses-of-waiting-runs')),
		linked: sealWith(derive('keys-of-linked-numbers')),
		signPage: (text) => createHmac('sha256', pageKey).update(text).digest('base64url'),
	};
}

/** What is kept of a workspace key: salted and slow to guess. */
export function hashWorkspaceKey(key: string, salt = randomBytes(16).toString('hex')) {
	return { salt, hash: scryptSync(key, salt, 32).toString('hex') };
}

/** Whether this is the key that was hashed. */
export function isWorkspaceKey(key: string, salt: string, hash: string): boolean {
	const given = Buffer.from(hashWorkspaceKey(key, salt).hash, 'hex');
	const kept = Buffer.from(hash, 'hex');
	return given.length === kept.length && timingSafeEqual(given, kept);
}
