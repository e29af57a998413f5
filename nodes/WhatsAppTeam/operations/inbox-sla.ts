import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { wrong, type Desk, type PolicyEntry } from '../../../src/index.ts';
import { fieldsOf } from '../adapter/fields/fields.ts';
import { readPolicy } from '../adapter/fields/sla-policy.ts';
import { toWeeklyHours } from '../adapter/fields/weekly-hours.ts';

const MINUTE_MS = 60_000;

/**
 * Lists and changes the SLA policies of the workspace.
 *
 * @throws TeamError
 */
export async function runSlaPolicy(
	context: IExecuteFunctions,
	desk: Desk,
	index: number,
): Promise<readonly INodeExecutionData[]> {
	const fields = fieldsOf(context, index);
	const life = desk.life();
	switch (fields.text('operation')) {
		case 'upsert':
			return [{ json: toItem(await life.savePolicy(readPolicy(context, index))) }];
		case 'getAll':
			return (await life.policies()).map((policy) => ({ json: toItem(policy) }));
		case 'delete': {
			const name = fields.optional('policyName');
			if (name === null) throw wrong('Policy Name', 'is empty', 'Write the name of one.');
			return [{ json: { name, deleted: await life.deletePolicy(name) } }];
		}
		default:
			throw wrong('Operation', 'is none that the resource has', 'Choose one from the list.');
	}
}

/** A policy as the node shows it. Workflows depend on the names. */
function toItem({ id, name, position, ...policy }: PolicyEntry): IDataObject {
	const minutes = (ms: number | null): number | null => (ms === null ? null : ms / MINUTE_MS);
	const { hours } = policy;
	return {
		id,
		name,
		order: position,
		match: policy.match,
		targets: Object.entries(policy.targets).map(([priority, target]) => ({
			priority,
			firstMinutes: minutes(target.first),
			nextMinutes: minutes(target.next),
			resolutionMinutes: minutes(target.resolution),
		})),
		businessHours: hours === null || hours === 'number' ? null : toWeeklyHours(hours),
		numberHours: hours === 'number',
		warnAt: policy.warnAt,
		automationCounts: policy.automationCounts,
	};
}
