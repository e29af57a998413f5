import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { MediaSource, OutgoingFile } from '../../../src/index.ts';

/** Stands for the id of a file that is not uploaded yet. */
export const NOT_YET: MediaSource = { kind: 'id', id: '0' };

/**
 * A file of an item. What n8n keeps on disk or elsewhere is read as a stream; only what n8n itself
 * holds in memory comes from there.
 *
 * @throws NodeOperationError if the item has no such file
 */
export async function binaryFile(
	context: IExecuteFunctions,
	index: number,
	name: string,
): Promise<OutgoingFile> {
	const { helpers } = context;
	const binary = helpers.assertBinaryData(index, name);
	const { id, mimeType } = binary;
	const fileName = binary.fileName ?? `file.${binary.fileExtension ?? 'bin'}`;
	if (id !== undefined) {
		const { fileSize: size } = await helpers.getBinaryMetadata(id);
		return {
			key: id,
			fileName,
			mimeType,
			size,
			open: () => helpers.getBinaryStream(id),
		};
	}
	const bytes = await helpers.getBinaryDataBuffer(index, name);
	return {
		key: createHash('sha256').update(bytes).digest('hex'),
		fileName,
		mimeType,
		size: bytes.length,
		open: () => Promise.resolve(Readable.from([bytes], { objectMode: false })),
	};
}
