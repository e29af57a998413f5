import type { Recipient } from '../ports/store.ts';
import type { OutgoingFile } from '../transport/cloud/media-upload.ts';
import { accessTo, type Asker } from './number-access.ts';
import { unknownRecipient, unsupported } from './recipient-problems.ts';

/** What was uploaded already, by file and number. */
export type Uploads = Map<string, Promise<string>>;

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
	file: OutgoingFile,
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
	if (route.phoneNumberId === null) throw unsupported();
	const access = await accessTo(asker, route.numberId);
	const { uploadMedia } = await import('../transport/cloud/media-upload.ts');
	const key = JSON.stringify([route.numberId, file.key, file.mimeType, file.fileName]);
	const upload = uploads.get(key) ?? uploadMedia(access, route.phoneNumberId, file, { signal });
	uploads.set(key, upload);
	return await upload.catch((error: unknown) => {
		uploads.delete(key);
		throw error;
	});
}
