import type { Recipient } from '../../ports/store.ts';
import type { MediaKind } from '../../domain/outgoing/media.ts';
import type { OutgoingFile } from '../../transport/cloud/media-upload.ts';
import { accessTo, linkedTo, type Asker } from '../number/number-access.ts';
import { unknownRecipient } from './recipient-problems.ts';

/** What was uploaded already, by file and number. */
export type Uploads = Map<string, Promise<string>>;

/** A file, and as what it is to be shown. */
export interface MediaFile extends OutgoingFile {
	readonly kind: MediaKind;
	/** Whether it is a voice message. */
	readonly isVoice: boolean;
}

/**
 * Uploads a file for a message to a recipient: Meta binds it to the number that will send it.
 *
 * @param uploads where the ids of earlier uploads are kept: the same file goes to a number once
 * @returns the id of the file
 * @throws TeamError `notFound`, `numberNotOpen`, `remoteRefused`, `remoteUnreachable`
 */
export async function uploadFor(
	asker: Asker,
	recipient: Recipient,
	file: MediaFile,
	uploads: Uploads,
	signal: AbortSignal | undefined,
): Promise<string> {
	const { office, own } = asker;
	const [route] = await office.store.findRoutes({
		workspaceId: own.workspaceId,
		numberId: own.id,
		recipients: [recipient],
	});
	if (route === undefined) throw unknownRecipient('conversation');
	if (route.kind === 'unknownRecipient') throw unknownRecipient(route.what);
	const { numberId, phoneNumberId } = route;
	const key = JSON.stringify([numberId, file.key, file.mimeType, file.fileName]);
	const upload =
		uploads.get(key) ??
		(phoneNumberId === null
			? linkedTo(asker, numberId).uploadMedia(file.kind, file, {
					voice: file.isVoice,
					signal,
				})
			: uploadToMeta(asker, numberId, phoneNumberId, file, signal));
	uploads.set(key, upload);
	return await upload.catch((error: unknown) => {
		uploads.delete(key);
		throw error;
	});
}

async function uploadToMeta(
	asker: Asker,
	numberId: string,
	phoneNumberId: string,
	file: OutgoingFile,
	signal: AbortSignal | undefined,
): Promise<string> {
	const access = await accessTo(asker, numberId);
	const { uploadMedia } = await import('../../transport/cloud/media-upload.ts');
	return await uploadMedia(access, phoneNumberId, file, { signal });
}
