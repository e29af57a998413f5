import { randomBytes } from 'node:crypto';
import { fileOf } from '../content/files.ts';
import { unwrap } from '../content/read.ts';
import type { Context } from '../context.ts';
import { seconds } from '../context.ts';
import { encryptGcm, hkdf } from '../crypto.ts';
import { library } from '../library.ts';
import type { Node } from '../wire/node.ts';
import { child, node } from '../wire/node.ts';
import type { LinkedDevice } from '../world/linked-device.ts';

/** A client asks its phone for a file that has expired: the phone uploads it again. */
export function answerReupload(context: Context, device: LinkedDevice, request: Node): void {
	const id = String(request.attrs['id']);
	const about = child(request, 'rmr')?.attrs ?? {};
	const message = context.world.findMessage(id)?.message;
	const file = message === undefined ? undefined : fileOf(unwrap(message))?.file;
	const place = context.media.restore(file?.directPath ?? '');
	const { MediaRetryNotification } = library().baileys.proto;
	const answer =
		file?.mediaKey && place !== undefined
			? sealed(id, file.mediaKey, place.directPath)
			: node('error', { code: MediaRetryNotification.ResultType.NOT_FOUND });
	const { phone } = device;
	device.push(
		node('notification', { from: phone.jid, type: 'mediaretry', id, t: seconds(context) }, [
			answer,
			node('rmr', about),
		]),
	);
}

function sealed(id: string, mediaKey: Uint8Array, directPath: string): Node {
	const { MediaRetryNotification } = library().baileys.proto;
	const key = hkdf(mediaKey, 32, { info: 'WhatsApp Media Retry Notification' });
	const iv = randomBytes(12);
	const result = MediaRetryNotification.ResultType.SUCCESS;
	const plain = MediaRetryNotification.encode({ stanzaId: id, directPath, result }).finish();
	return node('encrypt', {}, [
		node('enc_p', {}, encryptGcm(plain, key, iv, Buffer.from(id))),
		node('enc_iv', {}, iv),
	]);
}
