/**
 * Points an unmodified program at the simulator: `NODE_OPTIONS=--import=<this file>`, with the
 * variables that `environment.ts` makes. It ends the program rather than let it reach anything but
 * this machine.
 */
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const { WHATSAPP_WEB_URL, WHATSAPP_WEB_ROOT_KEY, WHATSAPP_WEB_PROGRAM } = process.env;
const { hostname } = new URL(required(WHATSAPP_WEB_URL, 'WHATSAPP_WEB_URL'));
if (!['127.0.0.1', '[::1]', 'localhost'].includes(hostname)) {
	throw new Error(`The simulator is on this machine; ${hostname} is not.`);
}
const rootKey = Buffer.from(required(WHATSAPP_WEB_ROOT_KEY, 'WHATSAPP_WEB_ROOT_KEY'), 'hex');
if (rootKey.length !== 32) throw new Error('WHATSAPP_WEB_ROOT_KEY is to be 32 bytes in hex.');

// The program may have a Baileys of its own: only that very copy counts. Node follows links first.
const program = realpathSync(required(WHATSAPP_WEB_PROGRAM, 'WHATSAPP_WEB_PROGRAM'));
const resolve = createRequire(path.join(program, 'any-file.js')).resolve;
const { WA_CERT_DETAILS, DEFAULT_CONNECTION_CONFIG } = await import(
	pathToFileURL(resolve('@whiskeysockets/baileys')).href
);
WA_CERT_DETAILS.PUBLIC_KEY = rootKey;
DEFAULT_CONNECTION_CONFIG.waWebSocketUrl = WHATSAPP_WEB_URL;

function required(value, name) {
	if (!value) throw new Error(`${name} is not set.`);
	return value;
}
