import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { wrong, type Desk } from '../../../src/index.ts';
import { readSettingsChange } from '../adapter/fields/settings-change.ts';

/**
 * Shows or changes what the workspace has set.
 *
 * @throws TeamError
 */
export async function runSettings(
	context: IExecuteFunctions,
	desk: Desk,
	index: number,
): Promise<readonly INodeExecutionData[]> {
	switch (context.getNodeParameter('operation', index)) {
		case 'get':
			return [{ json: { ...(await desk.settings()) } }];
		case 'update': {
			const given = context.getNodeParameter('updateFields', index, {});
			const change = readSettingsChange(given as IDataObject);
			return [{ json: { ...(await desk.saveSettings(change)) } }];
		}
		default:
			throw wrong('Operation', 'is none that the resource has', 'Choose one from the list.');
	}
}
