import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A key and a certificate, both as PEM. */
export interface Certificate {
	readonly key: string;
	readonly cert: string;
}

const DAY_MS = 86_400_000;

/** https://www.rfc-editor.org/rfc/rfc5280, in DER. */
const TAG = {
	boolean: 0x01,
	integer: 0x02,
	bitString: 0x03,
	octetString: 0x04,
	objectId: 0x06,
	utf8: 0x0c,
	utcTime: 0x17,
	sequence: 0x30,
	set: 0x31,
	version: 0xa0,
	extensions: 0xa3,
	dnsName: 0x82,
	ipAddress: 0x87,
} as const;

/** Object ids, already encoded. */
const OID = {
	ecdsaWithSha256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
	commonName: [0x55, 0x04, 0x03],
	basicConstraints: [0x55, 0x1d, 0x13],
	subjectAltName: [0x55, 0x1d, 0x11],
} as const;

/**
 * Makes a certificate for this machine (127.0.0.1, localhost) that signs itself, so that who trusts
 * it needs nothing else. Node can read certificates but not make them.
 * @param now Milliseconds since the epoch.
 */
export function makeCertificate(now: number): Certificate {
	const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const algorithm = der(TAG.sequence, objectId(OID.ecdsaWithSha256));
	const name = nameOf('WhatsApp Web simulator');
	const toSign = der(
		TAG.sequence,
		der(TAG.version, der(TAG.integer, [2])),
		// A leading 1 keeps it positive and free of a leading zero.
		der(TAG.integer, [1], randomBytes(8)),
		algorithm,
		name,
		der(TAG.sequence, time(now - DAY_MS), time(now + 365 * DAY_MS)),
		name,
		publicKey.export({ type: 'spki', format: 'der' }),
		der(TAG.extensions, der(TAG.sequence, ...extensions())),
	);
	const signature = der(TAG.bitString, [0], sign('sha256', toSign, privateKey));
	const cert = der(TAG.sequence, toSign, algorithm, signature);
	return { key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })), cert: pem(cert) };
}

function extensions(): Buffer[] {
	const isAuthority = der(TAG.sequence, der(TAG.boolean, [0xff]));
	const names = der(
		TAG.sequence,
		der(TAG.dnsName, Buffer.from('localhost')),
		der(TAG.ipAddress, [127, 0, 0, 1]),
	);
	return [extension(OID.basicConstraints, isAuthority), extension(OID.subjectAltName, names)];
}

function extension(id: readonly number[], value: Buffer): Buffer {
	return der(TAG.sequence, objectId(id), der(TAG.octetString, value));
}

function nameOf(commonName: string): Buffer {
	const value = der(TAG.utf8, Buffer.from(commonName));
	return der(TAG.sequence, der(TAG.set, der(TAG.sequence, objectId(OID.commonName), value)));
}

function time(at: number): Buffer {
	const digits = new Date(at).toISOString().replace(/\D/g, '').slice(2, 14);
	return der(TAG.utcTime, Buffer.from(`${digits}Z`));
}

function objectId(encoded: readonly number[]): Buffer {
	return der(TAG.objectId, encoded);
}

/** Tag, length and content. */
function der(tag: number, ...parts: readonly (Uint8Array | readonly number[])[]): Buffer {
	const content = Buffer.concat(parts.map((part) => Uint8Array.from(part)));
	const { length } = content;
	if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
	const bytes = length < 0x100 ? [length] : [length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length, ...bytes]), content]);
}

function pem(bytes: Buffer): string {
	const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
	return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
