import type { IExecuteFunctions } from 'n8n-workflow';
import {
	checkContent,
	checkFile,
	type MediaFile,
	type MediaKind,
	type MediaSource,
	type OutgoingContent,
} from '../../../../src/index.ts';
import { binaryFile, NOT_YET } from '../binary-file.ts';
import { mediaKindOf, readContent } from './draft-content.ts';
import type { ContentReader, ContentTools } from './draft.ts';
import { fieldsOf, type Fields } from './fields.ts';
import { checkFixedTexts } from './fixed-text.ts';
import { readFallback } from './fallback.ts';

/** Reads what the fields of Send say. */
export const readSendContent: ContentReader = async (context, index, tools) => {
	checkFixedTexts(context);
	// A wrong fallback is found before a file is uploaded.
	const fallback = await readFallback(context, index, tools);
	const content = await readCheckedContent(context, index, fieldsOf(context, index), tools);
	return { content, ...(fallback === null ? {} : { fallback }) };
};

async function readCheckedContent(
	context: IExecuteFunctions,
	index: number,
	fields: Fields,
	{ allowsPrivate, upload }: ContentTools,
): Promise<OutgoingContent> {
	const kind = mediaKindOf(fields);
	const source = kind === null ? NOT_YET : readSource(fields);
	const file =
		source === null && kind !== null ? await readFile(context, index, fields, kind) : null;
	const fileName = file?.fileName ?? null;
	const content = readContent(fields, source ?? NOT_YET, fileName);
	checkContent(content, {
		privateAddresses: source?.kind === 'url' && (await allowsPrivate()),
	});
	if (file === null) return content;
	return readContent(fields, { kind: 'id', id: await upload(file) }, fileName);
}

/** @returns `null` for a file of the item */
function readSource(fields: Fields): MediaSource | null {
	switch (fields.text('mediaSource')) {
		case 'url':
			return { kind: 'url', url: fields.text('mediaUrl').trim() };
		case 'id':
			return { kind: 'id', id: fields.text('mediaId').trim() };
		default:
			return null;
	}
}

async function readFile(
	context: IExecuteFunctions,
	index: number,
	fields: Fields,
	kind: MediaKind,
): Promise<MediaFile> {
	const file = await binaryFile(context, index, fields.text('binaryPropertyName').trim());
	const isVoice = kind === 'audio' && fields.isOn('voice');
	checkFile(kind, file, isVoice);
	return { ...file, kind, isVoice };
}
