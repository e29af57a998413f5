import { asNumber, asObject, asText } from '../json.ts';
import { parse } from '../keys/codec.ts';

/** What a message says of its file, as WhatsApp takes it. Bytes are bytes. */
export interface FileFields {
	readonly url: string;
	readonly directPath: string;
	readonly mediaKey: Uint8Array;
	readonly mimetype: string;
	readonly fileEncSha256: Uint8Array;
	readonly fileSha256: Uint8Array;
	/** In bytes. */
	readonly fileLength: number;
	/** Unix seconds. */
	readonly mediaKeyTimestamp: number;
	/** Of recordings, in seconds. */
	readonly seconds?: number;
	readonly fileName?: string;
}

/** A file that lies at WhatsApp. */
export interface UploadedFile {
	readonly fields: FileFields;
}

const BYTES = ['mediaKey', 'fileEncSha256', 'fileSha256'] as const;

/** The file as text, to be kept with the keys of the number. */
export function encodeUpload({ fields }: UploadedFile): string {
	const bytes = BYTES.map((name) => [name, Buffer.from(fields[name]).toString('base64')]);
	return JSON.stringify({ ...fields, ...Object.fromEntries(bytes) });
}

/** The file that a text stands for; `undefined` if it cannot be read. */
export function decodeUpload(text: string): UploadedFile | undefined {
	const read = asObject(parse(text));
	const [url, directPath] = [asText(read?.['url']), asText(read?.['directPath'])];
	const mimetype = asText(read?.['mimetype']);
	const [mediaKey, fileEncSha256, fileSha256] = BYTES.map((name) => asText(read?.[name]));
	const fileLength = asNumber(read?.['fileLength']);
	const mediaKeyTimestamp = asNumber(read?.['mediaKeyTimestamp']);
	const seconds = asNumber(read?.['seconds']);
	const fileName = asText(read?.['fileName']);
	if (url === undefined || directPath === undefined || mimetype === undefined) return undefined;
	if (mediaKey === undefined || fileEncSha256 === undefined || fileSha256 === undefined) {
		return undefined;
	}
	if (fileLength === undefined || mediaKeyTimestamp === undefined) return undefined;
	return {
		fields: {
			url,
			directPath,
			mimetype,
			mediaKey: Buffer.from(mediaKey, 'base64'),
			fileEncSha256: Buffer.from(fileEncSha256, 'base64'),
			fileSha256: Buffer.from(fileSha256, 'base64'),
			fileLength,
			mediaKeyTimestamp,
			...(seconds === undefined ? {} : { seconds }),
			...(fileName === undefined ? {} : { fileName }),
		},
	};
}
