import type { SealedFile } from '../../../domain/inbound-content.ts';
import { problem } from '../../../domain/problem.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { LinkedDownload, LinkedDownloadOptions } from '../../../ports/linked.ts';
import type { Baileys, LibrarySocket, WAMessage } from '../baileys.ts';
import { gone, openSealed } from './download.ts';

/** How long the phone may take to upload a file again, in ms. */
const PHONE_MS = 30_000;

/** Under which name a message holds a file of a kind. */
const FIELDS = {
	image: 'imageMessage',
	video: 'videoMessage',
	audio: 'audioMessage',
	document: 'documentMessage',
	sticker: 'stickerMessage',
} as const;

/** What may be asked besides WhatsApp's server of files. */
export interface PhoneAccess {
	readonly baileys: Baileys;
	readonly library: Pick<LibrarySocket, 'updateMediaMessage'>;
	readonly clock: Clock;
}

/**
 * Opens a file, also one that WhatsApp does not have any more: then the phone is asked to upload it
 * again, once.
 *
 * @param phone `null` while the number is not connected
 * @param ownHost see `openSealed`
 * @throws TeamError `remoteUnreachable`, `remoteRefused`, `notFound`
 */
export async function openAnyway(
	file: SealedFile,
	options: LinkedDownloadOptions,
	phone: PhoneAccess | null,
	ownHost: string | null,
): Promise<LinkedDownload> {
	const first = await openSealed(file, options, ownHost);
	if (first.kind === 'open') return first.file;
	if (phone === null) throw notNow();
	const renewed = await askPhone(file, phone);
	const second = renewed === null ? null : await openSealed(renewed, options, ownHost);
	if (second?.kind !== 'open') throw gone();
	return second.file;
}

/** @returns where the file is now; `null` if the phone did not bring it back */
async function askPhone(file: SealedFile, phone: PhoneAccess): Promise<SealedFile | null> {
	const { baileys, library, clock } = phone;
	const { chat, id, isOwn } = file.message;
	const field = FIELDS[file.kind];
	const message: WAMessage = baileys.proto.WebMessageInfo.fromObject({
		key: { remoteJid: chat, id, fromMe: isOwn },
		message: { [field]: { mediaKey: Buffer.from(file.key, 'base64') } },
	}) as WAMessage;
	const patience = new AbortController();
	const given = await Promise.race([
		library.updateMediaMessage(message).catch(() => null),
		clock.sleep(PHONE_MS, patience.signal).then(() => null),
	]);
	patience.abort();
	const path = given?.message?.[field]?.directPath;
	if (path === undefined || path === null) return null;
	return { ...file, path };
}

function notNow() {
	return problem(
		'remoteUnreachable',
		'WhatsApp does not have the file any more, and the phone cannot be asked for it now',
		'Try again when the number is connected.',
	);
}
