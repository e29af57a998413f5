import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { wrong, type Desk, type NumberChange, type NumberRow } from '../../../src/index.ts';
import { readLocator } from '../adapter/fields/conversation.ts';
import { readOptions } from '../adapter/fields/lookup-form.ts';
import { isoOrNull } from '../adapter/items/lookup-item.ts';
import { readMoment } from '../adapter/fields/moment.ts';
import { entriesOf, isOn, optionalText } from '../adapter/fields/values.ts';
import { readWeeklyHours, toWeeklyHours } from '../adapter/fields/weekly-hours.ts';

/**
 * Lists the numbers of the workspace.
 *
 * @throws TeamError
 */
export async function listNumbers(
	context: IExecuteFunctions,
	desk: Desk,
	index: number,
): Promise<readonly INodeExecutionData[]> {
	const actingAgent = optionalText(readOptions(context, index)['actingAgent']);
	const numbers = await desk.lookup().numbers(actingAgent);
	return numbers.map((row) => ({ json: toItem(row) }));
}

/**
 * Writes down what the team says of a number.
 *
 * @throws TeamError
 */
export async function updateNumber(
	context: IExecuteFunctions,
	desk: Desk,
	index: number,
): Promise<readonly INodeExecutionData[]> {
	const numberId = readLocator(context, 'number', index);
	if (numberId === '') throw wrong('Number', 'is empty', 'Choose one from the list.');
	const change = readChange(context, index);
	return [{ json: toItem(await desk.lookup().updateNumber(numberId, change)) }];
}

/** Only what is given: a field that is added and empty takes back what was said. */
function readChange(context: IExecuteFunctions, index: number): NumberChange {
	const given = context.getNodeParameter('numberFields', index, {}) as IDataObject;
	const email = (name: string) => optionalText(given[name])?.toLowerCase() ?? null;
	const change: NumberChange = {
		...('group' in given ? { group: optionalText(given['group']) } : {}),
		...('ownerAgent' in given ? { ownerAgent: email('ownerAgent') } : {}),
		...('backupOwner' in given ? { backupOwner: email('backupOwner') } : {}),
		...('reviewAt' in given ? { reviewAt: readMoment('Review Date', given['reviewAt']) } : {}),
		...('hours' in given ? { hours: readHours(given['hours']) } : {}),
		...('singleConversation' in given
			? { singleConversation: isOn(given['singleConversation']) }
			: {}),
	};
	if (Object.keys(change).length > 0) return change;
	throw wrong('Update Fields', 'is empty', 'Add what is to be changed.');
}

/** Hours without anything in them are all hours. */
function readHours(value: unknown) {
	const hours = entriesOf(value).map(readWeeklyHours);
	return hours.length === 0 ? null : hours;
}

function toItem(row: NumberRow & { readonly isOpen: boolean }): IDataObject {
	return {
		number: { ...row.number },
		state: row.state,
		ownerAgent: row.ownerAgent,
		backupOwner: row.backupOwner,
		reviewAt: isoOrNull(row.reviewAt),
		hours: row.hours?.map(toWeeklyHours) ?? null,
		timeZone: row.timeZone,
		isOpen: row.isOpen,
		singleConversation: row.singleConversation,
		pausedAt: isoOrNull(row.pausedAt),
		phoneSeenAt: isoOrNull(row.phoneSeenAt),
		createdAt: isoOrNull(row.createdAt),
	};
}
