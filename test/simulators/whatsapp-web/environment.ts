import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Endpoint } from './adopt.ts';
import { assertLoopback } from './adopt.ts';

/** What another process needs to know of a simulator. */
export interface SimulatorAccess extends Endpoint {
	/** PEM. */
	readonly mediaCertificate: string;
}

/** Where the pieces are. */
export interface EnvironmentOptions {
	/** The folder of the program that uses Baileys: its very copy is pointed at the simulator. */
	readonly program: string;
	/** The folder of the simulator, in which `preload.mjs` is. */
	readonly simulator: string;
	/** A folder for the certificate, which stays there as long as the program runs. */
	readonly folder: string;
}

/**
 * The variables with which any Node program talks to the simulator in place of WhatsApp. Throws if
 * the simulator is not on this machine.
 */
export async function environmentFor(
	{ url, rootKey, mediaCertificate }: SimulatorAccess,
	{ program, simulator, folder }: EnvironmentOptions,
): Promise<Readonly<Record<string, string>>> {
	assertLoopback(url);
	const certificateFile = path.join(folder, 'whatsapp-web-media.pem');
	await writeFile(certificateFile, mediaCertificate);
	const preload = pathToFileURL(path.join(simulator, 'preload.mjs')).href;
	return {
		NODE_OPTIONS: `--import=${preload}`,
		NODE_EXTRA_CA_CERTS: certificateFile,
		WHATSAPP_WEB_URL: url,
		WHATSAPP_WEB_ROOT_KEY: Buffer.from(rootKey).toString('hex'),
		WHATSAPP_WEB_PROGRAM: path.resolve(program),
	};
}
