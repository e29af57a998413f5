/** Makes ids. Injected, so that tests can name theirs. */
export type NewId = () => string;

/**
 * Ids of the form UUIDv7 (RFC 9562): they sort by the time they were made, and within one
 * millisecond in the order they were made by this source (a 12-bit counter in `rand_a`).
 *
 * @param now milliseconds since 1970, UTC
 * @param random fills an array with random bytes
 */
export function createIdSource(now: () => number, random: (bytes: Uint8Array) => void): NewId {
	let last = 0;
	let counter = 0;
	return () => {
		const time = now();
		if (time > last) {
			last = time;
			counter = 0;
		} else {
			// The clock stood still or went back: stay on the last instant, borrow the next when full.
			counter += 1;
			if (counter > 0xfff) {
				last += 1;
				counter = 0;
			}
		}
		const bytes = new Uint8Array(8);
		random(bytes);
		const tail = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
		const stamp = last.toString(16).padStart(12, '0');
		const sequence = counter.toString(16).padStart(3, '0');
		const variant = ((parseInt(tail.charAt(0), 16) & 0x3) | 0x8).toString(16);
		return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${sequence}-${variant}${tail.slice(1, 4)}-${tail.slice(4)}`;
	};
}

/** Whether a text from outside can be one of our ids. */
export function isId(text: string): boolean {
	return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text);
}
