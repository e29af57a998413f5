import { randomBytes } from 'node:crypto';
import type { KeyPair } from '../crypto.ts';
import { applyCtr, decryptGcm, hkdf, pairingCodeKey } from '../crypto.ts';
import { library } from '../library.ts';
import type { Connection } from '../server/connection.ts';
import { newStanzaId } from '../wire/ids.ts';
import { SERVER_JID } from '../wire/jid.ts';
import { node } from '../wire/node.ts';
import type { CompanionKeys } from './qr.ts';

const SALT_BYTES = 32;
const CTR_IV_BYTES = 16;
const GCM_IV_BYTES = 12;
const KEY_BYTES = 32;

/** The last thing that a client says about its code. */
export interface FinishedCode {
	/** Both identity keys and a random number, encrypted. */
	readonly bundle: Buffer;
	readonly identity: Buffer;
}

/** What a phone needs when somebody enters a code. */
export interface EnteredCode {
	readonly connection: Connection;
	readonly ref: Buffer;
	/** The client's ephemeral key, wrapped by the code: salt, iv, ciphertext. */
	readonly wrapped: Buffer;
	readonly code: string;
	/** The phone's identity key. */
	readonly identity: KeyPair;
	readonly finished: Promise<FinishedCode>;
}

/** Agrees on keys by means of the code. Rejects if it is not the one that the client shows. */
export async function agreeByCode(entered: EnteredCode): Promise<CompanionKeys> {
	const { Curve } = library().baileys;
	const ephemeral = Curve.generateKeyPair();
	const theirs = await unwrap(entered.wrapped, entered.code);
	const wrapped = await wrap(ephemeral.public, entered.code);
	entered.connection.send(
		node(
			'notification',
			{ from: SERVER_JID, type: 'link_code_companion_reg', id: newStanzaId() },
			[
				node('link_code_companion_reg', { stage: 'primary_hello' }, [
					node('link_code_pairing_ref', {}, entered.ref),
					node('primary_identity_pub', {}, entered.identity.public),
					node('link_code_pairing_wrapped_primary_ephemeral_pub', {}, wrapped),
				]),
			],
		),
	);
	const { bundle, identity } = await entered.finished;
	const shared = Curve.sharedKey(ephemeral.private, theirs);
	const plain = openBundle(bundle, shared);
	const [theirIdentity, ourIdentity, random] = [0, 1, 2].map((part) => {
		return plain.subarray(part * KEY_BYTES, (part + 1) * KEY_BYTES);
	}) as [Buffer, Buffer, Buffer];
	if (!theirIdentity.equals(identity) || !ourIdentity.equals(entered.identity.public)) {
		throw new Error('The device answers with the keys of somebody else.');
	}
	const secrets = [shared, Curve.sharedKey(entered.identity.private, theirIdentity), random];
	const advSecret = hkdf(Buffer.concat(secrets), KEY_BYTES, { info: 'adv_secret' });
	return { identity: Buffer.from(theirIdentity), advSecret };
}

async function wrap(key: Uint8Array, code: string): Promise<Buffer> {
	const salt = randomBytes(SALT_BYTES);
	const iv = randomBytes(CTR_IV_BYTES);
	return Buffer.concat([salt, iv, applyCtr(key, await pairingCodeKey(code, salt), iv)]);
}

async function unwrap(wrapped: Buffer, code: string): Promise<Buffer> {
	const key = await pairingCodeKey(code, wrapped.subarray(0, SALT_BYTES));
	const start = SALT_BYTES + CTR_IV_BYTES;
	const iv = wrapped.subarray(SALT_BYTES, start);
	return applyCtr(wrapped.subarray(start, start + KEY_BYTES), key, iv);
}

function openBundle(bundle: Buffer, shared: Uint8Array): Buffer {
	const salt = bundle.subarray(0, SALT_BYTES);
	const start = SALT_BYTES + GCM_IV_BYTES;
	const info = 'link_code_pairing_key_bundle_encryption_key';
	const key = hkdf(shared, KEY_BYTES, { salt, info });
	try {
		return decryptGcm(bundle.subarray(start), key, bundle.subarray(SALT_BYTES, start));
	} catch {
		// The two sides unwrapped different keys.
		throw new Error('This is not the code that the device shows.');
	}
}
