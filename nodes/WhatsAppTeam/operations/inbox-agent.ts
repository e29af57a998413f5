import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { wrong, type Desk, type Member } from '../../../src/index.ts';
import { readAgentChange, readAvailability } from '../adapter/fields/agent-change.ts';
import { fieldsOf } from '../adapter/fields/fields.ts';
import { readSuccessor } from '../adapter/fields/successor.ts';
import { isOn, readLimit, textOf } from '../adapter/fields/values.ts';
import { toWeeklyHours } from '../adapter/fields/weekly-hours.ts';

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
			const name = textOf(filters['team']);
			const limit = readLimit(fields.value('returnAll'), fields.value('limit'));
			const members = await team.members({
				...(name === '' ? {} : { team: name }),
				onlyThere: isOn(filters['onlyThere']),
			});
			return members.slice(0, limit ?? Infinity).map((member) => ({ json: toItem(member) }));
		}
		case 'delete': {
			const { released, handedOver, numbers, ...who } = await team.removeAgent(
				fields.text('email'),
				{ successor: readSuccessor(context, index), cause: context.getExecutionId() },
			);
			const { email, name } = who;
			const left = { released: [...released], handedOver: [...handedOver] };
			return [{ json: { email, name, deleted: true, ...left, numbers: [...numbers] } }];
		}
		default:
			throw wrong('Operation', 'is none that the resource has', 'Choose one from the list.');
	}
}

/** A member of the team as the node shows them. Workflows depend on the names. */
function toItem({ agent, isThere, isOnShift }: Member): IDataObject {
	return {
		...agent,
		isThere,
		isOnShift,
		shifts: agent.shifts.map(toWeeklyHours),
		teams: [...agent.teams],
		numberCapacities: agent.numberCapacities.map((one) => ({ ...one })),
		numberScope: agent.numberScope === null ? null : [...agent.numberScope],
		labelScope: agent.labelScope === null ? null : [...agent.labelScope],
	};
}
