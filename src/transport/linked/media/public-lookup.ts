import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { whyNotPublic } from '../../../domain/public-url.ts';

/** The code of the error for a name that leads into a private network. */
export const PRIVATE_ADDRESS = 'EPRIVATE';

/**
 * Looks names up for connections, and refuses those that lead to an address which is not the
 * internet's: a public name may stand for a machine next to n8n.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
	lookup(hostname, { ...options, all: true }, (error, addresses) => {
		if (error !== null) return callback(error, '', 0);
		const hidden = addresses.some((address) => !isPublic(address));
		const [first] = addresses;
		if (hidden || first === undefined) {
			const refusal = Object.assign(new Error('The name leads into a private network'), {
				code: PRIVATE_ADDRESS,
			});
			return callback(refusal, '', 0);
		}
		if (options.all === true) callback(null, addresses);
		else callback(null, first.address, first.family);
	});
};

function isPublic({ address, family }: LookupAddress): boolean {
	const host = family === 6 ? `[${address}]` : address;
	return whyNotPublic(`https://${host}/`) === null;
}
