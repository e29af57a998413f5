import type { AuthenticationCreds, Baileys } from '../baileys.ts';
import { encodeKey, parse } from './codec.ts';
import type { KeyBox } from './key-box.ts';

/** Kind and id under which the identity of the linked device is kept. */
const CREDS = 'creds';

/** What is found when a number is opened. */
export type FoundCredentials =
	| { readonly kind: 'none' }
	/** Something is there, and cannot be read. */
	| { readonly kind: 'lost' }
	| { readonly kind: 'linked'; readonly creds: AuthenticationCreds };

/** Whether there is an identity of a linked device. @throws TeamError `notOwner` */
export async function hasCredentials(box: KeyBox): Promise<boolean> {
	return (await box.get(CREDS, [CREDS])).size > 0;
}

/**
 * Reads the identity of the linked device.
 *
 * @throws TeamError `notOwner` once the box is closed
 */
export async function readCredentials(baileys: Baileys, box: KeyBox): Promise<FoundCredentials> {
	const text = (await box.get(CREDS, [CREDS])).get(CREDS);
	if (text === undefined) return { kind: 'none' };
	const creds = parse(text, baileys.BufferJSON.reviver) as AuthenticationCreds | undefined;
	const isWhole = creds?.noiseKey !== undefined && creds.signedIdentityKey !== undefined;
	return isWhole && isLinked(creds) ? { kind: 'linked', creds } : { kind: 'lost' };
}

/**
 * Whether linking came to its end. A pairing code writes `me` long before, and a login with such
 * credentials would be refused as logged out.
 */
export function isLinked({ me, account }: AuthenticationCreds): boolean {
	return me?.id !== undefined && account !== undefined && account !== null;
}

/** Writes the identity of a device whenever it changed, and never before linking has ended. */
export class CredentialsWriter {
	readonly #baileys: Baileys;
	readonly #box: KeyBox;
	#written: string | null = null;

	constructor(baileys: Baileys, box: KeyBox) {
		this.#baileys = baileys;
		this.#box = box;
	}

	/** @throws TeamError `notOwner` */
	async save(creds: AuthenticationCreds): Promise<void> {
		if (!isLinked(creds)) return;
		const value = encodeKey(this.#baileys, CREDS, creds);
		if (value === this.#written) return;
		this.#written = value;
		await this.#box.set([{ kind: CREDS, id: CREDS, value }]);
	}
}
