import { createHash } from 'node:crypto';
import { numberOf, requireScope } from '../graph/access.ts';
import type { Endpoint, GraphCall, GraphParts } from '../graph/call.ts';
import { FileAnswer } from '../graph/file-answer.ts';
import { badParameter, GraphRefusal, missingParameter, unknownObject } from '../graph/refusal.ts';
import { newMediaId, newTraceId } from '../ids.ts';
import { formatOf, MEDIA_TYPES, type MediaFile } from '../state/media.ts';

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media. */
const UPLOAD_LIVES_MS = 30 * 24 * 60 * 60 * 1000;
const URL_LIVES_MS = 5 * 60 * 1000;

/** `POST /{phone_number_id}/media`. */
export const uploadMedia: Endpoint = async (call, parts) => {
	const number = numberOf(call, parts.world, 'whatsapp_business_messaging');
	const { form } = call;
	if (form === null) throw badParameter('The request must be multipart/form-data.');
	if (form.get('messaging_product') === null) throw missingParameter('messaging_product');
	const file = form.get('file');
	if (file === null || typeof file === 'string') throw missingParameter('file');
	const declared = form.get('type');
	if (typeof declared !== 'string' || declared === '') throw missingParameter('type');
	const format = formatOf(file.type);
	if (format === undefined || formatOf(declared) === undefined) {
		throw badParameter(
			`Param file must be a file with one of the following types: ${MEDIA_TYPES.join(', ')}. ` +
				`Received file of type '${file.type}'.`,
		);
	}
	if (file.size === 0 || file.size > format.most) {
		throw new GraphRefusal({
			code: 100,
			details: `The file has ${file.size} bytes; of ${file.type}, 1 to ${format.most} are taken.`,
		});
	}
	const bytes = Buffer.from(await file.arrayBuffer());
	const stored = addMedia(parts, {
		phoneNumberId: number.id,
		mimeType: file.type,
		fileName: file.name,
		bytes,
		livesMs: UPLOAD_LIVES_MS,
	});
	const { id: mediaId, mimeType, fileName, sha256 } = stored;
	const described = { mediaId, mimeType, fileName, sha256, size: bytes.length };
	parts.log.add({ kind: 'uploaded', phoneNumberId: number.id, ...described });
	return { id: mediaId };
};

/** `GET /{media_id}`: each call makes a URL that works for five minutes. */
export const readMedia: Endpoint = (call, parts) => {
	const file = fileOf(call, parts);
	const { clock, world } = parts;
	const key = newTraceId();
	world.mediaUrls.set(key, { mediaId: file.id, expiresAt: clock.now() + URL_LIVES_MS });
	return {
		messaging_product: 'whatsapp',
		url: `${call.origin}/whatsapp_business/attachments/?mid=${key}`,
		mime_type: file.mimeType,
		sha256: file.sha256,
		// Text in Meta's examples.
		file_size: String(file.bytes.length),
		id: file.id,
	};
};

/** `GET <url>`. Whoever comes too late, or with another account's token, finds nothing. */
export const downloadMedia: Endpoint = (call, { clock, world }) => {
	const link = world.mediaUrls.get(call.query.get('mid') ?? '');
	const file = world.media.get(link?.mediaId ?? '');
	const number = world.numbers.get(file?.phoneNumberId ?? '');
	const isOpen = link !== undefined && link.expiresAt > clock.now();
	if (!isOpen || file === undefined || !call.token.wabaIds.includes(number?.wabaId ?? '')) {
		throw new GraphRefusal({ code: 100, httpStatus: 404, message: 'Not found' });
	}
	return new FileAnswer(file.mimeType, file.bytes);
};

/** `DELETE /{media_id}`. */
export const deleteMedia: Endpoint = (call, parts) => {
	parts.world.media.delete(fileOf(call, parts).id);
	return { success: true };
};

/** Puts a file into the world. */
export function addMedia(
	{ clock, world }: Pick<GraphParts, 'clock' | 'world'>,
	file: Pick<MediaFile, 'phoneNumberId' | 'mimeType' | 'fileName' | 'bytes'> & {
		readonly livesMs: number;
	},
): MediaFile {
	const { livesMs, ...rest } = file;
	const stored: MediaFile = {
		...rest,
		id: newMediaId(),
		kind: formatOf(file.mimeType)?.kind ?? 'document',
		sha256: createHash('sha256').update(file.bytes).digest('hex'),
		expiresAt: clock.now() + livesMs,
	};
	world.media.set(stored.id, stored);
	return stored;
}

function fileOf(call: GraphCall, { clock, world }: GraphParts): MediaFile {
	const file = world.media.get(call.objectId);
	const number = world.numbers.get(file?.phoneNumberId ?? '');
	const asked = call.query.get('phone_number_id');
	const isVisible =
		file !== undefined &&
		file.expiresAt > clock.now() &&
		call.token.wabaIds.includes(number?.wabaId ?? '') &&
		(asked === null || asked === file.phoneNumberId);
	if (!isVisible) throw unknownObject(call.method, call.objectId);
	requireScope(call.token, 'whatsapp_business_messaging');
	return file;
}
