/** What every client says first: "WA", the version of the protocol, the version of its dictionary. */
export const CLIENT_INTRO = Buffer.from([0x57, 0x41, 6, 3]);

const ROUTING_TAG = Buffer.from('ED');
const ROUTING_HEADER_BYTES = 7;
const LENGTH_BYTES = 3;

/** Cuts the bytes of a client into frames: an intro, then length (3 bytes) and payload each. */
export class FrameReader {
	#bytes = Buffer.alloc(0);
	#introduced = false;

	/** Takes more bytes and gives the frames that are complete. Throws if the intro is wrong. */
	push(data: Uint8Array): Buffer[] {
		this.#bytes = Buffer.concat([this.#bytes, data]);
		if (!this.#introduced && !this.#readIntro()) return [];
		const frames: Buffer[] = [];
		while (this.#bytes.length >= LENGTH_BYTES) {
			const end = LENGTH_BYTES + this.#bytes.readUIntBE(0, LENGTH_BYTES);
			if (this.#bytes.length < end) break;
			frames.push(this.#bytes.subarray(LENGTH_BYTES, end));
			this.#bytes = this.#bytes.subarray(end);
		}
		return frames;
	}

	#readIntro(): boolean {
		let start = 0;
		// A client that was told where it is at home says so before the intro.
		if (this.#bytes.subarray(0, 2).equals(ROUTING_TAG)) {
			if (this.#bytes.length < ROUTING_HEADER_BYTES) return false;
			start = ROUTING_HEADER_BYTES + this.#bytes.readUIntBE(4, 3);
		}
		const end = start + CLIENT_INTRO.length;
		if (this.#bytes.length < end) return false;
		if (!this.#bytes.subarray(start, end).equals(CLIENT_INTRO)) {
			throw new Error('The client does not introduce itself as WhatsApp Web does.');
		}
		this.#bytes = this.#bytes.subarray(end);
		this.#introduced = true;
		return true;
	}
}

/** One frame to send. */
export function frame(payload: Uint8Array): Buffer {
	const length = Buffer.alloc(LENGTH_BYTES);
	length.writeUIntBE(payload.length, 0, LENGTH_BYTES);
	return Buffer.concat([length, payload]);
}
