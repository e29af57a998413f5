import { randomBytes } from 'node:crypto';
import type { Endpoint } from '../graph/call.ts';
import { badParameter, missingParameter, unknownObject } from '../graph/refusal.ts';

/** What a sample file of a template may be: https://developers.facebook.com/docs/graph-api/guides/upload. */
const TYPES = ['application/pdf', 'image/jpeg', 'image/jpg', 'image/png', 'video/mp4'];

/** `POST /{app_id}/uploads?file_length=&file_type=`: begins an upload. */
export const beginUpload: Endpoint = (call, { world }) => {
	const { objectId: appId, query, token } = call;
	if (token.appId !== appId) throw unknownObject(call.method, appId);
	const length = Number(query.get('file_length') ?? NaN);
	if (!Number.isInteger(length) || length < 1) throw missingParameter('file_length');
	const mimeType = query.get('file_type') ?? '';
	if (!TYPES.includes(mimeType)) {
		throw badParameter(`Param file_type must be one of {${TYPES.join(', ')}}.`);
	}
	const id = `upload:${randomBytes(24).toString('base64url')}`;
	world.uploads.set(id, { appId, mimeType, length });
	return { id };
};

/** `POST /upload:{session}`: the bytes, whole. Gives the handle. */
export const continueUpload: Endpoint = (call, { world }) => {
	const session = world.uploads.get(call.objectId);
	if (session?.appId !== call.token.appId) throw unknownObject(call.method, call.objectId);
	if (call.fileOffset !== '0') throw missingParameter('file_offset');
	if (call.bytes.length !== session.length) {
		throw badParameter(
			`The file has ${call.bytes.length} bytes; ${session.length} were announced.`,
		);
	}
	world.uploads.delete(call.objectId);
	const handle = `4::${randomBytes(24).toString('base64url')}`;
	world.handles.set(handle, session.mimeType);
	return { h: handle };
};
