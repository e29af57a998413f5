import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { wrong, type Desk } from '../../../src/index.ts';
import { openDesk } from '../adapter/drafts.ts';
import { toNodeError } from '../adapter/errors.ts';
import { ownerSteps } from './assign-owner.ts';
import { stateSteps } from './assign-state.ts';

/** What came of one item. */
export interface AssignOutcome {
	readonly json: IDataObject;
	/** Whether somebody else was faster: it leaves on the second output. Default: no. */
	readonly isLost?: boolean;
}

/** Does an operation for one item. */
export type AssignStep = (
	context: IExecuteFunctions,
	desk: Desk,
	index: number,
) => Promise<AssignOutcome>;

/** What the node can do, by the name of the operation. */
const STEPS: ReadonlyMap<string, AssignStep> = new Map(
	Object.entries({ ...ownerSteps, ...stateSteps }),
);

const CAN_LOSE = ['claim', 'assign', 'autoAssign', 'transfer', 'release'];

/** Does the chosen operation for each item. */
export async function runAssign(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const desk = await openDesk(context);
	// As a tool of an AI agent the node never throws, and has one output: every outcome is data.
	const isTool = context.getNode().type.endsWith('Tool');
	const goesOn = context.continueOnFail() || isTool;
	const operation = String(context.getNodeParameter('operation', 0));
	const outputs: INodeExecutionData[][] = CAN_LOSE.includes(operation) ? [[], []] : [[]];
	const put = (output: number, item: INodeExecutionData, index: number): void => {
		outputs[isTool ? 0 : output]?.push({ ...item, pairedItem: { item: index } });
	};
	for (const item of context.getInputData().keys()) {
		try {
			const { json, isLost = false } = await runItem(context, desk, item);
			put(isLost ? 1 : 0, { json }, item);
		} catch (error) {
			const nodeError = toNodeError(context.getNode(), error, item);
			if (!goesOn) throw nodeError;
			const { message, description } = nodeError;
			const json = { error: `${message}. ${description ?? ''}`.trim() };
			// n8n moves what carries an error to the error output.
			const isApart = context.getNode().onError === 'continueErrorOutput';
			// What failed was assigned to nobody.
			put(outputs.length - 1, isApart ? { json, error: nodeError } : { json }, item);
		}
	}
	return isTool ? [outputs[0] ?? []] : outputs;
}

async function runItem(context: IExecuteFunctions, desk: Desk, index: number) {
	const step = STEPS.get(String(context.getNodeParameter('operation', index)));
	if (step !== undefined) return await step(context, desk, index);
	throw wrong('Operation', 'is none that the node has', 'Choose one from the list.');
}
