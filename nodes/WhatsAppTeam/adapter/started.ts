import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { holderOf } from './holder.ts';
import { consumerOf, theOffice } from '../../../src/index.ts';

/**
 * Notes that a run has begun, and stops it if a newer attempt at the same event exists. Items that
 * do not come from the log, such as pinned ones, pass as they are.
 */
export async function markStarted(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	// A person who runs or retries something wants it to run, whatever else has been tried.
	if (context.getMode() === 'manual' || context.getMode() === 'retry') return items;
	const { store, clock } = await theOffice();
	const holder = holderOf(context);
	const passed: INodeExecutionData[] = [];
	for (const item of items) {
		const { eventId, attempt, workspace } = item.json;
		if (typeof eventId !== 'string' || typeof attempt !== 'number') {
			passed.push(item);
			continue;
		}
		const { current } = await store.startDelivery({
			consumer: consumerOf(holder, String(workspace)),
			eventId,
			attempt,
			now: clock.now(),
		});
		if (current) passed.push(item);
	}
	return passed;
}
