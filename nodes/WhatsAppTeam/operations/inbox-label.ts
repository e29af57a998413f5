import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { wrong, type Desk, type LabelEntry } from '../../../src/index.ts';
import { fieldsOf } from '../adapter/fields/fields.ts';
import { readTextList } from '../adapter/fields/values.ts';

/**
 * Lists and changes the labels of the workspace.
 *
 * @throws TeamError
 */
export async function runLabel(
	context: IExecuteFunctions,
	desk: Desk,
	index: number,
): Promise<readonly INodeExecutionData[]> {
	const fields = fieldsOf(context, index);
	const life = desk.life();
	switch (fields.text('operation')) {
		case 'upsert':
			return [{ json: toItem(await life.saveLabel(readLabel(context, index))) }];
		case 'getAll':
			return (await life.labels()).map((label) => ({ json: toItem(label) }));
		case 'delete': {
			const name = fields.optional('labelName');
			if (name === null) throw wrong('Label Name', 'is empty', 'Write the name of a label.');
			return [{ json: { name, deleted: await life.deleteLabel(name) } }];
		}
		default:
			throw wrong('Operation', 'is none that the resource has', 'Choose one from the list.');
	}
}

function readLabel(context: IExecuteFunctions, index: number): LabelEntry {
	const fields = fieldsOf(context, index);
	const given = context.getNodeParameter('labelFields', index, {}) as IDataObject;
	const colour = typeof given['colour'] === 'string' ? given['colour'].trim() : '';
	return {
		name: fields.optional('labelName') ?? '',
		colour: colour === '' ? null : colour.toLowerCase(),
		keywords: readTextList('Keywords', given['keywords']),
		isHandoff: given['isHandoff'] === true || given['isHandoff'] === 'true',
	};
}

function toItem({ keywords, ...label }: LabelEntry): IDataObject {
	return { ...label, keywords: [...keywords] };
}
