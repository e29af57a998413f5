/** A file that was uploaded, or that a customer sent. */
export interface MediaFile {
	readonly id: string;
	/** The number that it belongs to: no other may name or read it. */
	readonly phoneNumberId: string;
	readonly kind: 'audio' | 'document' | 'image' | 'video';
	readonly mimeType: string;
	readonly fileName: string | null;
	readonly bytes: Buffer;
	/** Hex. */
	readonly sha256: string;
	/** Simulated ms. */
	readonly expiresAt: number;
}

/** Where a file can be fetched, for five minutes. */
export interface MediaUrl {
	readonly mediaId: string;
	/** Simulated ms. */
	readonly expiresAt: number;
}

const MB = 1024 * 1024;
const OFFICE = 'application/vnd.openxmlformats-officedocument';

interface Format {
	readonly kind: MediaFile['kind'];
	readonly types: readonly string[];
	readonly most: number;
}

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media. A sticker is an image of the type WebP. */
const FORMATS: readonly Format[] = [
	{
		kind: 'audio',
		types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
		most: 16 * MB,
	},
	{
		kind: 'document',
		types: [
			'text/plain',
			'application/pdf',
			'application/msword',
			'application/vnd.ms-excel',
			'application/vnd.ms-powerpoint',
			`${OFFICE}.wordprocessingml.document`,
			`${OFFICE}.spreadsheetml.sheet`,
			`${OFFICE}.presentationml.presentation`,
		],
		most: 100 * MB,
	},
	{ kind: 'image', types: ['image/jpeg', 'image/png'], most: 5 * MB },
	{ kind: 'image', types: ['image/webp'], most: 500 * 1024 },
	{ kind: 'video', types: ['video/mp4', 'video/3gpp'], most: 16 * MB },
];

/** What Meta takes of this type; undefined if it takes none. */
export function formatOf(mimeType: string): Format | undefined {
	const plain = mimeType.split(';', 1)[0]?.trim() ?? '';
	return FORMATS.find(({ types }) => types.includes(plain));
}

/** Every type that can be uploaded. */
export const MEDIA_TYPES: readonly string[] = FORMATS.flatMap(({ types }) => types);
