import type { IExecuteFunctions } from 'n8n-workflow';
import type { Desk, Message } from '../../../src/index.ts';
import { openDeskOf } from './credential.ts';
import { readDraft, type ContentReader, type DraftTools } from './fields/draft.ts';
import { toNodeError } from './errors.ts';
import { createKeys } from './fields/idempotency.ts';

/**
 * Opens the desk of the node's credential.
 *
 * @throws NodeOperationError
 */
export async function openDesk(context: IExecuteFunctions): Promise<Desk> {
	try {
		return await openDeskOf(context);
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

/**
 * Reads the fields of every item: bad input is refused before anything is put into the outbox.
 *
 * @param upload what is done with files
 * @param onWrong hears of an item that cannot be read; may throw to end it all
 * @param readContent what messages hold. Default: what the fields of Send say
 * @returns the drafts by the index of their item
 */
export async function readDrafts(
	context: IExecuteFunctions,
	desk: Desk,
	upload: DraftTools['upload'],
	onWrong: (error: unknown, index: number) => void,
	readContent?: ContentReader,
): Promise<ReadonlyMap<number, Message>> {
	let allowsPrivate: Promise<boolean> | undefined;
	const tools: DraftTools = {
		keyOf: createKeys(context),
		readPhone: (text) => desk.readPhone(text),
		upload,
		// Asked once, and only where a file is named by its address.
		allowsPrivate: () =>
			(allowsPrivate ??= desk.settings().then((settings) => settings.privateAddresses)),
		findTemplate: (reference, recipient) => desk.findTemplate(reference, recipient),
	};
	const drafts = new Map<number, Message>();
	for (const index of context.getInputData().keys()) {
		try {
			drafts.set(index, await readDraft(context, index, tools, readContent));
		} catch (error) {
			onWrong(error, index);
		}
	}
	return drafts;
}
