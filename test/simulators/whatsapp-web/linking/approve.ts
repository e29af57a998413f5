import { hmacSha256 } from '../crypto.ts';
import type { Context } from '../context.ts';
import { seconds } from '../context.ts';
import { library } from '../library.ts';
import type { Connection } from '../server/connection.ts';
import { newStanzaId } from '../wire/ids.ts';
import { SERVER_JID } from '../wire/jid.ts';
import { bytesOf, child, node } from '../wire/node.ts';
import { LinkedDevice } from '../world/linked-device.ts';
import type { Phone } from '../world/phone.ts';
import { tellOfDevice } from '../world/device-list.ts';
import type { CompanionKeys } from './qr.ts';

const ACCOUNT_SIGNATURE = Buffer.from([6, 0]);
const DEVICE_SIGNATURE = Buffer.from([6, 1]);
const RESTART = 515;

/** The phone vouches for a device, the device proves its key, and connects anew. */
export async function approve(
	context: Context,
	phone: Phone,
	connection: Connection,
	{ identity, advSecret }: CompanionKeys,
): Promise<LinkedDevice> {
	const { proto, Curve } = library().baileys;
	const { devicePairingData } = connection.hello.payload;
	if (!identity.equals(bytes(devicePairingData?.eIdent))) {
		throw new Error('The device connects with another key than it shows.');
	}
	const id = phone.nextDeviceId++;
	const device = new LinkedDevice(
		context,
		phone,
		{
			id,
			keyIndex: id,
			identity,
			noiseKey: connection.hello.noiseKey,
			registrationId: number(devicePairingData?.eRegid),
		},
		{
			id: number(devicePairingData?.eSkeyId),
			value: bytes(devicePairingData?.eSkeyVal),
			signature: bytes(devicePairingData?.eSkeySig),
		},
	);
	const details = proto.ADVDeviceIdentity.encode({
		rawId: 1,
		timestamp: seconds(context),
		keyIndex: id,
		accountType: proto.ADVEncryptionType.E2EE,
		deviceType: proto.ADVEncryptionType.E2EE,
	}).finish();
	const accountKey = phone.signal.identity;
	const signed = proto.ADVSignedDeviceIdentity.encode({
		details,
		accountSignatureKey: accountKey.public,
		accountSignature: Curve.sign(
			accountKey.private,
			Buffer.concat([ACCOUNT_SIGNATURE, details, identity]),
		),
	}).finish();
	const voucher = proto.ADVSignedDeviceIdentityHMAC.encode({
		details: signed,
		hmac: hmacSha256(advSecret, signed),
	}).finish();
	const answer = await connection.ask(
		node(
			'iq',
			{ from: SERVER_JID, type: 'set', id: newStanzaId(), xmlns: 'md', t: seconds(context) },
			[
				node('pair-success', {}, [
					node('device-identity', {}, voucher),
					...(phone.isBusiness ? [node('biz', { name: phone.name })] : []),
					node('platform', { name: phone.platform }),
					node('device', { jid: device.jid, lid: device.lidJid }),
				]),
			],
		),
	);
	const proof = bytesOf(child(answer, 'pair-device-sign'), 'device-identity');
	const { deviceSignature } = proto.ADVSignedDeviceIdentity.decode(proof);
	const toSign = Buffer.concat([DEVICE_SIGNATURE, details, identity, accountKey.public]);
	if (!isSignedBy(identity, toSign, bytes(deviceSignature))) {
		throw new Error('The device cannot prove that it has its key.');
	}
	tellOfDevice(context, phone, 'add', device);
	phone.devices.set(id, device);
	connection.endWith(RESTART);
	return device;
}

/** The client's own `Curve.verify` cannot be used: it takes any signature for a good one. */
function isSignedBy(key: Buffer, message: Buffer, signature: Buffer): boolean {
	const { baileys, signal } = library();
	const signalKey = Buffer.from(baileys.generateSignalPubKey(key));
	return signal.curve.verifySignature(signalKey, message, signature);
}

function bytes(value: Uint8Array | null | undefined): Buffer {
	if (value === null || value === undefined) throw new Error('The device lacks a key.');
	return Buffer.from(value);
}

function number(value: Uint8Array | null | undefined): number {
	const buffer = bytes(value);
	return buffer.readUIntBE(0, buffer.length);
}
