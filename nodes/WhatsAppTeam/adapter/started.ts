import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { holderOf } from './holder.ts';
import { consumerOf, describe, runKey, theOffice } from '../../../src/index.ts';

/**
 * Notes that a run has begun, and stops it if a newer attempt at the same event exists. Items that
 * do not come from the log, such as pinned ones, pass as they are.
 */
export async function markStarted(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	// A person who runs or retries something wants it to run, whatever else has been tried.
	if (context.getMode() === 'manual' || context.getMode() === 'retry') return items;
	const { store, clock, runs, logger } = await theOffice();
	const holder = holderOf(context);
	const passed: INodeExecutionData[] = [];
	for (const item of items) {
		const { eventId, attempt, workspace } = item.json;
		if (typeof eventId !== 'string' || typeof attempt !== 'number') {
			passed.push(item);
			continue;
		}
		const consumer = consumerOf(holder, String(workspace));
		const noted = store.startDelivery({ consumer, eventId, attempt, now: clock.now() });
		if (runs.get(runKey(consumer, eventId))?.attempt === attempt) {
			// This process began the attempt, so there is no newer one; and a note that gets lost costs
			// some seconds after a crash, no more. Nobody needs to wait for the disk.
			noted.catch((error: unknown) =>
				logger.warn({ eventId, error: describe(error) }, 'start of a run not noted'),
			);
			passed.push(item);
		} else if ((await noted).current) passed.push(item);
	}
	return passed;
}
