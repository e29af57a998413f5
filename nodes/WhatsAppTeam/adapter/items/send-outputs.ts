import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { toNodeError } from '../errors.ts';
import type { SendItem } from './send-item.ts';

const [SENT, QUEUED, NOT_SENT] = [0, 1, 2];

/** The outputs of Send, filled item by item. */
export class SendOutputs {
	/** Sent, Queued and Not Sent. */
	readonly items: INodeExecutionData[][] = [[], [], []];
	/** Whether an error of one item leaves the others alone: n8n's "On Error", and always for AI. */
	readonly goesOn: boolean;
	readonly #context: IExecuteFunctions;
	readonly #isTool: boolean;

	constructor(context: IExecuteFunctions) {
		this.#context = context;
		// As a tool of an AI agent the node has one output, and every outcome is data.
		this.#isTool = context.getNode().type.endsWith('Tool');
		this.goesOn = context.continueOnFail() || this.#isTool;
	}

	/** Puts an item where its verdict belongs. */
	put(item: SendItem, index: number): void {
		const output = { sent: SENT, queued: QUEUED }[item.verdict as string] ?? NOT_SENT;
		this.#add(output, { json: { ...item } }, index);
	}

	/**
	 * Reports an error of one item.
	 *
	 * @param item what is known of the message, if it got that far
	 * @throws the error itself where it ends the run
	 */
	fail(error: unknown, index: number, item?: SendItem): void {
		const nodeError = toNodeError(this.#context.getNode(), error, index);
		if (!this.goesOn) throw nodeError;
		const { description } = nodeError;
		const text = [nodeError.message, description ?? ''].join('. ').replace(/\. $/, '');
		const json = { ...item, error: text };
		// n8n moves what carries an error to the error output.
		const hasErrorOutput = this.#context.getNode().onError === 'continueErrorOutput';
		this.#add(NOT_SENT, hasErrorOutput ? { json, error: nodeError } : { json }, index);
	}

	#add(output: number, item: INodeExecutionData, index: number): void {
		this.items[this.#isTool ? SENT : output]?.push({ ...item, pairedItem: { item: index } });
	}
}
