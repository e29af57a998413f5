import type { IExecuteFunctions } from 'n8n-workflow';
import { checkWithin, problem, type Message, type Question } from '../../../../src/index.ts';
import { fieldsOf } from './fields.ts';

const SECOND_MS = 1_000;

const UNITS_MS = new Map([
	['seconds', SECOND_MS],
	['minutes', 60 * SECOND_MS],
	['hours', 3_600 * SECOND_MS],
	['days', 24 * 3_600 * SECOND_MS],
]);

/**
 * Checks what can be checked before anything is uploaded or sent, and reads how long a reply is
 * waited for.
 *
 * @returns ms
 * @throws TeamError `invalidInput`
 */
export function readWithin(context: IExecuteFunctions): number {
	if (context.getNode().type.endsWith('Tool')) throw notAsTool();
	if (context.getInputData().length > 1) throw oneByOne(context.getInputData().length);
	const fields = fieldsOf(context, 0);
	const unit = UNITS_MS.get(fields.text('waitUnit')) ?? NaN;
	const withinMs = Math.round(fields.number('waitLimit') * unit);
	checkWithin(withinMs);
	return withinMs;
}

/** A message whose reply this run waits for. */
export function questionOf(context: IExecuteFunctions, draft: Message, withinMs: number): Question {
	const { $execution } = context.getWorkflowDataProxy(0);
	const { resumeUrl } = $execution as { resumeUrl?: unknown };
	const signal = context.getExecutionCancelSignal();
	return {
		draft,
		withinMs,
		address: typeof resumeUrl === 'string' ? resumeUrl : '',
		workflowId: context.getWorkflow().id ?? 'unsaved',
		parentWorkflowId: parentOf(context),
		isTest: context.getMode() === 'manual',
		...(signal === undefined ? {} : { signal }),
	};
}

/** n8n says by whom a run was called only in what it keeps of the run. */
function parentOf(context: object): string | null {
	const { runExecutionData } = context as {
		readonly runExecutionData?: {
			readonly parentExecution?: { readonly workflowId?: unknown };
		};
	};
	const workflowId = runExecutionData?.parentExecution?.workflowId;
	return typeof workflowId === 'string' ? workflowId : null;
}

function notAsTool() {
	return problem(
		'invalidInput',
		'As a tool of an AI agent this node cannot wait for a reply',
		"Use the operation 'Send'; the reply starts a run of its own by the WhatsApp Team Trigger.",
	);
}

function oneByOne(count: number) {
	return problem(
		'invalidInput',
		`There are ${count} items, and a run can wait for one reply at a time: nothing was sent`,
		"Put a 'Loop Over Items' node with a batch size of 1 before this one, or start a run for each item.",
	);
}
