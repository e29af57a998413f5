import { silenceLibsignal } from './library/libsignal-console.ts';
import { verifySignature } from './library/verify-signature.ts';

export type {
	AnyMessageContent,
	AuthenticationCreds,
	AuthenticationState,
	BaileysEventMap,
	BinaryNode,
	SignalDataSet,
	SignalDataTypeMap,
	SignalKeyStore,
	SocketConfig,
	WAMessage,
	WAMessageKey,
	proto,
} from '@whiskeysockets/baileys' with { 'resolution-mode': 'import' };

/** The library. This file alone names it, so that it loads with the first linked number. */
export type Baileys = typeof import('@whiskeysockets/baileys', {
	with: { 'resolution-mode': 'import' },
});

/** A socket as the library makes it. */
export type LibrarySocket = ReturnType<Baileys['makeWASocket']>;

let loading: Promise<Baileys> | undefined;

/**
 * Loads Baileys, once per process, and mends on it what must not stay as it is: its `Curve.verify`
 * says yes to every signature, and its libsignal prints private keys.
 */
export function loadBaileys(): Promise<Baileys> {
	loading ??= load();
	return loading;
}

async function load(): Promise<Baileys> {
	silenceLibsignal(console);
	const baileys = await import('@whiskeysockets/baileys');
	baileys.Curve.verify = verifySignature;
	return baileys;
}
