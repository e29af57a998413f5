import { MEDIA_LIMITS } from '../../../domain/media-limits.ts';
import type { Failure } from '../../../domain/message.ts';
import type { MediaContent, MediaKind } from '../../../domain/outgoing/media.ts';
import { isProblem } from '../../../domain/problem.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { LinkedUpload } from '../../../ports/linked.ts';
import type { Baileys, LibrarySocket } from '../baileys.ts';
import { fileUnreachable, NO_FILE } from '../error-catalogue/own.ts';
import type { KeyBox } from '../keys/key-box.ts';
import { fetchUrl } from './fetch-url.ts';
import { newUploadId, uploadFile } from './upload.ts';
import { decodeUpload, encodeUpload, type UploadedFile } from './uploaded-file.ts';

/** The kind under which uploads are kept. */
const UPLOAD = 'upload';

/** How long a file that was fetched from an address stands for that address, in ms: as at Meta. */
const SAME_MS = 10 * 60_000;

/** How many such files are remembered. */
const REMEMBERED = 50;

/** What became of getting the file of a message ready. */
export type ReadyFile =
	| { readonly kind: 'ready'; readonly file: UploadedFile }
	/** It will not work. */
	| { readonly kind: 'failed'; readonly failure: Failure }
	/** It may work later. */
	| { readonly kind: 'later'; readonly failure: Failure };

/** What files go out with. */
export interface OutgoingFilesParts {
	readonly baileys: Baileys;
	readonly box: KeyBox;
	readonly clock: Clock;
	/** Whether files may be fetched from addresses of a private network. */
	readonly privateAddresses: boolean;
}

/** The files of messages on their way out. */
export class OutgoingFiles {
	readonly #parts: OutgoingFilesParts;
	readonly #fetched = new Map<string, { readonly file: UploadedFile; readonly until: number }>();

	constructor(parts: OutgoingFilesParts) {
		this.#parts = parts;
	}

	/**
	 * Uploads a file and keeps where it is.
	 *
	 * @returns the id by which messages name it
	 * @throws TeamError `remoteUnreachable`, `notOwner`
	 */
	async upload(
		library: LibrarySocket,
		kind: MediaKind,
		file: LinkedUpload,
		{ voice = false, signal }: { voice?: boolean; signal?: AbortSignal | undefined },
	): Promise<string> {
		const { baileys, box, clock } = this.#parts;
		const { fileName, mimeType } = file;
		const uploaded = await uploadFile(
			baileys,
			library,
			{
				kind,
				mimeType,
				fileName,
				voice,
				maxBytes: MEDIA_LIMITS[kind].bytes,
				open: () => file.open(),
				canReopen: true,
				signal,
			},
			clock.now(),
		);
		const id = newUploadId();
		await box.set([{ kind: UPLOAD, id, value: encodeUpload(uploaded) }]);
		return id;
	}

	/** Gets the file of a message ready. Never throws. */
	async ready(library: LibrarySocket, content: MediaContent): Promise<ReadyFile> {
		const { media } = content;
		if (media.kind === 'url') return await this.#fetch(library, content, media.url);
		const text = (await this.#parts.box.get(UPLOAD, [media.id])).get(media.id);
		const file = text === undefined ? undefined : decodeUpload(text);
		if (file === undefined) return { kind: 'failed', failure: NO_FILE };
		return { kind: 'ready', file };
	}

	async #fetch(library: LibrarySocket, content: MediaContent, url: string): Promise<ReadyFile> {
		const { baileys, clock, privateAddresses } = this.#parts;
		const name = `${content.type} ${url}`;
		const known = this.#fetched.get(name);
		if (known !== undefined && clock.now() < known.until) {
			return { kind: 'ready', file: known.file };
		}
		const fetched = await fetchUrl(url, privateAddresses);
		if (fetched.kind !== 'open') {
			const failure = fileUnreachable(fetched.why);
			return { kind: fetched.kind === 'away' ? 'later' : 'failed', failure };
		}
		const { stream, mimeType, size } = fetched;
		const wrong = whyNotTaken(content.type, mimeType, size);
		if (wrong !== null) {
			stream.destroy();
			return { kind: 'failed', failure: fileUnreachable(wrong) };
		}
		try {
			const file = await uploadFile(
				baileys,
				library,
				{
					kind: content.type,
					mimeType,
					fileName: null,
					voice: content.type === 'audio' && content.voice,
					maxBytes: MEDIA_LIMITS[content.type].bytes,
					open: () => Promise.resolve(stream),
					canReopen: false,
				},
				clock.now(),
			);
			this.#remember(name, file);
			return { kind: 'ready', file };
		} catch (error) {
			const isFinal = isProblem(error) && error.code === 'remoteRefused';
			const failure = fileUnreachable(isProblem(error) ? error.message : 'upload failed');
			return { kind: isFinal ? 'failed' : 'later', failure };
		}
	}

	#remember(name: string, file: UploadedFile): void {
		this.#fetched.delete(name);
		this.#fetched.set(name, { file, until: this.#parts.clock.now() + SAME_MS });
		for (const oldest of this.#fetched.keys()) {
			if (this.#fetched.size <= REMEMBERED) return;
			this.#fetched.delete(oldest);
		}
	}
}

/** @returns why WhatsApp does not take a file as this kind; `null` if it does */
function whyNotTaken(kind: MediaKind, mimeType: string, size: number | null): string | null {
	const { types, bytes, words } = MEDIA_LIMITS[kind];
	// A document may be anything: the customer's phone opens it or does not.
	if (kind !== 'document' && !types.includes(mimeType)) {
		return `its type is ${mimeType || 'unknown'}; WhatsApp takes ${words} as ${kind}`;
	}
	if (size !== null && size > bytes) return 'it is larger than WhatsApp takes';
	return null;
}
