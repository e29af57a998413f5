import type { proto } from '@whiskeysockets/baileys';
import type { SignalStorage } from 'libsignal';
import type { KeyPair } from '../crypto.ts';
import { library } from '../library.ts';
import { parseJid } from '../wire/jid.ts';
import type { KeyBundle } from './bundle.ts';

/** An encrypted message, as `<enc>` carries it. */
export interface Encrypted {
	/** `pkmsg` begins a session. */
	readonly type: 'pkmsg' | 'msg';
	readonly ciphertext: Buffer;
}

/** All secrets of a Signal endpoint, as they are saved. */
export interface SavedSignalPeer {
	readonly identity: KeyPair;
	readonly registrationId: number;
	readonly signedPreKey: { readonly keyPair: KeyPair; readonly signature: Uint8Array };
	readonly preKeys: readonly (readonly [number, KeyPair])[];
	readonly nextPreKeyId: number;
	readonly sessions: readonly (readonly [string, unknown])[];
}

const SIGNED_PRE_KEY_ID = 1;
const PRE_KEY_MESSAGE = 3;

/** A Signal endpoint: a customer's device, or the phone of an account. */
export class SignalPeer {
	readonly identity: KeyPair;
	readonly registrationId: number;
	readonly #signedPreKey: SavedSignalPeer['signedPreKey'];
	readonly #preKeys: Map<number, KeyPair>;
	readonly #sessions: Map<string, unknown>;
	readonly #storage: SignalStorage;
	#nextPreKeyId: number;
	#busy: Promise<unknown> = Promise.resolve();

	/** @param saved What `save` gave; default a new endpoint. */
	constructor(saved?: SavedSignalPeer) {
		const { Curve, generateRegistrationId, signedKeyPair } = library().baileys;
		this.identity = saved?.identity ?? Curve.generateKeyPair();
		this.registrationId = saved?.registrationId ?? generateRegistrationId();
		this.#signedPreKey = saved?.signedPreKey ?? signedKeyPair(this.identity, SIGNED_PRE_KEY_ID);
		this.#preKeys = new Map(saved?.preKeys);
		this.#sessions = new Map(saved?.sessions);
		this.#nextPreKeyId = saved?.nextPreKeyId ?? 1;
		this.#storage = this.#makeStorage();
	}

	/** Does one thing after the other, so that a session is begun once and messages keep order. */
	inTurn<T>(run: () => Promise<T>): Promise<T> {
		const turn = this.#busy.then(run);
		this.#busy = turn.catch(() => undefined);
		return turn;
	}

	/** A new bundle of public keys for somebody who wants to write to this endpoint. */
	bundle(): KeyBundle {
		const { Curve } = library().baileys;
		const id = this.#nextPreKeyId++;
		const preKey = Curve.generateKeyPair();
		this.#preKeys.set(id, preKey);
		return {
			registrationId: this.registrationId,
			identity: Buffer.from(this.identity.public),
			signedPreKey: {
				id: SIGNED_PRE_KEY_ID,
				value: Buffer.from(this.#signedPreKey.keyPair.public),
				signature: Buffer.from(this.#signedPreKey.signature),
			},
			preKey: { id, value: Buffer.from(preKey.public) },
		};
	}

	hasSession(jid: string): boolean {
		return this.#sessions.has(address(jid).toString());
	}

	dropSession(jid: string): void {
		this.#sessions.delete(address(jid).toString());
	}

	/** Begins a session with a device, by the keys that the server keeps for it. */
	async openSession(jid: string, bundle: KeyBundle): Promise<void> {
		const { SessionBuilder } = library().signal;
		const { generateSignalPubKey } = library().baileys;
		const { signedPreKey, preKey } = bundle;
		await new SessionBuilder(this.#storage, address(jid)).initOutgoing({
			registrationId: bundle.registrationId,
			identityKey: generateSignalPubKey(bundle.identity),
			signedPreKey: {
				keyId: signedPreKey.id,
				publicKey: generateSignalPubKey(signedPreKey.value),
				signature: signedPreKey.signature,
			},
			// The types of the library do not know that there may be none.
			preKey: (preKey === undefined
				? undefined
				: {
						keyId: preKey.id,
						publicKey: generateSignalPubKey(preKey.value),
					}) as never,
		});
	}

	async encrypt(jid: string, message: proto.IMessage): Promise<Encrypted> {
		const { SessionCipher } = library().signal;
		const plain = library().baileys.encodeWAMessage(message);
		const { type, body } = await new SessionCipher(this.#storage, address(jid)).encrypt(plain);
		return {
			type: type === PRE_KEY_MESSAGE ? 'pkmsg' : 'msg',
			ciphertext: Buffer.from(body, 'binary'),
		};
	}

	/** Throws if this endpoint cannot read it. */
	async decrypt(jid: string, type: string, ciphertext: Uint8Array): Promise<proto.IMessage> {
		const { SessionCipher } = library().signal;
		const { proto: protocol, unpadRandomMax16 } = library().baileys;
		const cipher = new SessionCipher(this.#storage, address(jid));
		const bytes = Buffer.from(ciphertext);
		const plain =
			type === 'pkmsg'
				? await cipher.decryptPreKeyWhisperMessage(bytes)
				: await cipher.decryptWhisperMessage(bytes);
		return protocol.Message.decode(unpadRandomMax16(plain));
	}

	save(): SavedSignalPeer {
		return {
			identity: this.identity,
			registrationId: this.registrationId,
			signedPreKey: this.#signedPreKey,
			preKeys: [...this.#preKeys],
			nextPreKeyId: this.#nextPreKeyId,
			sessions: [...this.#sessions],
		};
	}

	#makeStorage(): SignalStorage {
		const { SessionRecord } = library().signal;
		const identity = signalKeys(this.identity);
		return {
			loadSession: async (id) => {
				const saved = this.#sessions.get(id);
				return saved === undefined ? undefined : SessionRecord.deserialize(saved as never);
			},
			storeSession: async (id, session) => {
				this.#sessions.set(id, session.serialize());
			},
			isTrustedIdentity: () => true,
			loadPreKey: async (id) => {
				const pair = this.#preKeys.get(Number(id));
				return pair === undefined
					? undefined
					: { privKey: Buffer.from(pair.private), pubKey: Buffer.from(pair.public) };
			},
			removePreKey: (id) => {
				this.#preKeys.delete(Number(id));
			},
			loadSignedPreKey: () => {
				const { keyPair } = this.#signedPreKey;
				return {
					privKey: Buffer.from(keyPair.private),
					pubKey: Buffer.from(keyPair.public),
				};
			},
			getOurRegistrationId: () => this.registrationId,
			getOurIdentity: () => identity,
		};
	}
}

function signalKeys(pair: KeyPair): { privKey: Buffer; pubKey: Buffer } {
	const { generateSignalPubKey } = library().baileys;
	return {
		privKey: Buffer.from(pair.private),
		pubKey: Buffer.from(generateSignalPubKey(pair.public)),
	};
}

function address(jid: string) {
	const parsed = parseJid(jid);
	if (parsed === undefined) throw new Error(`"${jid}" names no device.`);
	const { ProtocolAddress } = library().signal;
	return new ProtocolAddress(parsed.lid ? `${parsed.user}_1` : parsed.user, parsed.device);
}
