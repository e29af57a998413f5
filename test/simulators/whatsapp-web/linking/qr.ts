/** What the phone learns from a device that is to be linked. */
export interface CompanionKeys {
	readonly identity: Buffer;
	/** Shared by the device and the phone alone. */
	readonly advSecret: Buffer;
}

/** What a QR code says. */
export interface Qr extends CompanionKeys {
	readonly ref: string;
	readonly noiseKey: Buffer;
}

/** Reads the text of a QR code, in the form of a link or the older bare one. */
export function readQr(text: string): Qr {
	const [ref, ...keys] = text.slice(text.indexOf('#') + 1).split(',');
	const [noiseKey, identity, advSecret] = keys.map((key) => Buffer.from(key, 'base64'));
	if (!ref || noiseKey?.length !== 32 || identity?.length !== 32 || advSecret?.length !== 32) {
		throw new Error('This is no QR code of WhatsApp.');
	}
	return { ref, noiseKey, identity, advSecret };
}
