import type { proto } from '@whiskeysockets/baileys';
import type { KeyPair } from '../crypto.ts';
import { decryptGcm, encryptGcm, hkdf, sha256 } from '../crypto.ts';
import { library } from '../library.ts';
import { CLIENT_INTRO } from './frames.ts';
import type { Pki } from './pki.ts';

/** The name of the protocol, exactly as long as its hash. */
const PROTOCOL = Buffer.from('Noise_XX_25519_AESGCM_SHA256\0\0\0\0');

/** What the client said at the end of the handshake. */
export interface ClientHandshake {
	/** The client's static Noise key, 32 bytes. */
	readonly noiseKey: Buffer;
	readonly payload: proto.IClientPayload;
	readonly cipher: TransportCipher;
}

/** The server's part of the handshake: http://www.noiseprotocol.org/noise.html, pattern XX. */
export class NoiseResponder {
	readonly #pki: Pki;
	readonly #ephemeral: KeyPair = library().baileys.Curve.generateKeyPair();
	#hash: Buffer = PROTOCOL;
	#chainingKey: Buffer = PROTOCOL;
	#key: Buffer = PROTOCOL;
	#counter = 0;

	constructor(pki: Pki) {
		this.#pki = pki;
		this.#mixHash(CLIENT_INTRO);
	}

	/** Takes the client's first frame and gives the server's answer. */
	hello(frame: Uint8Array): Uint8Array {
		const { proto } = library().baileys;
		const { clientHello } = proto.HandshakeMessage.decode(frame);
		const theirs = required(clientHello?.ephemeral);
		this.#mixHash(theirs);
		this.#mixHash(this.#ephemeral.public);
		this.#mixShared(this.#ephemeral, theirs);
		const key = this.#encrypt(this.#pki.serverKey.public);
		this.#mixShared(this.#pki.serverKey, theirs);
		const payload = this.#encrypt(this.#pki.chain);
		const serverHello = { ephemeral: this.#ephemeral.public, static: key, payload };
		return proto.HandshakeMessage.encode({ serverHello }).finish();
	}

	/** Takes the client's second frame. Throws if it was not made with the same keys. */
	finish(frame: Uint8Array): ClientHandshake {
		const { proto } = library().baileys;
		const { clientFinish } = proto.HandshakeMessage.decode(frame);
		const noiseKey = this.#decrypt(required(clientFinish?.static));
		this.#mixShared(this.#ephemeral, noiseKey);
		const payload = proto.ClientPayload.decode(this.#decrypt(required(clientFinish?.payload)));
		const [fromClient, toClient] = this.#derive(Buffer.alloc(0));
		return { noiseKey, payload, cipher: new TransportCipher(fromClient, toClient) };
	}

	#mixHash(data: Uint8Array): void {
		this.#hash = sha256(Buffer.concat([this.#hash, data]));
	}

	#mixShared(mine: KeyPair, theirs: Uint8Array): void {
		const { Curve } = library().baileys;
		[this.#chainingKey, this.#key] = this.#derive(Curve.sharedKey(mine.private, theirs));
		this.#counter = 0;
	}

	#derive(data: Uint8Array): [Buffer, Buffer] {
		const keys = hkdf(data, 64, { salt: this.#chainingKey });
		return [keys.subarray(0, 32), keys.subarray(32)];
	}

	#encrypt(plain: Uint8Array): Buffer {
		const sealed = encryptGcm(plain, this.#key, nonce(this.#counter++), this.#hash);
		this.#mixHash(sealed);
		return sealed;
	}

	#decrypt(sealed: Uint8Array): Buffer {
		const plain = decryptGcm(sealed, this.#key, nonce(this.#counter++), this.#hash);
		this.#mixHash(sealed);
		return plain;
	}
}

/** The cipher of everything after the handshake. Frames are to be given in their order. */
export class TransportCipher {
	readonly #fromClient: Buffer;
	readonly #toClient: Buffer;
	#read = 0;
	#written = 0;

	constructor(fromClient: Buffer, toClient: Buffer) {
		this.#fromClient = fromClient;
		this.#toClient = toClient;
	}

	encrypt(plain: Uint8Array): Buffer {
		return encryptGcm(plain, this.#toClient, nonce(this.#written++));
	}

	decrypt(sealed: Uint8Array): Buffer {
		return decryptGcm(sealed, this.#fromClient, nonce(this.#read++));
	}
}

function nonce(counter: number): Buffer {
	const bytes = Buffer.alloc(12);
	bytes.writeUInt32BE(counter, 8);
	return bytes;
}

function required(bytes: Uint8Array | null | undefined): Buffer {
	if (bytes === null || bytes === undefined) throw new Error('The handshake is incomplete.');
	return Buffer.from(bytes);
}
