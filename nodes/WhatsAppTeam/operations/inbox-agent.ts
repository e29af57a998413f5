import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { wrong, type Desk, type Member } from '../../../src/index.ts';
import { readAgentChange, readAvailability } from '../adapter/agent-change.ts';
import { fieldsOf } from '../adapter/fields.ts';

/** What Inbox does with members of the team, for one item. */
export async function runAgent(
	context: IExecuteFunctions,
	desk: Desk,
	index: number,
): Promise<readonly INodeExecutionData[]> {
	const fields = fieldsOf(context, index);
	const team = desk.team();
	switch (context.getNodeParameter('operation', index)) {
		case 'upsert': {
			const given = context.getNodeParameter('agentFields', index, {}) as IDataObject;
			const saved = await team.saveAgent(fields.text('email'), readAgentChange(given));
			return [{ json: { ...toItem(saved), isNew: saved.isNew } }];
		}
		case 'setAvailability': {
			const availability = readAvailability(fields.value('availability'));
			return [
				{ json: toItem(await team.setAvailability(fields.text('email'), availability)) },
			];
		}
		case 'getAll': {
			const filters = context.getNodeParameter('agentFilters', index, {}) as IDataObject;
			const name = typeof filters['team'] === 'string' ? filters['team'].trim() : '';
			const members = await team.members({
				...(name === '' ? {} : { team: name }),
				onlyThere: filters['onlyThere'] === true,
			});
			const most = fields.isOn('returnAll') ? Infinity : readLimit(fields.number('limit'));
			return members.slice(0, most).map((member) => ({ json: toItem(member) }));
		}
		default:
			throw wrong('Operation', 'is none that the resource has', 'Choose one from the list.');
	}
}

function readLimit(limit: number): number {
	if (Number.isInteger(limit) && limit >= 1) return limit;
	throw wrong('Limit', 'is no whole number from 1 on', 'Write it as in 50.');
}

/** A member of the team as the node shows them. Workflows depend on the names. */
function toItem({ agent, isThere, isOnShift }: Member): IDataObject {
	return {
		...agent,
		isThere,
		isOnShift,
		shifts: agent.shifts.map(({ days, from, to }) => ({
			days: [...days],
			from: clock(from),
			to: clock(to),
		})),
		teams: [...agent.teams],
		numberCapacities: agent.numberCapacities.map((one) => ({ ...one })),
		numberScope: agent.numberScope === null ? null : [...agent.numberScope],
		labelScope: agent.labelScope === null ? null : [...agent.labelScope],
	};
}

function clock(minute: number): string {
	const two = (count: number): string => String(count).padStart(2, '0');
	return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
