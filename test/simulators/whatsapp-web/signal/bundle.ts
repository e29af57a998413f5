import type { Node } from '../wire/node.ts';
import { bigEndian, bytesOf, child, node, numberOf } from '../wire/node.ts';

/** A public pre-key. */
export interface PublicPreKey {
	readonly id: number;
	readonly value: Buffer;
}

/** A public pre-key that its owner's identity key signed. */
export interface SignedPublicPreKey extends PublicPreKey {
	readonly signature: Buffer;
}

/** What somebody needs to begin a Signal session with a device. */
export interface KeyBundle {
	readonly registrationId: number;
	readonly identity: Buffer;
	readonly signedPreKey: SignedPublicPreKey;
	/** Absent if the device has none left. */
	readonly preKey?: PublicPreKey;
}

const CURVE25519 = Buffer.from([5]);

/** A bundle as the server hands it out. */
export function bundleNodes(bundle: KeyBundle): Node[] {
	return [registrationNode(bundle), ...keyNodes(bundle)];
}

/** The parts of a retry receipt that let the other side begin a new session. */
export function retryKeyNodes(bundle: KeyBundle): Node[] {
	return [registrationNode(bundle), node('keys', {}, keyNodes(bundle))];
}

/** Reads `<key>`. */
export function readPreKey(of: Node): PublicPreKey {
	return { id: numberOf(of, 'id'), value: bytesOf(of, 'value') };
}

/** Reads `<skey>`. */
export function readSignedPreKey(of: Node): SignedPublicPreKey {
	return { ...readPreKey(of), signature: bytesOf(of, 'signature') };
}

/** Reads the keys of a client's retry receipt, if it sent some. */
export function readRetryKeys(receipt: Node): KeyBundle | undefined {
	const keys = child(receipt, 'keys');
	const signed = child(keys, 'skey');
	if (keys === undefined || signed === undefined) return undefined;
	const preKey = child(keys, 'key');
	return {
		registrationId: numberOf(receipt, 'registration'),
		identity: bytesOf(keys, 'identity'),
		signedPreKey: readSignedPreKey(signed),
		...(preKey === undefined ? {} : { preKey: readPreKey(preKey) }),
	};
}

function registrationNode({ registrationId }: KeyBundle): Node {
	return node('registration', {}, bigEndian(registrationId, 4));
}

function keyNodes({ identity, signedPreKey, preKey }: KeyBundle): Node[] {
	return [
		node('type', {}, CURVE25519),
		node('identity', {}, identity),
		...(preKey === undefined ? [] : [node('key', {}, keyParts(preKey))]),
		node('skey', {}, [
			...keyParts(signedPreKey),
			node('signature', {}, signedPreKey.signature),
		]),
	];
}

function keyParts({ id, value }: PublicPreKey): Node[] {
	return [node('id', {}, bigEndian(id, 3)), node('value', {}, value)];
}
