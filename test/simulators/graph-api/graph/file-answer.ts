/** An answer that is a file instead of JSON. */
export class FileAnswer {
	readonly mimeType: string;
	readonly bytes: Buffer;

	constructor(mimeType: string, bytes: Buffer) {
		this.mimeType = mimeType;
		this.bytes = bytes;
	}
}
