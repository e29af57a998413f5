/** Names that lead nowhere outside one machine or one house. */
const PRIVATE_NAME = /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home\.arpa)$/;

/** IPv4 blocks that are not the internet: first address and length of the prefix. */
const PRIVATE_V4: readonly (readonly [string, number])[] = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.88.99.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 3],
];

/**
 * Whether an address can be one that anybody on the internet may fetch, judged by its letters
 * alone: nothing is looked up here.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 *
 * @param privateAddresses whether those of a private network will do as well
 * @returns what is wrong with it, `null` if nothing
 */
export function whyNotPublic(text: string, privateAddresses = false): string | null {
	// The parser brings every spelling of an address (0x7f.1, 2130706433) into one form.
	const url = URL.parse(text.trim());
	if (url === null) return 'is not a web address';
	if (url.protocol !== 'https:') return 'does not begin with https://';
	if (url.username !== '' || url.password !== '') return 'holds a user name or password';
	if (privateAddresses || isPublicHost(url.hostname)) return null;
	return 'leads into a private network';
}

function isPublicHost(hostname: string): boolean {
	const host = hostname.replace(/\.$/, '');
	if (host.startsWith('[')) return isPublicV6(host.slice(1, -1));
	if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return isPublicV4(host);
	return host.includes('.') && !PRIVATE_NAME.test(host);
}

function isPublicV4(host: string): boolean {
	const address = toNumber(host);
	return !PRIVATE_V4.some(([first, length]) => {
		const size = 2 ** (32 - length);
		return Math.floor(address / size) === Math.floor(toNumber(first) / size);
	});
}

function toNumber(v4: string): number {
	return v4.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** Of IPv6 only 2000::/3 is the internet, without what wraps IPv4 (2001::/23, 2002::) or is for books. */
function isPublicV6(host: string): boolean {
	const [first = 0, second = 0] = host.split(':').map((part) => parseInt(part || '0', 16));
	if (first < 0x2000 || first > 0x3fff || first === 0x2002) return false;
	return first !== 0x2001 || (second >= 0x200 && second !== 0xdb8);
}
