import { createPublicKey, verify } from 'node:crypto';

/** The prime of Curve25519. */
const P = 2n ** 255n - 19n;

/** What stands before an Ed25519 key in DER. */
const ED25519_DER = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * Verifies a signature that was made with a key of Curve25519 (XEdDSA). Baileys' own function tells
 * whether the check could be made, not how it ended.
 * @see https://signal.org/docs/specifications/xeddsa/
 *
 * @param publicKey 32 bytes, or 33 with the type before them
 * @returns `false` also where the bytes are no key or no signature
 */
export function verifySignature(
	publicKey: Uint8Array,
	message: Uint8Array,
	signature: Uint8Array,
): boolean {
	const point = publicKey.length === 33 ? publicKey.subarray(1) : publicKey;
	if (point.length !== 32 || signature.length !== 64) return false;
	const plain = Buffer.from(signature);
	const last = plain.readUInt8(63);
	// The sign of the key travels in the highest bit of the signature.
	const sign = last & 0x80;
	plain.writeUInt8(last & 0x7f, 63);
	try {
		const der = Buffer.concat([ED25519_DER, toEdwards(point, sign)]);
		const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
		return verify(null, message, key, plain);
	} catch {
		return false;
	}
}

/** The same point on the curve of Ed25519: y = (u - 1) / (u + 1). */
function toEdwards(point: Uint8Array, sign: number): Buffer {
	const reversed = Buffer.from(point).reverse();
	reversed.writeUInt8(reversed.readUInt8(0) & 0x7f, 0);
	const u = BigInt(`0x${reversed.toString('hex')}`);
	const y = (((u - 1n + P) % P) * power(u + 1n, P - 2n)) % P;
	const bytes = Buffer.from(y.toString(16).padStart(64, '0'), 'hex').reverse();
	bytes.writeUInt8(bytes.readUInt8(31) | sign, 31);
	return bytes;
}

function power(base: bigint, exponent: bigint): bigint {
	let [result, square, left] = [1n, base % P, exponent];
	while (left > 0n) {
		if (left & 1n) result = (result * square) % P;
		square = (square * square) % P;
		left >>= 1n;
	}
	return result;
}
