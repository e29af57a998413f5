import type { InboundMedia } from '../../domain/inbound-content.ts';
import { isProblem } from '../../domain/problem.ts';
import type { IncomingFile } from '../../transport/cloud/media-download.ts';
import { withClient } from '../number/cloud-number.ts';
import { accessTo, linkedTo, type Asker } from '../number/number-access.ts';
import { unsupported } from './recipient-problems.ts';

/** How long a try may begin after the first, in ms. */
const PATIENCE_MS = 30_000;

/** Distance of the tries, in ms; the last is repeated. */
const PAUSES_MS = [1_000, 2_000, 4_000] as const;

/** A file of a message, as items show it. */
export interface MediaOrder {
	/** Our id of the message. */
	readonly messageId: string;
	readonly media: Pick<InboundMedia, 'id' | 'sha256'>;
	readonly signal: AbortSignal;
}

/**
 * Fetches the file of a message. While Meta is away it is tried again for half a minute.
 *
 * @param consume reads the file to its end; called once for each try
 * @throws TeamError, or what `consume` throws
 */
export async function fetchMedia<T>(
	asker: Asker,
	order: MediaOrder,
	consume: (file: IncomingFile) => Promise<T>,
): Promise<T> {
	const { clock } = asker.office;
	const deadline = clock.now() + PATIENCE_MS;
	for (let tries = 0; ; tries += 1) {
		try {
			return await tryOnce(asker, order, consume);
		} catch (error) {
			const pause = PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? PATIENCE_MS;
			const mayHelp = isProblem(error) && error.code === 'remoteUnreachable';
			const isOver = order.signal.aborted || clock.now() + pause > deadline;
			if (!mayHelp || isOver) throw asThrown(error);
			await clock.sleep(pause, order.signal);
		}
	}
}

async function tryOnce<T>(
	asker: Asker,
	{ messageId, media, signal }: MediaOrder,
	consume: (file: IncomingFile) => Promise<T>,
): Promise<T> {
	const { workspaceId, id, phoneNumberId: ownPhoneNumberId } = asker.own;
	const found = await asker.office.store.findMessage({ workspaceId, messageId });
	const sealed = found?.media?.sealed;
	if (found !== null && sealed !== undefined) {
		const { mimeType, sha256 } = found.media ?? { mimeType: null, sha256: null };
		const linked = linkedTo(asker, found.numberId);
		return await consume(await linked.downloadMedia(sealed, { mimeType, sha256, signal }));
	}
	const phoneNumberId = found?.phoneNumberId ?? ownPhoneNumberId;
	if (phoneNumberId === null) throw unsupported();
	const access = await accessTo(asker, found?.numberId ?? id);
	const { downloadMedia } = await import('../../transport/cloud/media-download.ts');
	return await withClient(access, async (client) => {
		const request = { mediaId: media.id, sha256: media.sha256, phoneNumberId, signal };
		return await consume(await downloadMedia(client, access, request));
	});
}

function asThrown(error: unknown): Error {
	return error instanceof Error ? error : new Error(String(error));
}
