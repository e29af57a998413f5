/** A file on its way to an app: https://developers.facebook.com/docs/graph-api/guides/upload. */
export interface UploadSession {
	readonly appId: string;
	readonly mimeType: string;
	/** In bytes, as it was announced. */
	readonly length: number;
}
