import type { KeyPair } from '../crypto.ts';
import { library } from '../library.ts';

/** The simulator's own certificates: root, intermediate, and a leaf that is the server's key. */
export interface Pki {
	/** What a client has to trust: 32 bytes. */
	readonly rootKey: Buffer;
	/** The server's static Noise key. */
	readonly serverKey: KeyPair;
	/** The encoded chain that the server shows in the handshake. */
	readonly chain: Buffer;
}

const DAY_S = 86_400;

/** Makes certificates whose every signature is valid. @param now Milliseconds since the epoch. */
export function makePki(now: number): Pki {
	const { Curve, proto } = library().baileys;
	const root = Curve.generateKeyPair();
	const intermediate = Curve.generateKeyPair();
	const serverKey = Curve.generateKeyPair();
	const seconds = Math.floor(now / 1000);
	const certificate = (serial: number, key: Uint8Array, signer: KeyPair) => {
		const details = proto.CertChain.NoiseCertificate.Details.encode({
			serial,
			issuerSerial: serial - 1,
			key,
			notBefore: seconds - DAY_S,
			notAfter: seconds + 365 * DAY_S,
		}).finish();
		return { details, signature: Curve.sign(signer.private, details) };
	};
	const chain = proto.CertChain.encode({
		intermediate: certificate(1, intermediate.public, root),
		leaf: certificate(2, serverKey.public, intermediate),
	}).finish();
	return { rootKey: Buffer.from(root.public), serverKey, chain: Buffer.from(chain) };
}
