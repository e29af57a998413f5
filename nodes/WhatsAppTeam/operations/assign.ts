import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { wrong, type Desk } from '../../../src/index.ts';
import { openDesk } from '../adapter/drafts.ts';
import { eachItem } from '../adapter/each-item.ts';
import { addNotAssignedHint } from '../adapter/items/not-sent-hint.ts';
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
	const operation = String(context.getNodeParameter('operation', 0));
	const outputs = await eachItem(
		context,
		async (index) => {
			const { json, isLost = false } = await runItem(context, desk, index);
			return [{ json, output: isLost ? 1 : 0 }];
		},
		// What failed was assigned to nobody, and leaves with what was lost.
		{ outputs: CAN_LOSE.includes(operation) ? 2 : 1 },
	);
	addNotAssignedHint(context, outputs[1] ?? []);
	return outputs;
}

async function runItem(context: IExecuteFunctions, desk: Desk, index: number) {
	const step = STEPS.get(String(context.getNodeParameter('operation', index)));
	if (step !== undefined) return await step(context, desk, index);
	throw wrong('Operation', 'is none that the node has', 'Choose one from the list.');
}
